import { describe, expect, it } from 'vitest';
import { createFeaturiser, FEATURES } from '../../../src/language/features/index.ts';
import { findAxes, projectVector } from '../../../src/language/train/principal-axes.ts';
import { trainVectors } from '../../../src/language/train/train-vectors.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

describe('findAxes', () => {
  it('finds the direction in which points differ most, and the next one at right angles', () => {
    const random = createSeededRandom(1);
    // Along (3, 4) / 5 ten times as far as across it, around (1, 2, 3); nothing happens in the third direction.
    const points = Array.from({ length: 5_000 }, () => {
      const along = (random() - 0.5) * 10;
      const across = random() - 0.5;
      return [1 + along * 0.6 - across * 0.8, 2 + along * 0.8 + across * 0.6, 3];
    });
    const { mean, axes } = findAxes(Float32Array.from(points.flat()), 3, 2);
    expect([...mean].map((value) => Math.round(value))).toEqual([1, 2, 3]);
    expect(Math.abs((axes[0] as number) * 0.6 + (axes[1] as number) * 0.8)).toBeCloseTo(1, 3);
    expect(Math.abs((axes[3] as number) * 0.8 - (axes[4] as number) * 0.6)).toBeCloseTo(1, 3);
    const place = projectVector({ mean, axes }, Float32Array.of(7, 10, 3));
    expect(Math.hypot(...place)).toBeCloseTo(1, 5);
    expect(Math.abs(place[0] as number)).toBeGreaterThan(0.99);
  });
});

describe('trainVectors', () => {
  const featurise = createFeaturiser(2_048, FEATURES);
  const labels = [...new Set(sampleMessages.map(({ label }) => label))];
  const rows = sampleMessages.map(({ text, label }) => ({
    features: featurise(text),
    target: Float32Array.from(labels, (name) => Number(name === label)),
  }));
  const options = { seed: 1, bucketCount: 2_048, dimensions: labels.length, epochs: 20, rate: 0.15, dropout: 0.2 };

  it('turns each text towards its target, and unseen ones like them too', () => {
    const table = trainVectors(rows, options);
    const directionOf = (text: string) => {
      const { buckets, values } = featurise(text);
      const vector = labels.map((_, d) =>
        buckets.reduce(
          (sum, bucket, index) => sum + (values[index] as number) * (table[bucket * labels.length + d] as number),
          0,
        ),
      );
      return labels[vector.indexOf(Math.max(...vector))];
    };
    for (const { text, label } of sampleMessages) expect(directionOf(text)).toBe(label);
    expect(directionOf('parcel tracking')).toBe('delivery');
    expect(directionOf('密码忘了')).toBe('login');
  });

  it('gives the same numbers for the same rows and seed', () => {
    expect(trainVectors(rows, options)).toEqual(trainVectors(rows, options));
  });
});
