import { toUseFactor } from './article-use.ts';
import { createImpacts } from './impacts.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { QueryWord } from './read-query.ts';

export interface RankedArticle {
  /** Place of the article in the index. */
  readonly article: number;
  readonly score: number;
}

export interface Ranking {
  /** Best first; equal scores in the order of the index. */
  readonly articles: readonly RankedArticle[];
  /** How telling each word of the query is: weight × rarity, an unknown word counting as the rarest. */
  readonly information: readonly number[];
}

export interface RankOptions {
  /** Most articles to give. */
  readonly limit: number;
  /** How near each article is to what the query means, −1..1; then an article may be found without a shared word. */
  readonly meaning?: Float64Array;
  /** How much that counts. */
  readonly meaningWeight?: number;
}

export interface Ranker {
  /** The best of all articles that share a word, or its meaning, with the query. */
  readonly rank: (words: readonly QueryWord[], options: RankOptions) => Ranking;
  /** How telling a stem is. */
  readonly rarity: (stem: number) => number;
}

/** Rarity counts a little less than BM25 has it: in a small knowledge base a word is rare by chance. */
const RARITY_POWER = 0.85;
/** An article that shares all of the query gets this much more than its words alone would give it. */
const COVERAGE_WEIGHT = 0.2;
/** Least nearness in meaning that puts an article without a shared word on the list. */
const MIN_MEANING = 0.6;

/** Prepares ranking. Of all a query word may mean, an article gets the best. Time grows with the articles that share a word. */
export function createRanker(index: KnowledgeIndex): Ranker {
  const impactsOf = createImpacts(index);
  const { useLevels } = index;
  const total = index.articles.length;
  const rarest = inverseFrequency(0, total);
  const toRarity = (articlesWith: number): number =>
    inverseFrequency(articlesWith, total) ** RARITY_POWER * rarest ** (1 - RARITY_POWER);
  const rarity = (stem: number): number => toRarity(index.postings.frequencies[stem] ?? 0);
  const scores = new Float64Array(total);
  const covered = new Float64Array(total);
  const best = new Float64Array(total);

  /** Adds each article's best meaning of `word` to `scores`; gives the word's information. */
  const addWord = ({ matches, weight }: QueryWord, touched: number[]): number => {
    const known = matches.find((match) => match.weight === 1) ?? matches[0];
    const information = weight * (known ? rarity(known.stem) : rarest);
    const cover = (article: number, score: number): void => {
      const before = scores[article] ?? 0;
      if (before === 0) touched.push(article);
      scores[article] = before + score;
      covered[article] = (covered[article] ?? 0) + information;
    };
    const only = matches.length === 1 ? matches[0] : undefined;
    if (only) {
      const { articles, impacts } = impactsOf(only.stem);
      const worth = only.weight * information;
      for (let entry = 0; entry < articles.length; entry++) cover(articles[entry] ?? 0, worth * (impacts[entry] ?? 0));
      return information;
    }
    const seen: number[] = [];
    for (const match of matches) {
      const { articles, impacts } = impactsOf(match.stem);
      const worth = match.weight * weight * rarity(match.stem);
      for (let entry = 0; entry < articles.length; entry++) {
        const article = articles[entry] ?? 0;
        const score = worth * (impacts[entry] ?? 0);
        const before = best[article] ?? 0;
        if (before === 0) seen.push(article);
        if (score > before) best[article] = score;
      }
    }
    for (const article of seen) {
      cover(article, best[article] ?? 0);
      best[article] = 0;
    }
    return information;
  };

  /**
   * The square of the nearness counts, as a part of the best score by words: both then have the same range, whatever the
   * knowledge base, and what is a little like everything changes nothing.
   */
  const addMeaning = (meaning: Float64Array, weight: number, touched: number[]): void => {
    const unit = weight * (touched.reduce((most, article) => Math.max(most, scores[article] ?? 0), 0) || rarest);
    for (const [article, nearness] of meaning.entries()) {
      const before = scores[article] ?? 0;
      if (nearness <= 0 || (before === 0 && nearness < MIN_MEANING)) continue;
      if (before === 0) touched.push(article);
      scores[article] = before + unit * nearness * nearness;
    }
  };

  const rank = (words: readonly QueryWord[], { limit, meaning, meaningWeight = 1 }: RankOptions): Ranking => {
    const touched: number[] = [];
    const information = words.map((word) => addWord(word, touched));
    const all = information.reduce((sum, part) => sum + part, 0);
    for (const article of touched) {
      scores[article] = (scores[article] ?? 0) * (1 + (COVERAGE_WEIGHT * (covered[article] ?? 0)) / all);
    }
    if (meaning && meaningWeight > 0) addMeaning(meaning, meaningWeight, touched);
    if (useLevels) {
      for (const article of touched) scores[article] = (scores[article] ?? 0) * toUseFactor(useLevels[article] ?? 0);
    }
    const articles = chooseBest(touched, scores, limit).map((article) => ({
      article,
      score: scores[article] ?? 0,
    }));
    for (const article of touched) {
      scores[article] = 0;
      covered[article] = 0;
    }
    return { articles, information };
  };

  return { rank, rarity };
}

/** The `limit` ones with the highest score, in order. Numbers alone are sorted several times as fast as by a comparison. */
function chooseBest(articles: readonly number[], scores: Float64Array, limit: number): number[] {
  let chosen = articles;
  if (limit < articles.length) {
    const sorted = Float64Array.from(articles, (article) => scores[article] ?? 0).sort();
    const least = sorted[sorted.length - limit] ?? 0;
    chosen = articles.filter((article) => (scores[article] ?? 0) >= least);
  }
  return [...chosen].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, limit);
}

function inverseFrequency(articlesWith: number, articlesAll: number): number {
  return Math.log(1 + (articlesAll - articlesWith + 0.5) / (articlesWith + 0.5));
}
