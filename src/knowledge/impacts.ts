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
  for (let article = 0, key = 0; article < articles.length; article++) {
    let sum = 0;
    for (const weight of mergedWeights) sum += weight * (lengths[key++] ?? 0);
    mergedLengths[article] = sum;
  }
  const mergedMean = mergedLengths.reduce((sum, length) => sum + length, 0) / Math.max(1, articles.length);
  const cache: (StemImpacts | undefined)[] = [];

  const workOut = (stem: number): StemImpacts => {
    const { keys, counts } = postings.entriesOf(stem);
    const found = new Uint32Array(postings.frequencies[stem] ?? 0);
    const impacts = new Float64Array(found.length);
    let count = 0;
    let entry = 0;
    while (entry < keys.length) {
      const article = Math.floor((keys[entry] ?? 0) / fieldCount);
      let sum = 0;
      let merged = 0;
      for (; entry < keys.length; entry++) {
        const key = keys[entry] ?? 0;
        const field = key - article * fieldCount;
        if (field >= fieldCount) break;
        const times = counts[entry] ?? 0;
        const norm = lengthNorm(lengths[key] ?? 0, means[field] ?? 1);
        sum += ((weights[field] ?? 0) * times * (K1 + 1)) / (times + K1 * norm);
        merged += (mergedWeights[field] ?? 0) * times;
      }
      const norm = lengthNorm(mergedLengths[article] ?? 0, mergedMean);
      found[count] = article;
      impacts[count++] = sum + (MERGED_WEIGHT * merged * (MERGED_K1 + 1)) / (merged + MERGED_K1 * norm);
    }
    return { articles: found, impacts };
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
  for (let key = 0; key < lengths.length; key++) {
    const field = key % fieldCount;
    const length = lengths[key] ?? 0;
    sums[field] = (sums[field] ?? 0) + length;
    if (length > 0) filled[field] = (filled[field] ?? 0) + 1;
  }
  return sums.map((sum, field) => sum / Math.max(1, filled[field] ?? 0));
}
