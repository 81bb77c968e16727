import { createSeededRandom, type Random } from '../../shared/random.ts';
import type { FeatureRow } from '../features/index.ts';
import { type Network, type NetworkHead, scoreVector, softmax } from './network.ts';

/** One text, for one head. */
export interface TrainingRow {
  readonly features: FeatureRow;
  /** Index of the head that learns from it. */
  readonly head: number;
  /** The class, or a probability for each class. */
  readonly target: number | Float32Array;
  /** How much the row counts; 1 for most. */
  readonly weight: number;
}

export interface TrainingOptions {
  readonly seed: number;
  readonly bucketCount: number;
  /** Width of the table; for a linear network the number of classes. */
  readonly dimensions: number;
  /** Classes of each head. */
  readonly classCounts: readonly number[];
  /** No weights between vector and scores; one head only. */
  readonly isLinear?: boolean;
  readonly epochs: number;
  /** Step size at the start; falls evenly to a twentieth at the end. */
  readonly rate: number;
  /** Share of a row's features that are left out at each step, 0 to 1. */
  readonly dropout: number;
  /** Share of each one-class target that is spread over all classes, 0 to 1. */
  readonly smoothing: number;
  /** Where the table starts, bucketCount × dimensions; small random numbers if absent. */
  readonly table?: Float32Array;
  /** Asked after each epoch; the best network so far is kept. Higher is better. */
  readonly validate?: (network: Network) => number;
  /** Epochs without a better one after which training ends. */
  readonly patience?: number;
}

const INITIAL_SPREAD = 0.1;
const LAST_RATE_SHARE = 0.05;
/** Where the sums of squared gradients start: the first steps are not larger than the rate. */
const ADAGRAD_START = 1e-3;

/**
 * Trains by one row a step with Adagrad, one step size a table row (only rows of the text's buckets are touched).
 * The same rows, options and seed give the same network.
 *
 * To add a head (sentiment, frustration, …):
 * 1. make `TrainingRow`s of its labelled texts, `head` = the next index in `classCounts`; a text may be in the rows of
 *    several heads. Heads trained together share the table: worth it where they read the same kind of text, otherwise
 *    train a table of its own with fewer buckets. Weigh heads against each other by the rows' `weight`;
 * 2. train, fit its temperature (`fit-temperature.ts`) on validation rows, round table and weights (`quantiseRows`: 4
 *    bits for the table, 8 for heads) and add a `ModelHead` with labels and thresholds (`settings`) to the model;
 * 3. read it as `intent/read-intent.ts` does: its probabilities have the head's place in what a `RunModel` gives.
 * Teachers and unlabelled variants are in `teach.ts`, linear networks (`isLinear`) make cheap and different teachers,
 * `train-vectors.ts` trains a table towards given vectors, which may be where a network's table starts (`table`).
 * Source: Duchi, Hazan, Singer 2011, "Adaptive subgradient methods"; bag of n-grams: Joulin et al. 2016 (fastText).
 */
export function trainNetwork(rows: readonly TrainingRow[], options: TrainingOptions): Network {
  const random = createSeededRandom(options.seed);
  const network = startNetwork(options, random);
  const step = createStep(network, options, random);
  const order = Uint32Array.from(rows.keys());
  let best: Network | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  let waited = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (let place = 0; place < order.length; place++) {
      const done = (epoch + place / order.length) / options.epochs;
      const row = rows[order[place] as number] as TrainingRow; // order holds indices of rows
      step(row, options.rate * Math.max(1 - done, LAST_RATE_SHARE));
    }
    if (!options.validate) continue;
    const score = options.validate(network);
    if (score > bestScore) {
      bestScore = score;
      best = copyNetwork(network);
      waited = 0;
    } else if (++waited >= (options.patience ?? Number.POSITIVE_INFINITY)) break;
  }
  if (!options.table) clearUnseen(best ?? network, rows);
  return best ?? network;
}

/** Rows of buckets that no text had hold chance only; a new text must not be read by them. */
function clearUnseen({ table, bucketCount, dimensions }: Network, rows: readonly TrainingRow[]): void {
  const seen = new Uint8Array(bucketCount);
  for (const { features } of rows) for (const bucket of features.buckets) seen[bucket] = 1;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    if (seen[bucket] === 0) table.fill(0, bucket * dimensions, (bucket + 1) * dimensions);
  }
}

function startNetwork(options: TrainingOptions, random: Random): Network {
  const { bucketCount, dimensions, classCounts, isLinear = false } = options;
  const spread = isLinear ? 0 : INITIAL_SPREAD;
  const table = options.table?.slice() ?? randomValues(bucketCount * dimensions, spread, random);
  const heads = classCounts.map((classCount) => ({
    classCount,
    weights: isLinear ? null : randomValues(classCount * dimensions, spread, random),
    bias: new Float32Array(classCount),
  }));
  return { bucketCount, dimensions, table, heads };
}

function randomValues(length: number, spread: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => (random() * 2 - 1) * spread);
}

function copyNetwork({ table, heads, ...sizes }: Network): Network {
  const copies = heads.map(({ classCount, weights, bias }) => ({
    classCount,
    weights: weights?.slice() ?? null,
    bias: bias.slice(),
  }));
  return { ...sizes, table: table.slice(), heads: copies };
}

function shuffle(order: Uint32Array, random: Random): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] as number;
    order[index] = order[other] as number;
    order[other] = kept;
  }
}

/** One step of training; all loops are over plain numbers because this is where the time goes. */
function createStep(network: Network, options: TrainingOptions, random: Random) {
  const { dimensions, table } = network;
  const { dropout, smoothing } = options;
  const tableSquares = new Float32Array(network.bucketCount).fill(ADAGRAD_START);
  const headStates = network.heads.map((head) => ({
    head,
    squares: new Float32Array(head.classCount).fill(ADAGRAD_START),
    scores: new Float32Array(head.classCount),
  }));
  const vector = new Float32Array(dimensions);
  const pull = new Float32Array(dimensions);
  let kept = new Uint32Array(1_024);
  return ({ features, head: headIndex, target, weight }: TrainingRow, rate: number): void => {
    const { buckets, values } = features;
    if (buckets.length > kept.length) kept = new Uint32Array(buckets.length * 2);
    let count = 0;
    for (let index = 0; index < buckets.length; index++) if (random() >= dropout) kept[count++] = index;
    const scale = 1 / (1 - dropout);
    vector.fill(0);
    for (let place = 0; place < count; place++) {
      const index = kept[place] as number;
      const offset = (buckets[index] as number) * dimensions;
      const value = (values[index] as number) * scale;
      for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] as number) + value * (table[offset + d] as number);
    }
    const { head, squares, scores } = headStates[headIndex] as (typeof headStates)[number]; // rows name heads there are
    scoreVector(head, vector, scores);
    softmax(scores);
    subtractTarget(scores, target, smoothing);
    pull.fill(0);
    learnHead(head, squares, scores, vector, pull, rate, weight);
    let size = 0;
    for (let d = 0; d < dimensions; d++) size += (pull[d] as number) ** 2;
    size /= dimensions;
    for (let place = 0; place < count; place++) {
      const index = kept[place] as number;
      const bucket = buckets[index] as number;
      const value = (values[index] as number) * scale;
      const square = (tableSquares[bucket] as number) + value * value * size;
      tableSquares[bucket] = square;
      const change = (rate * value) / Math.sqrt(square);
      const offset = bucket * dimensions;
      for (let d = 0; d < dimensions; d++) {
        table[offset + d] = (table[offset + d] as number) - change * (pull[d] as number);
      }
    }
  };
}

/** Leaves the gradient of the cross-entropy in `scores`, which held probabilities. */
function subtractTarget(scores: Float32Array, target: number | Float32Array, smoothing: number): void {
  if (typeof target !== 'number') {
    for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) - (target[c] as number);
    return;
  }
  const share = smoothing / scores.length;
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) - share;
  scores[target] = (scores[target] as number) - (1 - smoothing);
}

/** Changes the head by one step and adds to `pull` the gradient of the vector. */
function learnHead(
  { weights, bias, classCount }: NetworkHead,
  squares: Float32Array,
  gradient: Float32Array,
  vector: Float32Array,
  pull: Float32Array,
  rate: number,
  weight: number,
): void {
  const dimensions = vector.length;
  let length = 0;
  for (let d = 0; d < dimensions; d++) length += (vector[d] as number) ** 2;
  for (let c = 0; c < classCount; c++) {
    const slope = (gradient[c] as number) * weight;
    if (weights === null) pull[c] = slope;
    const square = (squares[c] as number) + slope * slope * (weights === null ? 1 : length / dimensions);
    squares[c] = square;
    const change = (rate * slope) / Math.sqrt(square);
    bias[c] = (bias[c] as number) - change;
    if (weights === null) continue;
    const offset = c * dimensions;
    for (let d = 0; d < dimensions; d++) {
      const old = weights[offset + d] as number;
      pull[d] = (pull[d] as number) + slope * old;
      weights[offset + d] = old - change * (vector[d] as number);
    }
  }
}
