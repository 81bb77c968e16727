import { tokenise } from '../text/index.ts';
import type { Evidence } from './confidence.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { Meaning } from './meaning.ts';
import type { QueryWord } from './read-query.ts';
import type { WordFinder } from './word-finder.ts';

/** What a search has found out so far. */
export interface SearchState {
  readonly words: readonly QueryWord[];
  readonly information: readonly number[];
  /** The first article's place in the index. */
  readonly article: number;
  /** Its score, and the second one's. */
  readonly scores: readonly [first: number, second: number];
  /** What the query means, where an encoder reads it. */
  readonly meaning: Meaning | null;
}

/** Text of an article that is compared with the query, markup and all: it has few words. */
const MAX_CHARACTERS = 3_000;
const LINE_END = /[.!?…]\s+|[。！？；\n]/;

interface Lines {
  readonly texts: readonly string[];
  /** The stems of each line, each once. */
  readonly stems: readonly (readonly number[])[];
}

/**
 * Prepares the reading of evidence for or against the first article. An article's lines are read when it first comes
 * out on top, and kept.
 */
export function createEvidence(
  { articles }: KnowledgeIndex,
  finder: WordFinder,
  rarity: (stem: number) => number,
): (state: SearchState) => Evidence {
  const cache = new Map<number, Lines>();

  const linesOf = (article: number): Lines => {
    const known = cache.get(article);
    if (known) return known;
    const { title = '', phrasings = [], body = '' } = articles.at(article) ?? {};
    const text = [title, ...phrasings, body].join('\n').slice(0, MAX_CHARACTERS);
    const texts = text.split(LINE_END).filter((line) => line.trim());
    const stems = texts.map((line) => {
      const found = new Set<number>();
      tokenise(line, (word) => {
        const stem = finder.exact(word);
        if (stem !== null) found.add(stem);
      });
      return [...found];
    });
    const lines = { texts, stems };
    cache.set(article, lines);
    return lines;
  };

  return ({ words, information, article, scores, meaning }) => {
    const asked = new Map<number, number>();
    let all = 0;
    let unknown = 0;
    let square = 0;
    for (const [at, { matches }] of words.entries()) {
      const worth = information[at] ?? 0;
      all += worth;
      square += worth * worth;
      if (matches.length === 0) unknown += worth;
      for (const { stem, weight } of matches) asked.set(stem, Math.max(weight * worth, asked.get(stem) ?? 0));
    }
    /** Cosine of the query and a line, each word weighing as much as it tells. */
    const toLikeness = (line: readonly number[]): number => {
      let dot = 0;
      let lineSquare = 0;
      for (const stem of line) {
        const worth = rarity(stem);
        lineSquare += worth * worth;
        dot += worth * (asked.get(stem) ?? 0);
      }
      return dot === 0 ? 0 : dot / Math.sqrt(lineSquare * square);
    };
    const [first, second] = scores;
    const lines = linesOf(article);
    return {
      strength: first / all,
      lead: 1 - second / first,
      likeness: lines.stems.reduce((most, line) => Math.max(most, toLikeness(line)), 0),
      nearness: meaning?.likest(lines.texts) ?? null,
      unknown: unknown / all,
      words: words.length,
    };
  };
}
