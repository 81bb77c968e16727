import { createFeaturiser, FEATURES } from '../features/index.ts';
import { type LanguageModel, quantiseRows } from '../model/index.ts';
import { embedFeatures } from '../model/run-model.ts';
import { findAxes, projectVector } from '../train/principal-axes.ts';
import { trainVectors, type VectorRow } from '../train/train-vectors.ts';

/** A text, and what the teacher says it means. */
export interface TaughtText {
  readonly text: string;
  /** The teacher's vector; of one length for all texts. */
  readonly vector: Float32Array;
}

export interface EncoderOptions {
  readonly seed: number;
  readonly bucketCount: number;
  readonly dimensions: number;
  readonly epochs: number;
  /** Largest whole number of a weight, 1 to 7: small ones compress better. */
  readonly maxWeight: number;
  /** Where the model comes from; kept in its file. */
  readonly origin: Readonly<Record<string, unknown>>;
}

export interface TrainedEncoder {
  readonly model: LanguageModel;
  /** On texts that were held out: mean cosine with the teacher, with weights as trained and as rounded. */
  readonly validation: { readonly n: number; readonly cosine: number; readonly roundedCosine: number };
}

/** One text in so many is held out. */
const VALIDATION = 50;
const RATE = 0.15;
const DROPOUT = 0.2;

/**
 * Distils a sentence encoder: a table of n-grams whose sum for a text points where the teacher's vector does, on the
 * axes along which the teacher's vectors differ most. The same texts, options and seed give the same model.
 * Source of the idea: bags of n-grams, Wieting et al. 2016, "Charagram".
 */
export function trainEncoder(taught: readonly TaughtText[], options: EncoderOptions): TrainedEncoder {
  const { bucketCount, dimensions, maxWeight, origin } = options;
  const width = taught[0]?.vector.length ?? 0;
  const vectors = new Float32Array(taught.length * width);
  for (const [at, { vector }] of taught.entries()) vectors.set(vector, at * width);
  const axes = findAxes(vectors, width, dimensions);
  const featurise = createFeaturiser(bucketCount, FEATURES);
  const rows = taught.map(
    ({ text, vector }): VectorRow => ({ features: featurise(text), target: projectVector(axes, vector) }),
  );
  const heldOut = rows.filter((_, at) => at % VALIDATION === 0);
  const table = trainVectors(
    rows.filter((_, at) => at % VALIDATION !== 0),
    { ...options, rate: RATE, dropout: DROPOUT },
  );
  const { values, scales } = quantiseRows(table, dimensions, 4, maxWeight);
  const shape = { features: FEATURES, bucketCount, dimensions, bits: 4, heads: [], origin } as const;
  const model: LanguageModel = { ...shape, table: values, scales };
  const validation = {
    n: heldOut.length,
    cosine: meanCosine(heldOut, dimensions, ({ features: { buckets, values: worths } }, sum) => {
      for (const [at, bucket] of buckets.entries()) {
        for (let d = 0; d < dimensions; d++) {
          sum[d] = (sum[d] ?? 0) + (worths[at] ?? 0) * (table[bucket * dimensions + d] ?? 0);
        }
      }
    }),
    roundedCosine: meanCosine(heldOut, dimensions, ({ features }, sum) => embedFeatures(model, features, sum)),
  };
  return { model, validation };
}

function meanCosine(
  rows: readonly VectorRow[],
  dimensions: number,
  embed: (row: VectorRow, sum: Float32Array) => void,
): number {
  let all = 0;
  for (const row of rows) {
    const sum = new Float32Array(dimensions);
    embed(row, sum);
    const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
    all += length === 0 ? 0 : sum.reduce((dot, value, d) => dot + value * (row.target[d] ?? 0), 0) / length;
  }
  return Number((all / rows.length).toFixed(4));
}
