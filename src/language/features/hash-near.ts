import type { Valence } from './hash-mood.ts';
import {
  finish,
  hashUnits,
  hashUnspaced,
  join,
  toStep,
  type VisitFeature,
  WORD_SEED,
  widthOf,
  wordEnd,
} from './hash-text.ts';
import { normalise } from './normalise.ts';
import { symbolClass, UNSPACED, WORD } from './symbol-class.ts';

/** Stands before and behind the thing a text is asked about; a private character, so that texts have none. */
export const THING_MARK = '\ue000';

const BEFORE_SEED = 0xb5c0fbcf;
const THING_SEED = 0xe9b5dba5;
const BEHIND_SEED = 0x1f83d9ab;
const ELSEWHERE_SEED = 0xab1c5ed5;
const NEAR_SEED = 0x5be0cd19;

/** So many words, and letters of scripts without spaces, before and behind the thing are near it. */
const WORDS_BEFORE = 3;
const WORDS_BEHIND = 4;
const LETTERS_BEFORE = 4;
/** N-grams of the first six letters: 1 + 2 + 4 × 3. */
const NGRAMS_BEHIND = 15;
const LONGEST = 3;
const LONGEST_ELSEWHERE = 2;

/** What a text between marks says of a thing. */
export interface MarkedText {
  readonly before: string;
  readonly thing: string;
  readonly behind: string;
  /** Other parts of the text, which may speak of it too. */
  readonly elsewhere: string;
}

/**
 * Hashes what stands near the thing asked about: the words around it and its own, marked as such, and how they sound.
 * Elsewhere only letters of scripts without spaces are read: in Chinese reviews a comma often parts a thing from its
 * judgement (a point better there, a point worse in English).
 */
export function hashNear(
  { before, thing, behind, elsewhere }: MarkedText,
  valence: Valence,
  visit: VisitFeature,
): void {
  const first = hashWords(before).slice(-WORDS_BEFORE);
  const last = hashWords(behind).slice(0, WORDS_BEHIND);
  const marked =
    (seed: number): VisitFeature =>
    (hash, weight) =>
      visit(finish(join(seed, 0, hash)), weight);
  for (const hash of first) marked(BEFORE_SEED)(hash, 1);
  for (const hash of hashWords(thing)) marked(THING_SEED)(hash, 1);
  for (const hash of last) marked(BEHIND_SEED)(hash, 1);
  hashUnspacedEnd(normalise(before), marked(BEFORE_SEED));
  hashUnspacedRun(normalise(thing), marked(THING_SEED));
  let count = 0;
  hashUnspacedRun(normalise(behind), (hash, weight) => {
    if (count++ < NGRAMS_BEHIND) marked(BEHIND_SEED)(hash, weight);
  });
  hashAllUnspaced(normalise(elsewhere), marked(ELSEWHERE_SEED));
  const sound = [...first, ...last].reduce((sum, hash) => sum + valence(hash), 0);
  visit(finish(join(NEAR_SEED, Math.sign(sound), toStep(Math.abs(sound)))), 1);
}

function hashWords(text: string): readonly number[] {
  const units = normalise(text);
  const words: number[] = [];
  for (let index = 0; index < units.length; ) {
    const point = units.codePointAt(index) as number; // index is inside
    if (symbolClass(point) !== WORD) index += widthOf(point);
    else {
      const end = wordEnd(units, index);
      words.push(finish(hashUnits(WORD_SEED, units, index, end)));
      index = end;
    }
  }
  return words;
}

/** N-grams of the letters without spaces a text starts with. */
function hashUnspacedRun(units: string, visit: VisitFeature): void {
  hashUnspaced(units, 0, LONGEST, visit);
}

/** N-grams of the last few letters without spaces a text ends with. */
function hashUnspacedEnd(units: string, visit: VisitFeature): void {
  let start = units.length;
  while (start > 0 && units.length - start < LETTERS_BEFORE && symbolClass(units.charCodeAt(start - 1)) === UNSPACED) {
    start--;
  }
  hashUnspaced(units, start, LONGEST, visit);
}

/** N-grams of all letters of scripts without spaces. */
function hashAllUnspaced(units: string, visit: VisitFeature): void {
  for (let index = 0; index < units.length; ) {
    const point = units.codePointAt(index) as number; // index is inside
    if (symbolClass(point) === UNSPACED) index = hashUnspaced(units, index, LONGEST_ELSEWHERE, visit);
    else index += widthOf(point);
  }
}
