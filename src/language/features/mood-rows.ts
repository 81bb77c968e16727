import type { FeatureRow, Featurise } from './featurise.ts';
import { hashMood, type Valence } from './hash-mood.ts';

/** Buckets that the features of moods are folded into before the useful ones are kept: 2^20. */
export const MOOD_BUCKETS = 1 << 20;

/** A list of words with how they sound, as a model carries it: buckets ascending, and a value of −5 to 5 for each. */
export interface Lexicon {
  readonly buckets: Uint32Array;
  readonly values: Int8Array;
}

/** The distinct buckets of a text's mood features, in the order they first occur. */
export type FindMoodBuckets = (text: string) => Uint32Array;

/** Makes the function; it keeps scratch space, so make one and use it often. */
export function createMoodBuckets(lexicon: Lexicon): FindMoodBuckets {
  const valence = toValence(lexicon);
  const seenAt = new Uint32Array(MOOD_BUCKETS);
  let turn = 0;
  let buckets = new Uint32Array(1_024);
  let length = 0;
  const add = (hash: number): void => {
    const bucket = hash & (MOOD_BUCKETS - 1);
    if (seenAt[bucket] === turn) return;
    seenAt[bucket] = turn;
    if (length === buckets.length) {
      const larger = new Uint32Array(length * 2);
      larger.set(buckets);
      buckets = larger;
    }
    buckets[length++] = bucket;
  };
  return (text) => {
    turn++;
    length = 0;
    hashMood(text, valence, add);
    return buckets.slice(0, length);
  };
}

/**
 * Mood features as rows of a table that has only some buckets' rows: each of a text's n distinct features counts
 * 1/√n, those without a row counting nothing.
 * @param kept the buckets that have a row, ascending
 */
export function createMoodFeaturiser(kept: Uint32Array, lexicon: Lexicon): Featurise {
  const findBuckets = createMoodBuckets(lexicon);
  /** Place of a bucket's row, plus 1. */
  const rowOf = new Uint32Array(MOOD_BUCKETS);
  for (const [row, bucket] of kept.entries()) rowOf[bucket] = row + 1;
  return (text): FeatureRow => {
    const found = findBuckets(text);
    let length = 0;
    const buckets = new Uint32Array(found.length);
    for (const bucket of found) {
      const row = rowOf[bucket] as number; // within the table
      if (row > 0) buckets[length++] = row - 1;
    }
    const values = new Float32Array(length).fill(1 / Math.sqrt(Math.max(1, found.length)));
    return { buckets: buckets.slice(0, length), values };
  };
}

function toValence({ buckets, values }: Lexicon): Valence {
  const known = new Int8Array(MOOD_BUCKETS);
  for (const [index, bucket] of buckets.entries()) known[bucket] = values[index] as number; // one each
  return (hash) => known[hash & (MOOD_BUCKETS - 1)] as number; // within the table
}
