import type { FeatureRow } from '../features/index.ts';
import { createModelFeaturiser, type LanguageModel, type ModelHead, toWeights } from './language-model.ts';

/**
 * The probabilities each head gives a text, in the order of the model's heads and of their labels. A text without any
 * feature gets what the heads say of nothing.
 */
export type RunModel = (text: string) => readonly Float32Array[];

/** Runs a model in plain code: about 0.05 ms a message. */
export function createPlainRun(model: LanguageModel): RunModel {
  const featurise = createModelFeaturiser(model);
  const vector = new Float32Array(model.dimensions);
  const heads = model.heads.map((head) => ({ head, weights: toWeights(head) }));
  return (text) => {
    embedFeatures(model, featurise(text), vector);
    return heads.map(({ head, weights }) => readHead(head, weights, vector));
  };
}

/** Writes a text's vector, the weighted sum of its buckets' rows, into `vector` (length = dimensions). */
export function embedFeatures(model: LanguageModel, { buckets, values }: FeatureRow, vector: Float32Array): void {
  const { table, scales, dimensions } = model;
  vector.fill(0);
  for (let index = 0; index < buckets.length; index++) {
    const bucket = buckets[index] as number;
    const value = (values[index] as number) * (scales[bucket] as number);
    if (value === 0) continue;
    const offset = bucket * dimensions;
    for (let d = 0; d < dimensions; d++) vector[d] = (vector[d] as number) + value * (table[offset + d] as number);
  }
}

/** Probabilities of a head's labels for a vector. */
function readHead({ labels, bias, temperature }: ModelHead, weights: Float32Array, vector: Float32Array): Float32Array {
  const scores = new Float32Array(labels.length);
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < scores.length; c++) {
    let score = bias[c] as number;
    const offset = c * vector.length;
    for (let d = 0; d < vector.length; d++) score += (weights[offset + d] as number) * (vector[d] as number);
    scores[c] = score;
    if (score > top) top = score;
  }
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const value = Math.exp(((scores[c] as number) - top) / temperature);
    scores[c] = value;
    sum += value;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum;
  return scores;
}
