import { FIELDS, type Field } from './fields.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { QueryWord } from './read-query.ts';

/** Okapi BM25's usual constants: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework", 2009, §3.5. */
const K1 = 1.2;
const B = 0.75;

/** How much a word counts by where it stands. Title ×3 is from our search study; the rest follow by rank. */
const FIELD_WEIGHTS: Readonly<Record<Field, number>> = { title: 3, phrasings: 2, tags: 2, headings: 1.5, body: 1 };

export interface RankedArticle {
  /** Place of the article in the index. */
  readonly article: number;
  readonly score: number;
}

export interface Ranking {
  /** Every article that shares a word with the query, best first; equal scores in the order of the index. */
  readonly articles: readonly RankedArticle[];
  /** How telling each word of the query is: weight × idf, an unknown word counting as the rarest. */
  readonly information: readonly number[];
}

export type RankArticles = (words: readonly QueryWord[]) => Ranking;

/** Prepares ranking by BM25, one score a field, added with weights. Of all a query word may mean, an article gets the best. */
export function createRanker(index: KnowledgeIndex): RankArticles {
  const { postings, lengths, articles } = index;
  const fieldCount = FIELDS.length;
  const weights = FIELDS.map((field) => FIELD_WEIGHTS[field]);
  const norms = toNorms(lengths, fieldCount);
  const frequencies = countArticles(index, fieldCount);
  const scores = new Float64Array(articles.length);
  const best = new Float64Array(articles.length);

  /** Adds each article's best meaning of `word` to `scores`; gives the word's rarity. */
  const addWord = (word: QueryWord): number => {
    const seen: number[] = [];
    let information = 0;
    for (const match of word.matches) {
      const from = postings.starts[match.stem] ?? 0;
      const to = postings.starts[match.stem + 1] ?? 0;
      const idf = inverseFrequency(frequencies[match.stem] ?? 0, articles.length);
      if (match.weight === 1 || information === 0) information = idf;
      let entry = from;
      while (entry < to) {
        const article = Math.floor((postings.keys[entry] ?? 0) / fieldCount);
        let sum = 0;
        for (; entry < to; entry++) {
          const key = postings.keys[entry] ?? 0;
          const field = key - article * fieldCount;
          if (field >= fieldCount) break;
          const count = postings.counts[entry] ?? 0;
          sum += ((weights[field] ?? 0) * count * (K1 + 1)) / (count + (norms[key] ?? 0));
        }
        const score = sum * idf * match.weight;
        if (best[article] === 0) seen.push(article);
        if (score > (best[article] ?? 0)) best[article] = score;
      }
    }
    for (const article of seen) {
      scores[article] = (scores[article] ?? 0) + word.weight * (best[article] ?? 0);
      best[article] = 0;
    }
    return information;
  };

  return (words) => {
    const information = words.map((word) => word.weight * (addWord(word) || inverseFrequency(0, articles.length)));
    const ranked: RankedArticle[] = [];
    for (const [article, score] of scores.entries()) if (score > 0) ranked.push({ article, score });
    scores.fill(0);
    return { articles: ranked.sort((a, b) => b.score - a.score || a.article - b.article), information };
  };
}

/** BM25's k1 · (1 − b + b · length / mean length) for each article and field; the mean leaves empty fields out. */
function toNorms(lengths: Uint32Array, fieldCount: number): Float64Array {
  const sums = new Array<number>(fieldCount).fill(0);
  const filled = new Array<number>(fieldCount).fill(0);
  for (const [key, length] of lengths.entries()) {
    const field = key % fieldCount;
    sums[field] = (sums[field] ?? 0) + length;
    if (length > 0) filled[field] = (filled[field] ?? 0) + 1;
  }
  return Float64Array.from(lengths, (length, key) => {
    const field = key % fieldCount;
    const mean = (sums[field] ?? 0) / Math.max(1, filled[field] ?? 0);
    return K1 * (1 - B + (B * length) / Math.max(1, mean));
  });
}

function inverseFrequency(articlesWith: number, articlesAll: number): number {
  return Math.log(1 + (articlesAll - articlesWith + 0.5) / (articlesWith + 0.5));
}

/** In how many articles each stem occurs. */
function countArticles({ postings, lexicon }: KnowledgeIndex, fieldCount: number): Uint32Array {
  return Uint32Array.from(lexicon.stems, (_, stem) => {
    const to = postings.starts[stem + 1] ?? 0;
    let count = 0;
    let last = -1;
    for (let entry = postings.starts[stem] ?? 0; entry < to; entry++) {
      const article = Math.floor((postings.keys[entry] ?? 0) / fieldCount);
      if (article !== last) count++;
      last = article;
    }
    return count;
  });
}
