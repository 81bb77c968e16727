import { createSeededRandom } from '../../shared/random.ts';
import type { FeatureRow } from '../features/index.ts';

/** A text and the direction its vector should have (length 1). */
export interface VectorRow {
  readonly features: FeatureRow;
  readonly target: Float32Array;
}

export interface VectorOptions {
  readonly seed: number;
  readonly bucketCount: number;
  readonly dimensions: number;
  readonly epochs: number;
  /** Step size at the start; falls evenly to a twentieth. */
  readonly rate: number;
  /** Share of a text's features left out at each step, 0 to 1. */
  readonly dropout: number;
}

const ADAGRAD_START = 1e-3;
const LAST_RATE_SHARE = 0.05;

/**
 * Trains a table (bucketCount × dimensions) so that the sum of a text's rows points where the text's target does;
 * loss: 1 − cosine. Rows of buckets that no text has stay zero. The same rows, options and seed give the same table.
 */
export function trainVectors(rows: readonly VectorRow[], options: VectorOptions): Float32Array {
  const { bucketCount, dimensions, epochs, rate, dropout } = options;
  const random = createSeededRandom(options.seed);
  const table = new Float32Array(bucketCount * dimensions);
  const squares = new Float32Array(bucketCount).fill(ADAGRAD_START);
  const vector = new Float32Array(dimensions);
  const pull = new Float32Array(dimensions);
  const order = Uint32Array.from(rows.keys());
  let kept = new Uint32Array(1_024);
  for (let step = 0; step < epochs * rows.length; step++) {
    const place = step % rows.length;
    if (place === 0) shuffle(order, random);
    const { features, target } = rows[order[place] as number] as VectorRow; // order holds indices of rows
    const { buckets, values } = features;
    if (buckets.length > kept.length) kept = new Uint32Array(buckets.length * 2);
    let count = 0;
    for (let index = 0; index < buckets.length; index++) if (random() >= dropout) kept[count++] = index;
    // Starts as the target itself: at zero a direction has no slope.
    for (let d = 0; d < dimensions; d++) vector[d] = (target[d] as number) * 1e-3;
    for (let at = 0; at < count; at++) {
      const index = kept[at] as number;
      const offset = (buckets[index] as number) * dimensions;
      const value = values[index] as number;
      for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] as number) + value * (table[offset + d] as number);
    }
    const size = pullOf(vector, target, pull) / dimensions;
    const stepRate = rate * Math.max(1 - step / (epochs * rows.length), LAST_RATE_SHARE);
    for (let at = 0; at < count; at++) {
      const index = kept[at] as number;
      const bucket = buckets[index] as number;
      const value = values[index] as number;
      const square = (squares[bucket] as number) + value * value * size;
      squares[bucket] = square;
      const change = (stepRate * value) / Math.sqrt(square);
      const offset = bucket * dimensions;
      for (let d = 0; d < dimensions; d++) {
        table[offset + d] = (table[offset + d] as number) - change * (pull[d] as number);
      }
    }
  }
  return table;
}

/** Writes the gradient of 1 − cosine (times the vector's length, at least 1) and gives its squared length. */
function pullOf(vector: Float32Array, target: Float32Array, pull: Float32Array): number {
  let squares = 0;
  let dot = 0;
  for (let d = 0; d < vector.length; d++) {
    squares += (vector[d] as number) ** 2;
    dot += (vector[d] as number) * (target[d] as number);
  }
  const length = Math.sqrt(squares) || 1;
  const cosine = dot / length;
  let size = 0;
  for (let d = 0; d < vector.length; d++) {
    const value = -((target[d] as number) - (cosine * (vector[d] as number)) / length) / Math.max(length, 1);
    // A weak pull on the length itself keeps vectors near 1.
    const full = value + (0.1 * (length - 1) * (vector[d] as number)) / length;
    pull[d] = full;
    size += full * full;
  }
  return size;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const keptIndex = order[index] as number;
    order[index] = order[other] as number;
    order[other] = keptIndex;
  }
}
