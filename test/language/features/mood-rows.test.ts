import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMoodBuckets, createMoodFeaturiser, MOOD_BUCKETS } from '../../../src/language/features/index.ts';
import { sampleLexicon } from '../../support/language/sample-moods.ts';

const findBuckets = createMoodBuckets(sampleLexicon);
const shareOf = (text: string, other: string): number => {
  const known = new Set(findBuckets(other));
  const buckets = [...findBuckets(text)];
  return buckets.filter((bucket) => known.has(bucket)).length / buckets.length;
};

describe('createMoodBuckets', () => {
  it('gives each bucket once, within range, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const buckets = [...findBuckets(text)];
        expect(new Set(buckets).size).toBe(buckets.length);
        expect(buckets.every((bucket) => bucket < MOOD_BUCKETS)).toBe(true);
      }),
    );
  });

  it('reads full-width letters, capitals and curly apostrophes like plain ones', () => {
    expect(findBuckets('ＧＯＯＤ don’t')).toEqual(findBuckets("good don't"));
  });

  it('marks words a negation reaches, up to the next punctuation', () => {
    // Words, neighbours and sums alike but for order; the mark is what differs.
    expect(findBuckets('not very nice').length).toBeGreaterThan(findBuckets('now very nice').length);
    expect(findBuckets("isn't nice").length).toBe(findBuckets('wasn’t nice').length);
    expect(findBuckets('no nice').length).toBe(findBuckets('not nice').length);
    expect(shareOf('no, very nice', 'not very nice')).toBeLessThan(1);
    expect(findBuckets('not . very nice').length).toBe(findBuckets('now . very nice').length);
  });

  it('counts words that sound good against bad ones, turned around by a negation', () => {
    expect(shareOf('it is wonderful', 'it is terrible')).toBeLessThan(shareOf('it is blue', 'it is green'));
    expect(shareOf('now bad', 'now terrible')).toBeGreaterThan(shareOf('not bad', 'now terrible'));
  });

  it('takes a text without end in a few milliseconds', () => {
    const text = `${'!a很'.repeat(400_000)}`;
    findBuckets(text);
    const started = performance.now();
    findBuckets(text);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('createMoodFeaturiser', () => {
  it('counts only buckets that have a row, each 1/√n of all', () => {
    const all = findBuckets('good service');
    const kept = Uint32Array.from(all.slice(0, 2)).sort();
    const { buckets, values } = createMoodFeaturiser(kept, sampleLexicon)('good service');
    expect([...buckets].sort()).toEqual([0, 1]);
    for (const value of values) expect(value).toBeCloseTo(1 / Math.sqrt(all.length), 6);
  });

  it('gives an empty row for a text without features', () => {
    expect(createMoodFeaturiser(Uint32Array.of(1), sampleLexicon)('').buckets).toHaveLength(0);
  });
});
