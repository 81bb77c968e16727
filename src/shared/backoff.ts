import type { Random } from './random.ts';

export interface BackoffOptions {
  /** Upper bound of the first wait. Default 1,000 ms. */
  readonly baseMs?: number;
  /** Upper bound of every wait. Default 90 s. */
  readonly capMs?: number;
}

/**
 * How long to wait before attempt `attempts + 1`: uniform in the upper half of min(cap, base · 3^attempts).
 * Waits that reach their cap soon and keep to its upper half are what spreads clients best over the time after an
 * outage: full jitter over growing waits brings a tenth of them back in the first seconds (`npm run test:faults --
 * --herd`). Source: "equal jitter" in "Exponential Backoff And Jitter", Marc Brooker, AWS Architecture Blog, 2015.
 * @param attempts tries already made, ≥ 0
 * @returns whole milliseconds
 */
export function backoffMs(attempts: number, random: Random, options: BackoffOptions = {}): number {
  const { baseMs = 1_000, capMs = 90_000 } = options;
  return Math.floor(((1 + random()) / 2) * Math.min(capMs, baseMs * 3 ** attempts));
}
