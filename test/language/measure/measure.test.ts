import { describe, expect, it } from 'vitest';
import { auroc } from '../../../src/language/measure/auroc.ts';
import { bootstrap, toShare } from '../../../src/language/measure/interval.ts';
import { macroF1 } from '../../../src/language/measure/macro-f1.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';

const all = (n: number) => Uint32Array.from({ length: n }, (_, index) => index);

describe('toShare', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i in %i', (hits, n, lo, hi) => {
    const share = toShare(hits, n);
    expect(share.value).toBeCloseTo(hits / n, 10);
    expect(share.lo).toBeCloseTo(lo, 4);
    expect(share.hi).toBeCloseTo(hi, 4);
  });

  it('knows nothing of nothing', () => {
    expect(toShare(0, 0)).toEqual({ value: 0, n: 0, lo: 0, hi: 1 });
  });
});

describe('macroF1', () => {
  it('counts labels alike, by hand', () => {
    const truth = ['a', 'a', 'a', 'b'];
    // a: precision 1, recall 2/3, F1 .8; b: precision 1/2, recall 1, F1 2/3.
    expect(macroF1(truth, ['a', 'a', 'b', 'b'], all(4))).toBeCloseTo((0.8 + 2 / 3) / 2, 10);
    expect(macroF1(truth, ['c', 'c', 'c', 'c'], all(4))).toBe(0);
  });
});

describe('auroc', () => {
  it('is the share of pairs in the right order, ties half', () => {
    const positive = [true, true, false, false];
    expect(auroc(Float64Array.of(0.9, 0.4, 0.5, 0.1), positive, all(4))).toBe(0.75);
    expect(auroc(Float64Array.of(1, 1, 1, 1), positive, all(4))).toBe(0.5);
    expect(auroc(Float64Array.of(1, 2), [true, true], all(2))).toBe(0.5);
  });
});

describe('bootstrap', () => {
  it('agrees with the interval of a share', () => {
    const hits = all(200).map((index) => Number(index < 60));
    const mean = (rows: Uint32Array) => rows.reduce((sum, row) => sum + (hits[row] as number), 0) / rows.length;
    const { value, lo, hi } = bootstrap(200, mean, createSeededRandom(1), 1_000);
    const share = toShare(60, 200);
    expect(value).toBeCloseTo(0.3, 10);
    expect(Math.abs(lo - share.lo)).toBeLessThan(0.02);
    expect(Math.abs(hi - share.hi)).toBeLessThan(0.02);
  });
});
