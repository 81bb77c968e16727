import { createSeededRandom } from '../../shared/random.ts';

/** Classes of a mood, in this order everywhere. */
export const MOODS = ['neg', 'neu', 'pos'] as const;

/** One text and what is known of it. */
export interface MoodRow {
  /** Distinct buckets of the text's features. */
  readonly buckets: Uint32Array;
  /** How many features the text has, if `buckets` are only some of them. */
  readonly featureCount?: number;
  /** Which question the class answers; `two` asks without neutral, `none` has only `isFrustrated`. */
  readonly asks: 'three' | 'two' | 'aspect' | 'none';
  /** 0 neg, 1 neu, 2 pos. */
  readonly mood: number;
  readonly isFrustrated?: boolean | undefined;
  /** How much the row counts; 1 for most. */
  readonly weight: number;
}

export interface MoodTrainingOptions {
  readonly seed: number;
  readonly bucketCount: number;
  readonly epochs: number;
  /** Step size at the start; falls evenly to a twentieth at the end. */
  readonly rate: number;
  /** Share of a row's features that are left out at each step, 0 to 1. */
  readonly dropout: number;
}

/**
 * Four numbers a bucket, added up over a text and scaled by 1/√n: liking (good or bad), neutrality, frustration, and
 * neutrality towards an aspect. Scores before softmax: neg −liking, neu neutrality, pos +liking.
 */
export interface MoodNetwork {
  /** bucketCount × 4, row by row. */
  readonly table: Float32Array;
  /** Added to the four sums; the fifth is added to liking where an aspect is asked for. */
  readonly bias: Float32Array;
}

export const LIKING = 0;
export const NEUTRAL = 1;
export const FRUSTRATION = 2;
export const ASPECT_NEUTRAL = 3;
const ASPECT_LIKING = 4;
export const MOOD_DIMENSIONS = 4;

const LAST_RATE_SHARE = 0.05;
/** Where the sums of squared gradients start: the first steps are not larger than the rate. */
const ADAGRAD_START = 1e-3;

/**
 * Trains by one row a step with Adagrad. Sets without neutral rows teach only good against bad. The same rows, options
 * and seed give the same network.
 * Source: Duchi, Hazan, Singer 2011, "Adaptive subgradient methods".
 */
export function trainMood(rows: readonly MoodRow[], options: MoodTrainingOptions): MoodNetwork {
  const random = createSeededRandom(options.seed);
  const { epochs, rate, dropout } = options;
  const table = new Float32Array(options.bucketCount * MOOD_DIMENSIONS);
  const squares = new Float32Array(table.length).fill(ADAGRAD_START);
  const bias = new Float32Array(MOOD_DIMENSIONS + 1);
  const biasSquares = new Float32Array(bias.length).fill(ADAGRAD_START);
  const sums = new Float32Array(MOOD_DIMENSIONS);
  const slopes = new Float32Array(bias.length);
  const longest = rows.reduce((most, { buckets }) => Math.max(most, buckets.length), 0);
  const kept = new Uint32Array(longest);

  const step = ({ buckets, featureCount = buckets.length, ...row }: MoodRow, size: number): void => {
    let count = 0;
    for (const bucket of buckets) if (random() >= dropout) kept[count++] = bucket * MOOD_DIMENSIONS;
    const value = 1 / (Math.sqrt(featureCount) * (1 - dropout));
    sums.fill(0);
    for (let place = 0; place < count; place++) {
      const offset = kept[place] as number;
      for (let d = 0; d < MOOD_DIMENSIONS; d++) sums[d] = (sums[d] as number) + (table[offset + d] as number) * value;
    }
    findSlopes(row, sums, bias, slopes);
    for (let d = 0; d < bias.length; d++) {
      const slope = slopes[d] as number;
      if (slope === 0) continue;
      const square = (biasSquares[d] as number) + slope * slope;
      biasSquares[d] = square;
      bias[d] = (bias[d] as number) - (size * slope) / Math.sqrt(square);
    }
    // An aspect's liking moves the same numbers of the table as the text's.
    slopes[LIKING] = (slopes[LIKING] as number) + (slopes[ASPECT_LIKING] as number);
    for (let d = 0; d < MOOD_DIMENSIONS; d++) {
      const slope = (slopes[d] as number) * value;
      if (slope === 0) continue;
      for (let place = 0; place < count; place++) {
        const at = (kept[place] as number) + d;
        const square = (squares[at] as number) + slope * slope;
        squares[at] = square;
        table[at] = (table[at] as number) - (size * slope) / Math.sqrt(square);
      }
    }
  };

  const order = Uint32Array.from(rows.keys());
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      const moved = order[index] as number;
      order[index] = order[other] as number;
      order[other] = moved;
    }
    for (let place = 0; place < order.length; place++) {
      const done = (epoch + place / order.length) / epochs;
      const row = rows[order[place] as number] as MoodRow; // order holds indices of rows
      if (row.buckets.length > 0) step(row, rate * Math.max(1 - done, LAST_RATE_SHARE));
    }
  }
  return { table, bias };
}

/** Writes the gradient of the cross-entropy by the four sums and the aspect's bias into `slopes`. */
function findSlopes(
  { asks, mood, isFrustrated, weight }: Omit<MoodRow, 'buckets' | 'featureCount'>,
  sums: Float32Array,
  bias: Float32Array,
  slopes: Float32Array,
): void {
  slopes.fill(0);
  if (asks !== 'none') {
    const isAspect = asks === 'aspect';
    const likingAt = isAspect ? ASPECT_LIKING : LIKING;
    const neutralAt = isAspect ? ASPECT_NEUTRAL : NEUTRAL;
    const liking = (sums[LIKING] as number) + (bias[likingAt] as number);
    const neutral = (sums[neutralAt] as number) + (bias[neutralAt] as number);
    const top = Math.max(Math.abs(liking), asks === 'two' ? 0 : neutral);
    const neg = Math.exp(-liking - top);
    const pos = Math.exp(liking - top);
    const neu = asks === 'two' ? 0 : Math.exp(neutral - top);
    const all = neg + neu + pos;
    slopes[likingAt] = weight * (pos / all - Number(mood === 2) - (neg / all - Number(mood === 0)));
    if (asks !== 'two') slopes[neutralAt] = weight * (neu / all - Number(mood === 1));
  }
  if (isFrustrated !== undefined) {
    const score = (sums[FRUSTRATION] as number) + (bias[FRUSTRATION] as number);
    slopes[FRUSTRATION] = weight * (1 / (1 + Math.exp(-score)) - Number(isFrustrated));
  }
}
