import { ANSWER_THRESHOLD, toConfidence } from './confidence.ts';
import { createEvidence } from './evidence.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { ReadMeaning } from './meaning.ts';
import { createRanker } from './rank-articles.ts';
import { type QueryWord, readQuery } from './read-query.ts';
import { type Group, groupTranslations, type Translations } from './translations.ts';
import { createWordFinder, type WordFinder } from './word-finder.ts';

/** An article found, with its translations. */
export interface Found {
  readonly id: string;
  /** Place in the index of the translation that fits the query best. */
  readonly article: number;
  readonly score: number;
}

export interface SearchResult {
  /** Best first, each id once. */
  readonly found: readonly Found[];
  /** Estimated probability that the first one answers, 0..1. */
  readonly confidence: number;
  /** Id of the first one, or null when it is better not to answer. */
  readonly answer: string | null;
  /** The query as it was understood, and how telling each of its words is. */
  readonly words: readonly QueryWord[];
  readonly information: readonly number[];
}

export interface SearcherOptions {
  /** How near each article is to what a text means (`createMeaning`); without it words alone decide. */
  readonly readMeaning?: ReadMeaning | null;
  /** How much meaning counts beside words, 0.5 by default; 0 = not at all. */
  readonly meaningWeight?: number;
}

/** A knowledge base ready to be searched. */
export interface Searcher {
  readonly index: KnowledgeIndex;
  readonly translations: Translations;
  readonly finder: WordFinder;
  /** @param limit most ids to find, 100 by default */
  readonly search: (text: string, limit?: number) => SearchResult;
}

const DEFAULT_LIMIT = 100;
/** Chosen on one half of seven English question sets; from .3 to .7 there is little difference. */
export const MEANING_WEIGHT = 0.5;

/** Prepares an index for searching. */
export function createSearcher(index: KnowledgeIndex, options: SearcherOptions = {}): Searcher {
  const finder = createWordFinder(index.lexicon, index.synonyms);
  const ranker = createRanker(index);
  const { readMeaning, meaningWeight = MEANING_WEIGHT } = options;
  const translations = groupTranslations(index);
  const readEvidence = createEvidence(index, finder, ranker.rarity);
  const mostTranslations = translations.groups.reduce((most, { articles }) => Math.max(most, articles.length), 1);
  const search = (text: string, limit = DEFAULT_LIMIT): SearchResult => {
    const words = readQuery(text, finder);
    const meaning = (words.length > 0 && readMeaning?.(text)) || null;
    const { articles, information } = ranker.rank(words, {
      limit: limit * mostTranslations,
      ...(meaning && { meaning: meaning.articles, meaningWeight }),
    });
    const found: Found[] = [];
    const seen = new Set<Group>();
    for (const { article, score } of articles) {
      const group = translations.groupOf[article];
      if (!group || seen.has(group) || found.length === limit) continue;
      seen.add(group);
      found.push({ id: group.id, article, score });
    }
    const [first, second] = found;
    if (!first) return { found, confidence: 0, answer: null, words, information };
    const scores = [first.score, second?.score ?? 0] as const;
    const confidence = toConfidence(readEvidence({ words, information, article: first.article, scores, meaning }));
    return { found, confidence, answer: confidence < ANSWER_THRESHOLD ? null : first.id, words, information };
  };
  return { index, translations, finder, search };
}
