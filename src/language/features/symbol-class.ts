import { UNSPACED_CLASS } from '../../text/script.ts';

/** What a character counts as: a space, a letter or digit of a word, a letter of a script without spaces, or else. */
export const SPACE = 1;
export const WORD = 2;
export const UNSPACED = 3;
export const SYMBOL = 4;

const UNSPACED_LETTER = new RegExp(`^(?=[\\p{L}\\p{N}])[${UNSPACED_CLASS}]`, 'u');
const WORD_LETTER = /^[\p{L}\p{N}\p{M}]/u;
/** NUL and other control characters part words, like spaces. */
const BLANK = /^[\s\p{Cc}\p{Cf}\p{Z}]/u;

/** Classes found so far, by code point of the basic plane; 0: not asked yet. Fixed by Unicode, so shared by all. */
const known = /*#__PURE__*/ new Uint8Array(0x1_0000);

/** The class of a code point; a lone surrogate is a symbol. */
export function symbolClass(codePoint: number): number {
  if (codePoint > 0xffff) return classify(codePoint);
  const seen = known[codePoint] as number; // within the table
  if (seen !== 0) return seen;
  const found = classify(codePoint);
  known[codePoint] = found;
  return found;
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (BLANK.test(character)) return SPACE;
  if (UNSPACED_LETTER.test(character)) return UNSPACED;
  return WORD_LETTER.test(character) ? WORD : SYMBOL;
}
