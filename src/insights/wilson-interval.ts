/** A range of shares, 0..1. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/** The 97.5 % point of the standard normal distribution: two-sided 95 %. */
const Z_95 = 1.959963984540054;

/**
 * The Wilson score interval of a share, without continuity correction: honest for small n and for shares near 0 or 1,
 * where the textbook interval leaves [0, 1] or has no width.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212.
 * @param successes 0..n
 * @param n observations
 * @param z quantile of the standard normal distribution; default 95 %, two-sided
 * @returns null when n is 0: there is nothing to say
 */
export function wilsonInterval(successes: number, n: number, z = Z_95): Interval | null {
  if (n <= 0) return null;
  const share = successes / n;
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  const center = share + (z * z) / (2 * n);
  return { lo: Math.max(0, (center - spread) / scale), hi: Math.min(1, (center + spread) / scale) };
}
