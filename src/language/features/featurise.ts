import type { FeatureOptions } from './feature-options.ts';
import { hashText } from './hash-text.ts';

/** A text as a sparse vector of length 1: buckets in the order they first occur, and what each counts. */
export interface FeatureRow {
  readonly buckets: Uint32Array;
  readonly values: Float32Array;
}

/** Makes feature rows; keeps scratch space, so make one and use it often. */
export type Featurise = (text: string) => FeatureRow;

/**
 * Folds a text's n-grams into a number of buckets; one that occurs n times counts 1 + ln n; the row is scaled to
 * length 1. A text without any gives an empty row.
 */
export function createFeaturiser(bucketCount: number, options: FeatureOptions): Featurise {
  /** Place of a bucket in the row being made, plus 1. */
  const placeOf = new Uint32Array(bucketCount);
  let buckets = new Uint32Array(1_024);
  let counts = new Float32Array(1_024);
  let weights = new Float32Array(1_024);
  let length = 0;
  const add = (hash: number, weight: number): void => {
    const bucket = (hash >>> 0) % bucketCount;
    const place = placeOf[bucket] as number; // within the table
    if (place > 0) {
      counts[place - 1] = (counts[place - 1] as number) + 1;
      return;
    }
    if (length === buckets.length) {
      buckets = enlarge(buckets, new Uint32Array(length * 2));
      counts = enlarge(counts, new Float32Array(length * 2));
      weights = enlarge(weights, new Float32Array(length * 2));
    }
    buckets[length] = bucket;
    counts[length] = 1;
    weights[length] = weight;
    placeOf[bucket] = ++length;
  };
  return (text) => {
    length = 0;
    hashText(text, options, add);
    const row = { buckets: buckets.slice(0, length), values: new Float32Array(length) };
    let squares = 0;
    for (let index = 0; index < length; index++) {
      const count = counts[index] as number;
      const value = (count === 1 ? 1 : 1 + Math.log(count)) * (weights[index] as number);
      row.values[index] = value;
      squares += value * value;
      placeOf[row.buckets[index] as number] = 0;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let index = 0; index < length; index++) row.values[index] = (row.values[index] as number) * scale;
    return row;
  };
}

function enlarge<Values extends Uint32Array | Float32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
