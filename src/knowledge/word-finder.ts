import { editDistance, stem } from '../text/index.ts';
import type { Lexicon } from './knowledge-index.ts';

/** A stem of the index that a word of a query may mean, and how sure that is, 0..1. */
export interface StemMatch {
  readonly stem: number;
  readonly weight: number;
}

/** Weights measured on help questions with one typing error (R2 of our search study); not tuned further. */
const ONE_EDIT_WEIGHT = 0.8;
const TWO_EDITS_WEIGHT = 0.5;
const PREFIX_WEIGHT = 0.1;
/** A word that the index does not know and that is still being typed is most likely unfinished. */
const UNFINISHED_WEIGHT = 0.6;

const MIN_FUZZY_LENGTH = 4;
const MIN_TWO_EDITS_LENGTH = 8;
const MAX_FUZZY_LENGTH = 32;
const MIN_PREFIX_LENGTH = 2;
const MAX_PREFIX_WORDS = 300;

export interface WordFinder {
  /** The stem of a word in the articles, or null. Cheap: used for every word that may get a mark. */
  readonly exact: (word: string) => number | null;
  /** Every stem that a word of a query may mean, surest first for equal stems; empty when nothing is near. */
  readonly find: (word: string, isUnfinished: boolean) => readonly StemMatch[];
  /** Numbers of the words at most `limit` slips away. Time grows with the number of words. */
  readonly near: (word: string, limit: number) => number[];
}

/** Looks words up in an index: as written, by stem, by beginning, and with typing errors. */
export function createWordFinder(lexicon: Lexicon): WordFinder {
  const { words, stemOf, stems } = lexicon;
  const wordNumbers = new Map(words.map((word, number) => [word, number]));
  const stemNumbers = new Map(stems.map((name, number) => [name, number]));
  let byLength: Map<number, { readonly numbers: number[]; readonly letters: number[] }> | null = null;

  const exact = (word: string): number | null => {
    const number = wordNumbers.get(word);
    return (number === undefined ? stemNumbers.get(stem(word)) : stemOf[number]) ?? null;
  };

  const near = (word: string, limit: number): number[] => {
    byLength ??= groupByLength(words);
    const letters = letterSet(word);
    const found: number[] = [];
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      const group = byLength.get(length);
      for (const [index, other] of group?.letters.entries() ?? []) {
        // One edit changes at most two bits: most words fall out here, before the costly comparison.
        if (bitCount(letters ^ other) > 2 * limit) continue;
        const number = group?.numbers[index] ?? 0;
        if (editDistance(word, words[number] ?? '', limit) <= limit) found.push(number);
      }
    }
    return found;
  };

  const beginning = (prefix: string): number[] => {
    let from = lowerBound(words, prefix);
    const found: number[] = [];
    while (found.length < MAX_PREFIX_WORDS && words[from]?.startsWith(prefix)) found.push(from++);
    return found;
  };

  const find = (word: string, isUnfinished: boolean): readonly StemMatch[] => {
    const weights = new Map<number, number>();
    const add = (wordNumber: number, weight: number): void => {
      const number = stemOf[wordNumber] ?? 0;
      weights.set(number, Math.max(weight, weights.get(number) ?? 0));
    };
    const known = exact(word);
    if (known !== null) weights.set(known, 1);
    if (isUnfinished && word.length >= MIN_PREFIX_LENGTH) {
      for (const number of beginning(word)) add(number, known === null ? UNFINISHED_WEIGHT : PREFIX_WEIGHT);
    }
    if (known === null && word.length >= MIN_FUZZY_LENGTH && word.length <= MAX_FUZZY_LENGTH) {
      const close = near(word, 1);
      for (const number of close) add(number, ONE_EDIT_WEIGHT);
      if (close.length === 0 && word.length >= MIN_TWO_EDITS_LENGTH) {
        for (const number of near(word, 2)) add(number, TWO_EDITS_WEIGHT);
      }
    }
    return Array.from(weights, ([number, weight]) => ({ stem: number, weight }));
  };

  return { exact, find, near };
}

function groupByLength(words: readonly string[]): Map<number, { numbers: number[]; letters: number[] }> {
  const groups = new Map<number, { numbers: number[]; letters: number[] }>();
  for (const [number, word] of words.entries()) {
    const group = groups.get(word.length) ?? { numbers: [], letters: [] };
    groups.set(word.length, group);
    group.numbers.push(number);
    group.letters.push(letterSet(word));
  }
  return groups;
}

/** The letters of a word as bits; several letters may share one. */
function letterSet(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Source: H. S. Warren, "Hacker's Delight", 2nd ed., §5-1. */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The first place in a sorted list whose word is not before `word`. */
function lowerBound(words: readonly string[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
