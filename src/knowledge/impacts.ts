import { FIELDS, type Field } from './fields.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';

/** How much a stem says about each of the articles it occurs in, whatever the query. */
export interface StemImpacts {
  /** Places in the index, ascending. */
  readonly articles: Uint32Array;
  readonly impacts: Float64Array;
}

/** Constants of BM25 a field (Robertson, Zaragoza 2009, §3.5). */
const K1 = 1.2;
const B = 0.8;
/** The same for all fields poured into one, where repetition counts for longer. */
const MERGED_WEIGHT = 0.5;
const MERGED_K1 = 4;

/** How much a word counts by where it stands, beside the title. */
const FIELD_WEIGHTS: Readonly<Record<Field, number>> = {
  title: 1.75,
  phrasings: 2,
  tags: 1.75,
  headings: 1.5,
  body: 1,
};
const MERGED_TITLE_WEIGHT = 3;
/**
 * A title that is a question says more of what an article answers than one that is a label ("refunds"). Titles of three
 * words on average weigh as above, of eight or more by this much more. Of all changes tried this one helped most.
 */
const QUESTION_TITLE_WEIGHT = 4;
const LABEL_WORDS = 3;
const QUESTION_WORDS = 8;

/**
 * Prepares the part of BM25 that does not depend on the query: one sum a field plus one over all of them.
 * A stem's impacts are worked out when it is first asked for, so a large index is ready at once.
 */
export function createImpacts(index: KnowledgeIndex): (stem: number) => StemImpacts {
  const { postings, lengths, articles } = index;
  const fieldCount = FIELDS.length;
  const means = meanLengths(lengths, fieldCount);
  const isQuestion = Math.min(1, Math.max(0, ((means[0] ?? 0) - LABEL_WORDS) / (QUESTION_WORDS - LABEL_WORDS)));
  const weights = FIELDS.map((field) => FIELD_WEIGHTS[field]);
  weights[0] = FIELD_WEIGHTS.title + QUESTION_TITLE_WEIGHT * isQuestion;
  const mergedWeights = [MERGED_TITLE_WEIGHT, ...weights.slice(1)];
  const mergedLengths = new Float64Array(articles.length);
  for (const [key, length] of lengths.entries()) {
    const article = Math.floor(key / fieldCount);
    mergedLengths[article] = (mergedLengths[article] ?? 0) + (mergedWeights[key % fieldCount] ?? 0) * length;
  }
  const mergedMean = mergedLengths.reduce((sum, length) => sum + length, 0) / Math.max(1, articles.length);
  const cache: (StemImpacts | undefined)[] = [];

  const workOut = (stem: number): StemImpacts => {
    const from = postings.starts[stem] ?? 0;
    const to = postings.starts[stem + 1] ?? 0;
    const found = new Uint32Array(to - from);
    const impacts = new Float64Array(to - from);
    let count = 0;
    let entry = from;
    while (entry < to) {
      const article = Math.floor((postings.keys[entry] ?? 0) / fieldCount);
      let sum = 0;
      let merged = 0;
      for (; entry < to; entry++) {
        const key = postings.keys[entry] ?? 0;
        const field = key - article * fieldCount;
        if (field >= fieldCount) break;
        const times = postings.counts[entry] ?? 0;
        const norm = lengthNorm(lengths[key] ?? 0, means[field] ?? 1);
        sum += ((weights[field] ?? 0) * times * (K1 + 1)) / (times + K1 * norm);
        merged += (mergedWeights[field] ?? 0) * times;
      }
      const norm = lengthNorm(mergedLengths[article] ?? 0, mergedMean);
      found[count] = article;
      impacts[count++] = sum + (MERGED_WEIGHT * merged * (MERGED_K1 + 1)) / (merged + MERGED_K1 * norm);
    }
    return { articles: found.subarray(0, count), impacts: impacts.subarray(0, count) };
  };

  return (stem) => {
    const known = cache[stem];
    if (known) return known;
    const impacts = workOut(stem);
    cache[stem] = impacts;
    return impacts;
  };
}

function lengthNorm(length: number, mean: number): number {
  return 1 - B + (B * length) / Math.max(1, mean);
}

/** Mean tokens of each field over the articles that have it. */
function meanLengths(lengths: Uint32Array, fieldCount: number): readonly number[] {
  const sums = new Array<number>(fieldCount).fill(0);
  const filled = new Array<number>(fieldCount).fill(0);
  for (const [key, length] of lengths.entries()) {
    const field = key % fieldCount;
    sums[field] = (sums[field] ?? 0) + length;
    if (length > 0) filled[field] = (filled[field] ?? 0) + 1;
  }
  return sums.map((sum, field) => sum / Math.max(1, filled[field] ?? 0));
}
