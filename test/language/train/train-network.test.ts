import { describe, expect, it } from 'vitest';
import { createFeaturiser, FEATURES } from '../../../src/language/features/index.ts';
import { embedRow, type Network, scoreVector } from '../../../src/language/train/network.ts';
import { type TrainingRow, trainNetwork } from '../../../src/language/train/train-network.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

const BUCKETS = 2_048;
const featurise = createFeaturiser(BUCKETS, FEATURES);
const labels = [...new Set(sampleMessages.map(({ label }) => label))];
const rows: readonly TrainingRow[] = sampleMessages.map(({ text, label }) => ({
  features: featurise(text),
  head: 0,
  target: labels.indexOf(label),
  weight: 1,
}));
const options = {
  seed: 7,
  bucketCount: BUCKETS,
  dimensions: 8,
  classCounts: [labels.length],
  epochs: 30,
  rate: 0.1,
  dropout: 0.2,
  smoothing: 0.05,
};

function classOf(network: Network, head: number, text: string): number {
  const vector = new Float32Array(network.dimensions);
  embedRow(network, featurise(text), vector);
  const one = network.heads[head] as Network['heads'][number];
  const scores = new Float32Array(one.classCount);
  scoreVector(one, vector, scores);
  return scores.indexOf(Math.max(...scores));
}

describe('trainNetwork', () => {
  it('learns to tell messages apart, also unseen ones', () => {
    const network = trainNetwork(rows, options);
    for (const [index, { text }] of sampleMessages.entries()) {
      expect(classOf(network, 0, text)).toBe((rows[index] as TrainingRow).target);
    }
    expect(labels[classOf(network, 0, 'password forgotten')]).toBe('login');
    expect(labels[classOf(network, 0, '快递在哪里')]).toBe('delivery');
  });

  it('gives the same numbers for the same rows and seed, others for another seed', () => {
    expect(trainNetwork(rows, options)).toEqual(trainNetwork(rows, options));
    expect(trainNetwork(rows, options)).not.toEqual(trainNetwork(rows, { ...options, seed: 8 }));
  });

  it('learns without a table between, too', () => {
    const network = trainNetwork(rows, { ...options, isLinear: true, dimensions: labels.length });
    expect(network.heads[0]?.weights).toBeNull();
    expect(labels[classOf(network, 0, 'money back')]).toBe('refund');
  });

  it('trains several heads on one table', () => {
    const isChinese = (text: string) => Number(/[\u4e00-\u9fff]/.test(text));
    const second = sampleMessages.map(({ text }) => ({
      features: featurise(text),
      head: 1,
      target: isChinese(text),
      weight: 1,
    }));
    const network = trainNetwork([...rows, ...second], { ...options, classCounts: [labels.length, 2] });
    expect(labels[classOf(network, 0, 'refund my order')]).toBe('refund');
    for (const { text } of sampleMessages) expect(classOf(network, 1, text)).toBe(isChinese(text));
  });

  it('learns from probabilities as from labels', () => {
    const soft = rows.map((row) => ({
      ...row,
      target: Float32Array.from(labels, (_, index) => (index === row.target ? 0.9 : 0.05)),
    }));
    expect(labels[classOf(trainNetwork(soft, options), 0, 'where is the package')]).toBe('delivery');
  });

  it('keeps the network that validation found best and stops when none gets better', () => {
    const asked: number[] = [];
    const validate = () => {
      asked.push(asked.length);
      return asked.length === 3 ? 1 : 0;
    };
    const best = trainNetwork(rows, { ...options, validate, patience: 4 });
    expect(asked).toHaveLength(7);
    expect(best).not.toEqual(trainNetwork(rows, { ...options, validate: (network) => (network ? 1 : 0), patience: 4 }));
  });

  it('leaves rows of unseen buckets at zero', () => {
    const network = trainNetwork(rows, options);
    const seen = new Set(rows.flatMap(({ features }) => [...features.buckets]));
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const row = network.table.subarray(bucket * 8, bucket * 8 + 8);
      expect(row.some((value) => value !== 0)).toBe(seen.has(bucket));
    }
  });
});
