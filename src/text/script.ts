/**
 * Characters of scripts written without spaces between words, as the inside of a character class (flag `u`).
 * Korean is here too: its spaces part phrases, and particles stick to words.
 */
export const UNSPACED_CLASS =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}';

const UNSPACED = new RegExp(`(?=\\p{L})[${UNSPACED_CLASS}]`, 'u');

/** Whether the text has a letter of a script written without spaces (Chinese, Japanese, Korean, Thai, …). */
export function hasUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}
