import { FUNCTION_WORD_WEIGHT, functionWords, tokenise } from '../text/index.ts';
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

/**
 * The different words of a query. The last one may be unfinished when nothing follows it.
 */
export function readQuery(text: string, finder: WordFinder): readonly QueryWord[] {
  const query = text.slice(0, MAX_CHARACTERS);
  const words = new Set<string>();
  let last = '';
  let lastEnd = -1;
  tokenise(query, (word, _start, end) => {
    words.add(word);
    last = word;
    lastEnd = end;
  });
  return Array.from(words, (word) => ({
    word,
    weight: functionWords.has(word) ? FUNCTION_WORD_WEIGHT : 1,
    matches: finder.find(word, word === last && lastEnd === query.length),
  }));
}
