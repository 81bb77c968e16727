import type { Article } from '../../../src/schema/article.ts';
import { functionWords, stem, tokenise } from '../../../src/text/index.ts';

/** Ids of the articles found, best first. */
export type Find = (text: string, limit: number) => readonly string[] | Promise<readonly string[]>;

/** A search library at its best settings. */
export interface Peer {
  readonly name: string;
  /** Questions of a set it is asked; slow ones get fewer. */
  readonly maxQueries: number;
  readonly open: (articles: readonly Article[]) => Find | Promise<Find>;
}

/** Helplet's own words, so that no peer loses by its tokeniser: folded, scripts without spaces in ones and pairs. */
export function toWords(text: string): string[] {
  const words: string[] = [];
  tokenise(text, (word) => words.push(word));
  return words;
}

/** The same, stemmed, without function words. */
export function toTellingStems(text: string): string[] {
  return toWords(text)
    .filter((word) => !functionWords.has(word))
    .map(stem);
}
