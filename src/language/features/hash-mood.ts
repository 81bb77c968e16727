import { hashNear, THING_MARK } from './hash-near.ts';
import {
  APOSTROPHE,
  finish,
  hashSymbols,
  hashUnits,
  hashUnspaced,
  join,
  PAIR_SEED,
  TEXT_START,
  toStep,
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

const LENGTH_SEED = 0xd807aa98;
const QUESTION_SEED = 0x243185be;
const PREFIX_SEED = 0x923f82a4;
/** Stands in for the stem of a word. */
const PREFIX_UNITS = 5;

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
 * words sound; of a thing between two marks also what stands near it. Linear in the text's length.
 * Source: Pang, Lee, Vaithyanathan 2002, "Thumbs up?" (negation marks); Hutto, Gilbert 2014, VADER (sums).
 */
export function hashMood(text: string, valence: Valence, visit: VisitFeature): void {
  const [before = '', thing, behind, elsewhere = '', ...others] = text.split(THING_MARK);
  if (thing !== undefined && behind !== undefined && others.length === 0) {
    hashNear({ before, thing, behind, elsewhere }, valence, visit);
    hashMood(before + thing + behind, valence, visit);
    return;
  }
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
      if (end - index >= PREFIX_UNITS) visit(finish(hashUnits(PREFIX_SEED, units, index, index + PREFIX_UNITS)), 1);
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
  visit(finish(join(LENGTH_SEED, 0, Math.floor(Math.log2(1 + units.length)))), 1);
  if (/[?？]\s*$/.test(units.slice(-3))) visit(finish(QUESTION_SEED), 1);
  if (words === 0) return;
  visit(finish(join(PRAISE_SEED, 0, toStep(praise))), 1);
  visit(finish(join(BLAME_SEED, 0, toStep(blame))), 1);
  visit(finish(join(BALANCE_SEED, praise < blame ? 1 : 0, toStep(Math.abs(praise - blame)))), 1);
}

/** A word that negates, or one that ends in "n't". */
function isNegator(units: string, start: number, end: number, hash: number): boolean {
  return NEGATORS.has(hash) || (end - start > 3 && units.startsWith("n't", end - 3));
}
