import {
  APOSTROPHE,
  finish,
  hashSymbols,
  hashUnits,
  hashUnspaced,
  join,
  PAIR_SEED,
  TEXT_START,
  type VisitFeature,
  WORD_SEED,
  widthOf,
  wordEnd,
} from './hash-text.ts';
import { normalise } from './normalise.ts';
import { SPACE, symbolClass, UNSPACED, WORD } from './symbol-class.ts';

/** How good or bad a word sounds, −5 to 5, by the word's hash; 0 for most. */
export type Valence = (hash: number) => number;

const NEGATED_SEED = 0x428a2f98;
const SYMBOL_PAIR_SEED = 0x71374491;
const PRAISE_SEED = 0x3956c25b;
const BLAME_SEED = 0x59f111f1;
const BALANCE_SEED = 0x12835b01;

/** A negation reaches so many words, or to the next punctuation; a word it reaches means less than the opposite. */
const SCOPE_WORDS = 4;
const NEGATED_SHARE = 0.75;
/** Longest run of letters without spaces that is one feature. */
const UNSPACED_LENGTH = 3;

const NEGATORS: ReadonlySet<number> = /*#__PURE__*/ new Set(
  (
    'not no never none nothing nobody neither nor without hardly barely scarcely rarely seldom cannot lacks lacking ' +
    'isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt hasnt havent hadnt aint'
  )
    .split(' ')
    .map(hashWord),
);

/** The hash by which a normalised word is known to `Valence`. */
export function hashWord(word: string): number {
  return finish(hashUnits(WORD_SEED, word, 0, word.length));
}

/**
 * Hashes what tells the mood of a text: words, neighbours, words a negation reaches (once more, marked), up to three
 * letters of scripts without spaces, runs and pairs of punctuation or emoji, and in steps how much good and bad its
 * words sound. Linear in the text's length, no strings made.
 * Source: Pang, Lee, Vaithyanathan 2002, "Thumbs up?" (negation marks); Hutto, Gilbert 2014, VADER (sums).
 */
export function hashMood(text: string, valence: Valence, visit: VisitFeature): void {
  const units = normalise(text);
  let previous = TEXT_START;
  let symbol = 0;
  let negated = 0;
  let praise = 0;
  let blame = 0;
  let words = 0;
  let index = 0;
  while (index < units.length) {
    const point = units.codePointAt(index) as number; // index is inside
    const kind = symbolClass(point);
    const isSymbol = kind !== SPACE && kind !== WORD && kind !== UNSPACED;
    if (kind === SPACE) index += widthOf(point);
    else if (kind === WORD) {
      const end = wordEnd(units, index);
      const plain = hashUnits(WORD_SEED, units, index, end);
      const hash = finish(plain);
      visit(hash, 1);
      visit(finish(join(PAIR_SEED, previous, plain)), 1);
      const sound = valence(hash) * (negated > 0 ? -NEGATED_SHARE : 1);
      if (sound > 0) praise += sound;
      else blame -= sound;
      if (negated > 0) {
        visit(finish(join(NEGATED_SEED, 0, plain)), 1);
        negated--;
      }
      if (isNegator(units, index, end, hash)) negated = SCOPE_WORDS;
      previous = plain;
      words++;
      index = end;
    } else if (kind === UNSPACED) {
      negated = 0;
      index = hashUnspaced(units, index, UNSPACED_LENGTH, visit);
    } else {
      if (point !== APOSTROPHE) negated = 0;
      if (symbol !== 0) visit(finish(join(SYMBOL_PAIR_SEED, symbol, point)), 1);
      index = hashSymbols(units, index, visit);
    }
    symbol = isSymbol ? point : 0;
  }
  if (words === 0) return;
  visit(finish(join(PRAISE_SEED, 0, toStep(praise))), 1);
  visit(finish(join(BLAME_SEED, 0, toStep(blame))), 1);
  visit(finish(join(BALANCE_SEED, praise < blame ? 1 : 0, toStep(Math.abs(praise - blame)))), 1);
}

/** A word that negates, or one that ends in "n't". */
function isNegator(units: string, start: number, end: number, hash: number): boolean {
  return NEGATORS.has(hash) || (end - start > 3 && units.startsWith("n't", end - 3));
}

function toStep(sum: number): number {
  if (sum === 0) return 0;
  if (sum < 2) return 1;
  if (sum < 4) return 2;
  if (sum < 7) return 3;
  return sum < 12 ? 4 : 5;
}
