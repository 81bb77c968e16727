import { tokenise } from '../text/index.ts';
import type { Evidence } from './confidence.ts';
import { toFieldTexts } from './fields.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { RankedArticle } from './rank-articles.ts';
import type { QueryWord } from './read-query.ts';
import type { WordFinder } from './word-finder.ts';

/** What a search has found out so far. */
export interface SearchState {
  readonly words: readonly QueryWord[];
  readonly information: readonly number[];
  /** Best first, at least one. */
  readonly articles: readonly RankedArticle[];
  readonly found: readonly { readonly score: number }[];
}

/** Articles whose lines are compared with the query. */
const MAX_ARTICLES = 2;
/** Text of an article that is compared. */
const MAX_CHARACTERS = 4_000;
const LINE_END = /[.!?…]+\s+|[。！？；]+|\n+/;

/**
 * Prepares the reading of evidence for or against the first article. Lines of an article are read when it first comes
 * out on top, and kept.
 */
export function createEvidence(
  index: KnowledgeIndex,
  finder: WordFinder,
  rarity: (stem: number) => number,
): (state: SearchState) => Evidence {
  const cache = new Map<number, readonly (readonly number[])[]>();

  const linesOf = (article: number): readonly (readonly number[])[] => {
    const known = cache.get(article);
    if (known) return known;
    const source = index.articles[article];
    const text = source ? toFieldTexts(source).join('\n').slice(0, MAX_CHARACTERS) : '';
    const lines = text.split(LINE_END).flatMap((line) => {
      const stems = new Set<number>();
      tokenise(line, (word) => stems.add(finder.exact(word) ?? 0));
      return stems.size === 0 ? [] : [[...stems]];
    });
    cache.set(article, lines);
    return lines;
  };

  return ({ words, information, articles, found }) => {
    const all = information.reduce((sum, part) => sum + part, 0);
    const asked = new Map<number, number>();
    let unknown = 0;
    let length = 0;
    for (const [at, { matches }] of words.entries()) {
      const worth = information[at] ?? 0;
      length += worth * worth;
      if (matches.length === 0) unknown += worth;
      for (const { stem, weight } of matches) asked.set(stem, Math.max(weight * worth, asked.get(stem) ?? 0));
    }
    /** Cosine of the query and a line, each word weighing as much as it tells. */
    const likeness = (line: readonly number[]): number => {
      let dot = 0;
      let square = 0;
      for (const stem of line) {
        const worth = rarity(stem);
        square += worth * worth;
        dot += worth * (asked.get(stem) ?? 0);
      }
      return dot / Math.sqrt(square * length);
    };
    const likenesses = articles
      .slice(0, MAX_ARTICLES)
      .map(({ article }) => Math.max(0, ...linesOf(article).map(likeness)));
    const first = articles[0];
    const title = linesOf(first?.article ?? 0)[0] ?? [];
    return {
      strength: (found[0]?.score ?? 0) / all,
      coverage: first?.coverage ?? 0,
      lead: 1 - (found[1]?.score ?? 0) / (found[0]?.score ?? 1),
      likeness: Math.min(1, Math.max(...likenesses)),
      title: Math.min(1, likeness(title)),
      unknown: unknown / all,
      words: words.length,
    };
  };
}
