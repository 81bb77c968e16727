import { functionWords, hasUnspaced, politeWords, tokenise } from '../text/index.ts';
import type { StemMatch, WordFinder } from './word-finder.ts';

/** A word of the query with everything it may mean in the index. */
export interface QueryWord {
  readonly word: string;
  /** How much it counts, 0..1: function words less. */
  readonly weight: number;
  readonly matches: readonly StemMatch[];
}

/** Longer questions are cut: what matters comes early, and a pasted log file must not stall the page. */
const MAX_CHARACTERS = 2_000;
/** Different words looked up; more come from pasted text only. */
const MAX_WORDS = 64;

/**
 * Function words count in full while there is little else to go by ("what is it" and "where is it" are different
 * questions) and less with each telling word beyond two.
 */
const FULL_UP_TO = 2;
const LESS_PER_WORD = 0.1;
const LEAST = 0.4;
const POLITE_WEIGHT = 0.7;
/** A word taken apart, or two put together, is a guess. */
const JOINED_WEIGHT = 0.9;
const LONGEST_SHORT_PART = 3;

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The different words of a query. The last one may be unfinished when nothing follows it. Words the index writes
 * together or apart ("log in", "e-mail") are met in both spellings.
 */
export function readQuery(text: string, finder: WordFinder): readonly QueryWord[] {
  const query = text.slice(0, MAX_CHARACTERS);
  const tokens: Token[] = [];
  tokenise(query, (word, start, end) => tokens.push({ word, start, end }));
  const words = [...new Set(tokens.map(({ word }) => word))].slice(0, MAX_WORDS);
  const telling = words.filter((word) => !functionWords.has(word)).length;
  const functionWeight = Math.max(LEAST, 1 - LESS_PER_WORD * Math.max(0, telling - FULL_UP_TO));
  const weigh = (word: string): number => {
    if (functionWords.has(word)) return functionWeight;
    return politeWords.has(word) ? POLITE_WEIGHT : 1;
  };
  const last = tokens.at(-1);
  const read = new Map<string, QueryWord>();
  for (const word of words) {
    const matches = finder.find(word, word === last?.word && last.end === query.length);
    // A function word no article has tells nothing: in a small knowledge base that is chance.
    if (matches.length === 0 && functionWords.has(word)) continue;
    read.set(word, { word, weight: weigh(word), matches });
    if (matches.length > 0) continue;
    const parts = finder.split(word);
    // A lone word that may be two long ones is better asked back: "did you mean …?"
    if (words.length === 1 && parts.every((part) => part.length > LONGEST_SHORT_PART)) continue;
    for (const part of parts) addGuess(part, weigh(part));
  }
  for (const [index, { word, end }] of tokens.entries()) {
    const next = tokens[index + 1];
    if (next && next.start === end + 1 && !hasUnspaced(word)) addGuess(word + next.word, 1);
  }
  return [...read.values()];

  function addGuess(word: string, weight: number): void {
    const stem = read.has(word) || read.size >= MAX_WORDS ? null : finder.exact(word);
    if (stem !== null) read.set(word, { word, weight: JOINED_WEIGHT * weight, matches: [{ stem, weight: 1 }] });
  }
}
