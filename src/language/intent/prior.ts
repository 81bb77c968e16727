import type { ModelHead } from '../model/index.ts';

/**
 * What a general model's labels say about a site's own ones: how often each general label is read into messages of
 * each own label. A few messages suffice, since it only counts.
 */
export interface IntentPrior {
  /** The general labels, in the general model's order. */
  readonly labels: readonly string[];
  /** own labels × general labels: how much likelier a general label is under the own label than overall. */
  readonly ratios: readonly number[];
  /** How much the general model's word counts, 0 to 1. */
  readonly weight: number;
}

/** Messages an own label's counts start with, spread as over all messages. */
const SMOOTHING = 2;
/** Messages by which an own label that bears a general name counts as that one. */
const SAME_NAME = 3;
const DECIMALS = 2;

/**
 * Counts a prior from messages.
 * @param opinions the general model's probabilities, a list a message
 * @param classes the own label of each message
 */
export function countPrior(
  generalLabels: readonly string[],
  ownLabels: readonly string[],
  opinions: readonly Float32Array[],
  classes: readonly number[],
): readonly number[] {
  const width = generalLabels.length;
  const overall = new Float64Array(width).fill(1 / width);
  for (const opinion of opinions) for (let k = 0; k < width; k++) overall[k] = at(overall, k) + at(opinion, k);
  const total = opinions.length + 1;
  return ownLabels.flatMap((label, c) => {
    const own = opinions.filter((_, row) => classes[row] === c);
    const same = generalLabels.indexOf(label);
    const size = own.length + SMOOTHING + (same >= 0 ? SAME_NAME : 0);
    return generalLabels.map((_, k) => {
      const share = at(overall, k) / total;
      let count = SMOOTHING * share + (k === same ? SAME_NAME : 0);
      for (const opinion of own) count += at(opinion, k);
      return Number((count / size / Math.max(share, 1e-6)).toFixed(DECIMALS));
    });
  });
}

/** Weights that are tried, the preferred one first. */
const WEIGHTS = [0.75, 0.5, 0.25, 0] as const;
/** With fewer validation messages than this the weight is not fitted. */
const FIT_ROWS = 40;
const UNFITTED_WEIGHT = 0.5;

/**
 * The weight at which own probabilities, after the prior was heard, fit validation messages best; 0 where the general
 * model would only make them worse.
 * @param own the own model's probabilities, a list a message
 * @param opinions the general model's
 * @param classes the true own label of each message
 */
export function fitPriorWeight(
  own: readonly Float32Array[],
  opinions: readonly Float32Array[],
  classes: readonly number[],
  prior: Omit<IntentPrior, 'weight'>,
): number {
  if (own.length < FIT_ROWS) return UNFITTED_WEIGHT;
  let best = 0;
  let leastLoss = Number.POSITIVE_INFINITY;
  for (const weight of WEIGHTS) {
    let loss = 0;
    for (const [row, probabilities] of own.entries()) {
      const heard = hearPrior(probabilities, opinions[row] as Float32Array, { ...prior, weight }); // one a message
      loss -= Math.log(Math.max(at(heard, classes[row] as number), 1e-6)); // one a message
    }
    if (loss >= leastLoss) continue;
    leastLoss = loss;
    best = weight;
  }
  return best;
}

/** A prior as the settings of a head keep it. */
export function toSettings({ labels, ratios, weight }: IntentPrior) {
  return { priorLabels: labels, priorRatios: ratios, priorWeight: weight };
}

/** The prior of a head, if it has one and a general model with these labels is there to be heard. */
export function readPrior({ settings }: ModelHead, generalLabels: readonly string[]): IntentPrior | undefined {
  const { priorLabels, priorRatios, priorWeight } = settings;
  if (!Array.isArray(priorLabels) || !Array.isArray(priorRatios) || typeof priorWeight !== 'number') return undefined;
  const isSame =
    priorLabels.length === generalLabels.length && generalLabels.every((label, k) => label === priorLabels[k]);
  return isSame ? { labels: generalLabels, ratios: priorRatios, weight: priorWeight } : undefined;
}

/**
 * Own probabilities after the general model has been heard: p(own) × (Σ general × ratio)^weight, scaled to sum 1.
 * Source: Bayes' rule with both models taken as independent given the label, the second one at part of its weight.
 */
export function hearPrior(
  own: Float32Array,
  opinion: Float32Array,
  { labels, ratios, weight }: IntentPrior,
): Float32Array {
  const width = labels.length;
  let sum = 0;
  const heard = own.map((probability, c) => {
    let ratio = 0;
    for (let k = 0; k < width; k++) ratio += at(opinion, k) * (ratios[c * width + k] as number); // own × general numbers
    const value = probability * Math.max(ratio, 1e-6) ** weight;
    sum += value;
    return value;
  });
  return sum > 0 ? heard.map((value) => value / sum) : own;
}

function at(list: Float32Array | Float64Array, index: number): number {
  return list[index] as number; // callers stay within
}
