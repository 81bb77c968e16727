import type { FeatureOptions } from './feature-options.ts';
import { normalise } from './normalise.ts';
import { SPACE, SYMBOL, symbolClass, UNSPACED, WORD } from './symbol-class.ts';

/** Called for each n-gram of a text, as often as it occurs: its 32-bit hash, as a signed number, and its weight. */
export type VisitFeature = (hash: number, weight: number) => void;

/** Start values that keep kinds of n-grams apart. */
export const WORD_SEED = 0x811c9dc5;
export const PAIR_SEED = 0x2f0b4c47;
const SKIP_SEED = 0x5bd1e995;
const CHARACTER_SEED = 0x1b873593;
const UNSPACED_SEED = 0x3c6ef372;
const SYMBOL_SEED = 0x6a09e667;
const LENGTH_SEED = 0x510e527f;
/** Stands for the word before the first one. */
export const TEXT_START = 0x7f4a7c15;
/** Stands for the word behind the last one. */
const TEXT_END = 0x27d4eb2f;
/** Word border in character n-grams: no text has it. */
const BORDER = 0xffff;

/** Of a word without end only so many units give character n-grams. */
const MAX_WORD_UNITS = 40;
/** "!!!!!!" counts like "!!!". */
const MAX_SYMBOL_RUN = 3;
export const APOSTROPHE = 39;

/**
 * Hashes all n-grams of a text: words, neighbours, pairs around a word, characters within words, characters of scripts
 * without spaces, runs of punctuation or emoji, and how long the text is (a letter without spaces is half a word). Linear in the text's length, no strings made.
 * Source of the hash: FNV-1a 32, http://www.isthe.com/chongo/tech/comp/fnv/; final mix: MurmurHash3, public domain.
 */
export function hashText(text: string, options: FeatureOptions, visit: VisitFeature): void {
  const units = normalise(text);
  let previous = TEXT_START;
  let beforePrevious = 0;
  let index = 0;
  let words = 0;
  while (index < units.length) {
    const point = units.codePointAt(index) as number; // index is inside
    const kind = symbolClass(point);
    if (kind === SPACE) index += widthOf(point);
    else if (kind === WORD) {
      const end = wordEnd(units, index);
      const hash = hashUnits(WORD_SEED, units, index, end);
      visit(finish(hash), 1);
      visit(finish(join(PAIR_SEED, previous, hash)), 1);
      if (options.skips && beforePrevious !== 0) visit(finish(join(SKIP_SEED, beforePrevious, hash)), 1);
      hashCharacters(units, index, end, options, visit);
      beforePrevious = previous;
      previous = hash;
      index = end;
      words += 2;
    } else if (kind === UNSPACED) {
      const end = hashUnspaced(units, index, options.unspaced, visit);
      words += end - index;
      index = end;
    } else {
      index = hashSymbols(units, index, visit);
    }
  }
  if (words === 0) return;
  if (previous !== TEXT_START) visit(finish(join(PAIR_SEED, previous, TEXT_END)), 1);
  visit(finish(step(LENGTH_SEED, Math.floor(Math.log2(words)))), 1);
}

export function widthOf(point: number): number {
  return point > 0xffff ? 2 : 1;
}

/** Where the word ends; apostrophes inside belong to it. */
export function wordEnd(units: string, start: number): number {
  let index = start;
  while (index < units.length) {
    const point = units.codePointAt(index) as number; // index is inside
    if (symbolClass(point) === WORD) index += widthOf(point);
    else if (point === APOSTROPHE && index + 1 < units.length && symbolClass(units.charCodeAt(index + 1)) === WORD)
      index++;
    else break;
  }
  return index;
}

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 16_777_619);
}

export function join(seed: number, first: number, second: number): number {
  return step(step(step(step(seed, first), first >>> 16), second), second >>> 16);
}

export function hashUnits(seed: number, units: string, start: number, end: number): number {
  let hash = seed;
  for (let index = start; index < end; index++) hash = step(hash, units.charCodeAt(index));
  return hash;
}

export function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** N-grams inside `<word>`, the brackets being borders. */
function hashCharacters(
  units: string,
  start: number,
  end: number,
  { characters: [min, max], characterWeight }: FeatureOptions,
  visit: VisitFeature,
): void {
  if (max === 0) return;
  const last = Math.min(end, start + MAX_WORD_UNITS);
  for (let first = start - 1; first <= last; first++) {
    let hash = CHARACTER_SEED;
    const stop = Math.min(first + max, last + 1);
    for (let index = first; index < stop; index++) {
      hash = step(hash, index < start || index >= last ? BORDER : units.charCodeAt(index));
      if (index - first + 1 >= min) visit(finish(hash), characterWeight);
    }
  }
}

/** All n-grams up to `longest` of a run of letters without spaces; gives the run's end. */
export function hashUnspaced(units: string, start: number, longest: number, visit: VisitFeature): number {
  let index = start;
  // Hashes of the n-grams that end at the letter before, shortest first.
  const open = new Int32Array(longest);
  let length = 0;
  while (index < units.length) {
    const point = units.codePointAt(index) as number; // index is inside
    if (symbolClass(point) !== UNSPACED) break;
    for (let size = Math.min(length + 1, longest); size >= 1; size--) {
      const hash = step(step(size === 1 ? UNSPACED_SEED : (open[size - 2] as number), point & 0xffff), point >>> 16);
      open[size - 1] = hash;
      visit(finish(hash), 1);
    }
    length++;
    index += widthOf(point);
  }
  return index;
}

/** A run of one symbol ("!!!", "…"), and each emoji of its own; gives the run's end. */
export function hashSymbols(units: string, start: number, visit: VisitFeature): number {
  const point = units.codePointAt(start) as number; // start is inside
  let index = start;
  let run = 0;
  while (index < units.length && units.codePointAt(index) === point) {
    run++;
    index += widthOf(point);
  }
  if (symbolClass(point) === SYMBOL) {
    visit(finish(step(step(step(SYMBOL_SEED, point & 0xffff), point >>> 16), Math.min(run, MAX_SYMBOL_RUN))), 1);
  }
  return index;
}

/** A sum of how words sound, −5 to 5 each, in a few steps that are features of their own. */
export function toStep(sum: number): number {
  if (sum === 0) return 0;
  if (sum < 2) return 1;
  if (sum < 4) return 2;
  if (sum < 7) return 3;
  return sum < 12 ? 4 : 5;
}
