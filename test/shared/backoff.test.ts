import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/shared/backoff.ts';

/** Just under 1: the largest number a generator gives. */
const almostOne = () => 1 - 2 ** -32;

describe('the wait before a further try', () => {
  it.each([
    [0, 999],
    [1, 2_999],
    [4, 80_999],
    [5, 89_999],
    [5_000, 89_999],
  ])('after %i tries is at most %i ms, and at least half of that', (attempts, longestMs) => {
    expect(backoffMs(attempts, almostOne)).toBe(longestMs);
    expect(backoffMs(attempts, () => 0)).toBe((longestMs + 1) / 2);
  });

  it('is a whole number under both bounds, for every base and cap', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (attempts, random, baseMs, capMs) => {
          const waitMs = backoffMs(attempts, () => random, { baseMs, capMs });
          expect(Number.isInteger(waitMs)).toBe(true);
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThan(capMs);
          if (attempts === 0) expect(waitMs).toBeLessThan(baseMs);
        },
      ),
      { seed: 3 },
    );
  });

  it('spreads evenly, so that clients that failed together do not come back together', () => {
    const waits = [0, 0.25, 0.5, 0.75].map((random) => backoffMs(2, () => random));
    expect(waits).toEqual([4_500, 5_625, 6_750, 7_875]);
  });
});
