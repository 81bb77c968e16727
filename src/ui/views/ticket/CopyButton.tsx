import { useState } from 'preact/hooks';
import { useApp } from '../../context.ts';

/** Copies a message, so that it is never trapped in a page that cannot send it. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useApp().state.t.value;
  const [isCopied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // no permission: the text stays in the field and can be selected
    );
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      {t(isCopied ? 'article.copied' : 'ticket.copyText')}
    </button>
  );
}
