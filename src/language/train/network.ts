import type { FeatureRow } from '../features/index.ts';

/**
 * What is trained: a table with one row of `dimensions` numbers a bucket, the sum of a text's rows (its vector), and
 * heads that read the vector. In a linear network the vector is the only head's scores.
 */
export interface Network {
  readonly bucketCount: number;
  readonly dimensions: number;
  /** bucketCount × dimensions, row by row. */
  readonly table: Float32Array;
  readonly heads: readonly NetworkHead[];
}

export interface NetworkHead {
  readonly classCount: number;
  /** classCount × dimensions, row by row; null in a linear network. */
  readonly weights: Float32Array | null;
  /** One number a class. */
  readonly bias: Float32Array;
}

/** Writes the text's vector, the weighted sum of its buckets' rows, into `vector` (length = dimensions). */
export function embedRow({ table, dimensions }: Network, { buckets, values }: FeatureRow, vector: Float32Array): void {
  vector.fill(0);
  for (let index = 0; index < buckets.length; index++) {
    const offset = (buckets[index] as number) * dimensions;
    const value = values[index] as number;
    for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] as number) + value * (table[offset + d] as number);
  }
}

/** Writes the head's scores of a vector (before softmax) into `scores` (length = classCount). */
export function scoreVector(head: NetworkHead, vector: Float32Array, scores: Float32Array): void {
  const { weights, bias, classCount } = head;
  const dimensions = vector.length;
  for (let c = 0; c < classCount; c++) {
    let sum = bias[c] as number;
    if (weights === null) sum += vector[c] as number;
    else {
      const offset = c * dimensions;
      for (let d = 0; d < dimensions; d++) sum += (weights[offset + d] as number) * (vector[d] as number);
    }
    scores[c] = sum;
  }
}

/** Turns scores into probabilities in place; a higher temperature makes them more even. */
export function softmax(scores: Float32Array, temperature = 1): void {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const value = Math.exp(((scores[c] as number) - top) / temperature);
    scores[c] = value;
    sum += value;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum;
}
