import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFeaturiser, FEATURES, MAX_UNITS } from '../../../src/language/features/index.ts';

const featurise = createFeaturiser(4_096, FEATURES);
const bucketsOf = (text: string) => [...featurise(text).buckets];
const similarity = (a: string, b: string) => {
  const left = featurise(a);
  const right = featurise(b);
  let sum = 0;
  for (const [index, bucket] of left.buckets.entries()) {
    const place = right.buckets.indexOf(bucket);
    if (place >= 0) sum += (left.values[index] as number) * (right.values[place] as number);
  }
  return sum;
};

describe('createFeaturiser', () => {
  it('gives rows of length 1 with each bucket once, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const { buckets, values } = featurise(text);
        expect(new Set(buckets).size).toBe(buckets.length);
        const length = values.reduce((sum, value) => sum + value * value, 0);
        expect(length).toBeCloseTo(buckets.length === 0 ? 0 : 1, 4);
        expect(bucketsOf(text).join()).toBe(buckets.join());
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it.each(['', '   ', '\u0000\u0007', '\u200b'])(
    'gives an empty row for a text without anything to read (%j)',
    (text) => {
      expect(bucketsOf(text)).toEqual([]);
    },
  );

  it.each([
    ['case', 'Refund PLEASE', 'refund please'],
    ['full width', 'ＲＥＦＵＮＤ', 'refund'],
    ['digits', 'order 12345', 'order 99999'],
    ['full-width digits', 'order １２', 'order 34'],
    ['the apostrophe', 'can’t', "can't"],
    ['long runs of a sign', 'why!!!!!!!', 'why!!!'],
  ])('does not mind %s', (_, first, second) => {
    expect(bucketsOf(first)).toEqual(bucketsOf(second));
  });

  it('finds a misspelt word similar to the right one, and another word not', () => {
    expect(similarity('delivery', 'delivrey')).toBeGreaterThan(0.2);
    expect(similarity('delivery', 'password')).toBeLessThan(0.1);
  });

  it('reads Chinese without spaces', () => {
    expect(similarity('我要退款', '怎么退款')).toBeGreaterThan(0.2);
    expect(similarity('我要退款', '忘记密码')).toBeLessThan(0.1);
  });

  it('tells word order', () => {
    expect(bucketsOf('cancel not refund')).not.toEqual(bucketsOf('refund not cancel'));
  });

  it.each([
    ['a lone surrogate', '\ud83d hello'],
    ['only emoji', '😡😡👍🏽'],
    ['rare ideographs', '𠮷野家'],
    ['mixed scripts', '这个 order 怎么 cancel？'],
  ])('reads %s', (_, text) => {
    expect(bucketsOf(text).length).toBeGreaterThan(0);
  });

  it('reads only the first part of a very long text, quickly', () => {
    const words = 'where is my parcel '.repeat(60_000);
    const started = performance.now();
    expect(bucketsOf(words)).toEqual(bucketsOf(words.slice(0, MAX_UNITS)));
    bucketsOf('a'.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
