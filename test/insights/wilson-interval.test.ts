import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../src/insights/wilson-interval.ts';

describe('wilsonInterval', () => {
  it.each([
    // R: prop.test(x, n, correct = FALSE)$conf.int; also statsmodels proportion_confint(x, n, method="wilson")
    [0, 10, 0, 0.277532799862889],
    [10, 10, 0.722467200137111, 1],
    [50, 100, 0.403831530365996, 0.596168469634004],
  ])('of %i in %i', (successes, n, lo, hi) => {
    const interval = wilsonInterval(successes, n);
    expect(interval?.lo).toBeCloseTo(lo, 9);
    expect(interval?.hi).toBeCloseTo(hi, 9);
  });

  it('is absent without observations', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('holds the share, stays in [0, 1] and narrows as observations grow', () => {
    const cases = fc
      .integer({ min: 1, max: 5_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(cases, ([successes, n]) => {
        const one = wilsonInterval(successes, n) ?? { lo: Number.NaN, hi: Number.NaN };
        const ten = wilsonInterval(successes * 10, n * 10) ?? { lo: Number.NaN, hi: Number.NaN };
        expect(one.lo).toBeGreaterThanOrEqual(0);
        expect(one.hi).toBeLessThanOrEqual(1);
        expect(one.lo - 1e-12).toBeLessThanOrEqual(successes / n);
        expect(one.hi + 1e-12).toBeGreaterThanOrEqual(successes / n);
        expect(ten.hi - ten.lo).toBeLessThan(one.hi - one.lo);
      }),
      { seed: 5 },
    );
  });
});
