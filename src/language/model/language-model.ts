import {
  createFeaturiser,
  createMoodFeaturiser,
  type FeatureOptions,
  type Featurise,
  type Lexicon,
} from '../features/index.ts';

/** A trained model as it is shipped: small whole numbers with a scale a row, and heads that share the table. */
export interface LanguageModel {
  readonly features: FeatureOptions;
  readonly bucketCount: number;
  readonly dimensions: number;
  /** Bits of a table value in the file: 4 (−7 to 7) or 8 (−127 to 127). */
  readonly bits: 4 | 8;
  /** bucketCount × dimensions whole numbers, row by row. */
  readonly table: Int8Array;
  /** What one unit of a bucket's row is worth. */
  readonly scales: Float32Array;
  readonly heads: readonly ModelHead[];
  /** Only in models of moods: which of the features' buckets have a row (ascending), and the words that sound good or bad. */
  readonly mood?: { readonly kept: Uint32Array; readonly lexicon: Lexicon } | undefined;
  /** Where it comes from: command, data and their hashes. Kept, never read by code. */
  readonly origin: Readonly<Record<string, unknown>>;
}

/** One question the model answers about a text. */
export interface ModelHead {
  /** What it tells: "intent", "sentiment", … */
  readonly name: string;
  readonly labels: readonly string[];
  /** labels × dimensions whole numbers (−127 to 127), row by row. */
  readonly weights: Int8Array;
  /** What one unit of a label's row is worth. */
  readonly scales: Float32Array;
  /** One number a label. */
  readonly bias: Float32Array;
  /** Scores are divided by it before softmax; fitted on validation rows. */
  readonly temperature: number;
  /** Thresholds and the like, by name; what they mean is up to the code that reads the head. */
  readonly settings: Readonly<Record<string, number | readonly number[] | readonly string[]>>;
}

/** The head of a name, if the model has it. */
export function findHead(model: LanguageModel, name: string): ModelHead | undefined {
  return model.heads.find((head) => head.name === name);
}

/** A head's weights as numbers: labels × dimensions, row by row. */
export function toWeights({ weights, scales }: ModelHead): Float32Array {
  const width = weights.length / scales.length;
  return Float32Array.from(weights, (value, index) => value * (scales[Math.floor(index / width)] as number)); // one scale a row
}

/** Makes the feature rows a model was trained on, their buckets being rows of its table. */
export function createModelFeaturiser({ bucketCount, features, mood }: LanguageModel): Featurise {
  return mood ? createMoodFeaturiser(mood.kept, mood.lexicon) : createFeaturiser(bucketCount, features);
}
