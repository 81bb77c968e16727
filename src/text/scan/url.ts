import { type Span, toScan } from './folded.ts';

/** Tops of addresses that people write without `www.`; others are file names and forgotten spaces as often. */
const TOP =
  'com|org|net|edu|gov|io|app|dev|shop|store|info|cn|hk|tw|jp|kr|in|uk|de|fr|es|it|nl|se|pl|ru|br|au|ca|us|eu|me|co';

const URL = new RegExp(
  `(?<![\\w@.-])(?:(?:https?|ftp)://|www\\.)[!-~]{3,2000}|(?<![\\w@.-])(?:[a-z\\d][a-z\\d-]{0,62}\\.){1,4}(?:${TOP})(?![\\w@-]|\\.\\w)(?:[:/?#][!-~]{1,2000})?`,
  'gi',
);

/** Web addresses in a folded text, without what closes the sentence around them. */
export function findUrls(text: string): readonly Span[] {
  return Array.from(text.matchAll(URL), ({ index, 0: found }) => ({ start: index, end: index + endOf(found) }));
}

/** Web addresses, with and without `https://`. */
export const scanUrl = toScan(findUrls);

function endOf(found: string): number {
  let end = found.length;
  // A bracket is the sentence's, unless it was opened in the address.
  while (/[.,;:!?'"*>\]}]/.test(found[end - 1] ?? '') || (found[end - 1] === ')' && !found.slice(0, end).includes('(')))
    end--;
  return end;
}
