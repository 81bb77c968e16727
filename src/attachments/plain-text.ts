/** How far a browser looks to tell what a file is. Source: WHATWG MIME Sniffing §5.2 (resource header). */
const HEADER_CHARS = 1_445;

/**
 * A line that begins as HTML, SVG or XML do: the marks of WHATWG MIME Sniffing §7.1 and those of drawings. Stricter than
 * a browser, which looks at the first line only.
 */
const MARKUP =
  /^[\t\f ]*<(?:!--|!doctype|\?xml|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|img)[\s/>])|\bxmlns\b/im;

/** The control bytes that text may have; any other is a binary data byte (WHATWG MIME Sniffing §3), NUL among them. */
const TEXT_CONTROLS: readonly number[] = [0x09, 0x0a, 0x0c, 0x0d, 0x1b];

/** Whether bytes are text in UTF-8 that no browser could take for anything else. */
export function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && !TEXT_CONTROLS.includes(byte))) return false;
  const text = decode(bytes);
  return text !== null && !isMarkup(text);
}

/** Whether bytes are HTML, SVG or XML to somebody, whatever they are called. */
export function looksLikeMarkup(bytes: Uint8Array): boolean {
  // Not `fatal`: markup in another encoding has its marks in ASCII, too.
  return isMarkup(new TextDecoder().decode(bytes.subarray(0, 4 * HEADER_CHARS)));
}

function isMarkup(text: string): boolean {
  return MARKUP.test(text.trimStart().slice(0, HEADER_CHARS));
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // TextDecoder throws a TypeError for nothing else
  }
}
