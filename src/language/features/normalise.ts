/**
 * Most UTF-16 code units of a text that are read. People write support messages of a hundred; a pasted log file
 * must not cost more than a few milliseconds.
 */
export const MAX_UNITS = 4_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The spelling features are read from: compatibility forms unified (NFKC), lower case, every digit `0`, curly
 * apostrophes straight. Of a long text the first part; a cut surrogate pair is a symbol like any other.
 */
export function normalise(text: string): string {
  const head = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
  const lower = head.toLowerCase();
  if (ASCII.test(lower)) return lower.replace(/[0-9]/g, '0');
  return lower
    .normalize('NFKC')
    .toLowerCase()
    .slice(0, MAX_UNITS)
    .replace(/\p{Nd}/gu, '0')
    .replace(/[\u2018\u2019]/g, "'");
}
