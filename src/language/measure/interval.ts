/** A measured value with its 95 % interval; `n` is what was counted. */
export interface Measured {
  readonly value: number;
  readonly n: number;
  readonly lo: number;
  readonly hi: number;
}

const Z = 1.959964;

/**
 * A share (0 to 1) with Wilson's interval. Nothing counted gives 0 with the interval 0 to 1.
 * Source: Wilson 1927; Brown, Cai, DasGupta 2001, "Interval estimation for a binomial proportion".
 */
export function toShare(hits: number, n: number): Measured {
  if (n === 0) return { value: 0, n, lo: 0, hi: 1 };
  const share = hits / n;
  const spread = 1 + (Z * Z) / n;
  const middle = (share + (Z * Z) / (2 * n)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / spread;
  return { value: share, n, lo: Math.max(0, middle - half), hi: Math.min(1, middle + half) };
}

/**
 * A value of some rows with the percentile bootstrap interval.
 * @param statistic gets row indices, drawn with replacement; `n` of them
 * Source: Efron, Tibshirani 1993, "An introduction to the bootstrap", ch. 13.
 */
export function bootstrap(
  n: number,
  statistic: (rows: Uint32Array) => number,
  random: () => number,
  draws = 200,
): Measured {
  const value = statistic(Uint32Array.from({ length: n }, (_, index) => index));
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    values.push(statistic(Uint32Array.from({ length: n }, () => Math.floor(random() * n))));
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.min(draws - 1, Math.floor(share * draws))] ?? value;
  return { value, n, lo: Math.min(value, at(0.025)), hi: Math.max(value, at(0.975)) };
}
