import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csatScore } from '../../src/insights/csat-score.ts';

describe('csatScore', () => {
  it('scores a hand-checked set', () => {
    const score = csatScore([4, 5, 3, 4, 5]);
    expect(score?.mean).toBeCloseTo(4.2, 12);
    expect(score).toMatchObject({ n: 5, share: 0.8, counts: [0, 0, 1, 2, 2] });
    // R: prop.test(4, 5, correct = FALSE)$conf.int
    expect(score?.interval.lo).toBeCloseTo(0.3755, 4);
    expect(score?.interval.hi).toBeCloseTo(0.9638, 4);
  });

  it('has nothing to say without answers', () => {
    expect(csatScore([])).toBeNull();
    expect(csatScore([0, 6, 3.5, Number.NaN])).toBeNull();
  });

  it('counts every answer on the scale once, whatever else is there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 8 })),
        fc.array(fc.integer({ min: 1, max: 5 })),
        (noise, scores) => {
          const offScale = noise.filter((value) => !Number.isInteger(value));
          const score = csatScore([...offScale, ...scores]);
          expect(score?.n ?? 0).toBe(scores.length);
          expect((score?.counts ?? []).reduce((sum, count) => sum + count, 0)).toBe(scores.length);
        },
      ),
      { seed: 3 },
    );
  });
});
