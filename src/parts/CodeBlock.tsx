import { useState } from 'preact/hooks';

export interface CodeTexts {
  readonly copy: string;
  readonly copied: string;
}

/** Code with a button that copies it, where the page may write to the clipboard. */
export function CodeBlock({ text, texts }: { readonly text: string; readonly texts: CodeTexts }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false); // no permission: the text can still be selected
    }
  };
  return (
    <div class="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, long lines scroll and need focus */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {navigator.clipboard && (
        <button type="button" class="quiet" onClick={() => void copy()}>
          {isCopied ? texts.copied : texts.copy}
        </button>
      )}
    </div>
  );
}
