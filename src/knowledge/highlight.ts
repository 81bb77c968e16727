import { functionWords, hasUnspaced, tokenise } from '../text/index.ts';
import type { QueryWord } from './read-query.ts';
import type { WordFinder } from './word-finder.ts';

/** Start (inclusive) and end (exclusive) of a marked word, in UTF-16 code units. */
export type Mark = readonly [start: number, end: number];

/** The stems worth marking for a query, and how telling each is. */
export type MarkedStems = ReadonlyMap<number, number>;

/**
 * The stems to mark: what the query's words were taken to mean, typing errors and unfinished words included.
 * Function words are left out unless there is nothing else, and so are single Chinese characters that are part of a pair.
 */
export function toMarkedStems(words: readonly QueryWord[], information: readonly number[]): MarkedStems {
  const hasContent = words.some(({ word, matches }) => !functionWords.has(word) && matches.length > 0);
  const stems = new Map<number, number>();
  for (const [index, { word, matches }] of words.entries()) {
    const isPart =
      word.length === 1 &&
      hasUnspaced(word) &&
      words.some((other) => other.word.length > 1 && other.word.includes(word));
    if ((hasContent && functionWords.has(word)) || isPart) continue;
    for (const match of matches) {
      const worth = match.weight * (information[index] ?? 0);
      stems.set(match.stem, Math.max(worth, stems.get(match.stem) ?? 0));
    }
  }
  return stems;
}

/** The words of `text` that mean one of `stems`, in order; neighbours that touch are one mark. */
export function markWords(text: string, stems: MarkedStems, finder: WordFinder): readonly Mark[] {
  const marks: [number, number][] = [];
  tokenise(text, (word, start, end) => {
    const stem = finder.exact(word);
    if (stem === null || !stems.has(stem)) return;
    const last = marks.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  });
  return marks;
}
