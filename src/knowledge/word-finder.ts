import { functionWords, stem, synonymGroups } from '../text/index.ts';
import type { Lexicon } from './knowledge-index.ts';
import { createNearWords } from './near-words.ts';

/** A stem of the index that a word of a query may mean, and how sure that is, 0..1. */
export interface StemMatch {
  readonly stem: number;
  readonly weight: number;
}

/** Weights tuned on half of the public question sets: docs/search.md. */
const ONE_EDIT_WEIGHT = 0.8;
const TWO_EDITS_WEIGHT = 0.5;
const PREFIX_WEIGHT = 0.1;
/** A word that the index does not know and that is still being typed is most likely unfinished. */
const UNFINISHED_WEIGHT = 0.6;
const SYNONYM_WEIGHT = 0.45;
/** Times the share of the longer stem that both begin with: "subscribe" and "subscription", "pay" is too short for it. */
const FAMILY_WEIGHT = 0.6;
const MIN_FAMILY_SHARE = 0.45;
/** Letters a stem may have beyond what is shared: an ending, not a second word. */
const MAX_ENDING = 4;

const MIN_FUZZY_LENGTH = 4;
const MIN_TWO_EDITS_LENGTH = 8;
const MAX_FUZZY_LENGTH = 32;
const MIN_PREFIX_LENGTH = 2;
const MIN_FAMILY_LENGTH = 5;
const FAMILY_BEGINNING = 4;
const MAX_WORDS = 300;
const LETTERS_ONLY = /^[a-z]+$/;

export interface WordFinder {
  /** The stem of a word in the articles, or null. Cheap: used for every word that may get a mark. */
  readonly exact: (word: string) => number | null;
  /** Every stem that a word of a query may mean, each once; empty when nothing is near. */
  readonly find: (word: string, isUnfinished: boolean) => readonly StemMatch[];
  /** Numbers of the words at most `limit` slips away. Time grows with the number of words. */
  readonly near: (word: string, limit: number) => number[];
  /** Two words of the articles that `word` is when written apart ("login": log, in); empty when there are none. */
  readonly split: (word: string) => readonly string[];
}

/**
 * Looks words up in an index: as written, by stem, by beginning, by meaning and with typing errors.
 * @param synonyms groups of words the site takes for the same, beside the built-in ones
 */
export function createWordFinder(lexicon: Lexicon, synonyms: readonly (readonly string[])[] = []): WordFinder {
  const { words, stemOf, stems } = lexicon;
  const stemNumbers = new Map<string, number>();
  for (const [number, name] of stems.entries()) stemNumbers.set(name, number);
  const synonymsOf = groupSynonyms([...synonymGroups, ...synonyms]);
  const near = createNearWords(words);
  const found = new Map<string, readonly StemMatch[]>();

  const exact = (word: string): number | null => {
    const at = lowerBound(words, word);
    return (words[at] === word ? stemOf[at] : stemNumbers.get(stem(word))) ?? null;
  };

  const beginning = (prefix: string): number[] => {
    let from = lowerBound(words, prefix);
    const numbers: number[] = [];
    while (numbers.length < MAX_WORDS && words[from]?.startsWith(prefix)) numbers.push(from++);
    return numbers;
  };

  const look = (word: string, isUnfinished: boolean): readonly StemMatch[] => {
    const weights = new Map<number, number>();
    const add = (number: number | undefined, weight: number): void => {
      if (number !== undefined && weight > (weights.get(number) ?? 0)) weights.set(number, weight);
    };
    const known = exact(word);
    const stemmed = stem(word);
    if (known !== null) add(known, 1);
    if (isUnfinished && word.length >= MIN_PREFIX_LENGTH) {
      for (const at of beginning(word)) add(stemOf[at], known === null ? UNFINISHED_WEIGHT : PREFIX_WEIGHT);
    }
    if (known === null && word.length >= MIN_FUZZY_LENGTH && word.length <= MAX_FUZZY_LENGTH) {
      const close = near(word, 1);
      for (const at of close) add(stemOf[at], ONE_EDIT_WEIGHT);
      if (close.length === 0 && word.length >= MIN_TWO_EDITS_LENGTH) {
        for (const at of near(word, 2)) add(stemOf[at], TWO_EDITS_WEIGHT);
      }
    }
    for (const other of synonymsOf.get(stemmed) ?? []) add(stemNumbers.get(other), SYNONYM_WEIGHT);
    if (word.length < MIN_FAMILY_LENGTH || !LETTERS_ONLY.test(word) || functionWords.has(word)) return toMatches();
    for (const at of beginning(word.slice(0, FAMILY_BEGINNING))) {
      if (functionWords.has(words[at] ?? '')) continue;
      const name = stems[stemOf[at] ?? 0] ?? '';
      const longer = Math.max(stemmed.length, name.length);
      const shared = sharedLength(stemmed, name);
      if (shared >= MIN_FAMILY_SHARE * longer && longer - shared <= MAX_ENDING) {
        add(stemOf[at], (FAMILY_WEIGHT * shared) / longer);
      }
    }
    return toMatches();

    function toMatches(): readonly StemMatch[] {
      return Array.from(weights, ([number, weight]) => ({ stem: number, weight }));
    }
  };

  const find = (word: string, isUnfinished: boolean): readonly StemMatch[] => {
    const key = isUnfinished ? `${word} ` : word;
    const matches = found.get(key) ?? look(word, isUnfinished);
    // What one types changes by its last word only.
    if (found.size > MAX_WORDS) found.clear();
    found.set(key, matches);
    return matches;
  };

  const split = (word: string): readonly string[] => {
    if (word.length > MAX_FUZZY_LENGTH || !LETTERS_ONLY.test(word)) return [];
    // The later the cut, the more telling the first part: "login" is no "lo gin".
    for (let cut = word.length - 2; cut >= 1; cut--) {
      const parts = [word.slice(0, cut), word.slice(cut)];
      const isLikely = cut >= 3 || word[0] === 'e';
      if (isLikely && parts.every((part) => exact(part) !== null)) return parts;
    }
    return [];
  };

  return { exact, find, near, split };
}

/** For each stem the stems of all words it stands in a group with. */
function groupSynonyms(groups: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const others = new Map<string, Set<string>>();
  for (const group of groups) {
    const names = group.map(stem);
    for (const name of names) {
      const set = others.get(name) ?? new Set();
      others.set(name, set);
      for (const other of names) if (other !== name) set.add(other);
    }
  }
  return others;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
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
