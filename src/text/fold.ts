import { toSimplified } from './simplified.ts';

/** Letters that Unicode does not decompose but people type without their stroke or ligature. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const ASCII = /^[\x00-\x7f]*$/;

/**
 * One spelling for what people type in several: compatibility forms (full-width, ligatures, half-width kana) unified,
 * lower case, traditional Chinese characters simplified, Latin, Greek and Cyrillic accents off. Marks of other scripts stay: they tell words apart there.
 * May change the length.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  const plain = lower
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? letter);
  return toSimplified(plain);
}
