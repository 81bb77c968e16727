import { createSeededRandom } from '../../shared/random.ts';
import { createFeaturiser, type FeatureOptions, type FeatureRow, type Featurise } from '../features/index.ts';
import { embedRow, type Network, scoreVector, softmax } from './network.ts';
import { trainNetwork } from './train-network.ts';
import { varyText } from './vary-text.ts';

/** A labelled text for a network with one head. */
export interface Example {
  readonly text: string;
  /** The class, or a probability for each. */
  readonly target: number | Float32Array;
  readonly weight: number;
}

/** How to train one network of several. */
export interface Plan {
  readonly bucketCount: number;
  readonly dimensions: number;
  readonly features: FeatureOptions;
  readonly epochs: number;
  readonly rate: number;
  readonly dropout: number;
  readonly smoothing: number;
  readonly isLinear?: boolean;
  readonly table?: Float32Array;
}

/** A network with what reads texts for it. */
export interface Trained {
  readonly network: Network;
  readonly featurise: Featurise;
}

/** Trains one network on examples. */
export function trainPlan(examples: readonly Example[], classCount: number, plan: Plan, seed: number): Trained {
  const { features, ...rest } = plan;
  const featurise = createFeaturiser(plan.bucketCount, features);
  const rows = examples.map(({ text, target, weight }) => ({ features: featurise(text), head: 0, target, weight }));
  const dimensions = plan.isLinear ? classCount : plan.dimensions;
  return { network: trainNetwork(rows, { ...rest, seed, dimensions, classCounts: [classCount] }), featurise };
}

/** Scores of a trained network's first head, before softmax. */
export function scoreText({ network, featurise }: Trained, text: string): Float32Array {
  return scoreFeatures(network, featurise(text));
}

function scoreFeatures(network: Network, features: FeatureRow): Float32Array {
  const vector = new Float32Array(network.dimensions);
  embedRow(network, features, vector);
  const head = network.heads[0] as Network['heads'][number]; // every network has one
  const scores = new Float32Array(head.classCount);
  scoreVector(head, vector, scores);
  return scores;
}

export interface TeachingOptions {
  /** Softens the teachers' probabilities. */
  readonly temperature: number;
  /** What the label itself counts beside the teachers, 0 to 1. */
  readonly labelShare: number;
  /** Unlabelled variants of each text that the teachers label too. */
  readonly copies: number;
}

/**
 * The examples as teachers see them: their mean opinion mixed with the label, and variants of each text with their
 * opinion alone. Source: Hinton, Vinyals, Dean 2015, "Distilling the knowledge in a neural network".
 */
export function askTeachers(
  teachers: readonly Trained[],
  examples: readonly Example[],
  { temperature, labelShare, copies }: TeachingOptions,
  seed: number,
): readonly Example[] {
  const random = createSeededRandom(seed);
  const opinion = (text: string): Float32Array => {
    const lists = teachers.map((teacher) => {
      const scores = scoreText(teacher, text);
      softmax(scores, temperature);
      return scores;
    });
    return meanOf(lists);
  };
  return examples.flatMap((example) => {
    const own = mixLabel(opinion(example.text), example.target, labelShare);
    const variants = Array.from({ length: copies }, () => varyText(example.text, random));
    return [
      { ...example, target: own },
      ...variants.map((text) => ({ text, target: opinion(text), weight: example.weight })),
    ];
  });
}

function meanOf(lists: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(lists[0]?.length ?? 0);
  for (const list of lists) {
    for (let c = 0; c < mean.length; c++) mean[c] = (mean[c] as number) + (list[c] as number) / lists.length;
  }
  return mean;
}

function mixLabel(opinion: Float32Array, target: number | Float32Array, share: number): Float32Array {
  return opinion.map((value, c) => {
    const label = typeof target === 'number' ? Number(c === target) : (target[c] as number);
    return (1 - share) * value + share * label;
  });
}
