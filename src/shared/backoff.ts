import type { Random } from './random.ts';

export interface BackoffOptions {
  /** Upper bound of the first wait. Default 1,000 ms. */
  readonly baseMs?: number;
  /** Upper bound of every wait. Default 15 minutes. */
  readonly capMs?: number;
}

/**
 * How long to wait before attempt `attempts + 1`: full jitter, uniform in [0, min(cap, base · 2^attempts)).
 * Source: "Exponential Backoff And Jitter", Marc Brooker, AWS Architecture Blog, 2015.
 * @param attempts tries already made, ≥ 0
 * @returns whole milliseconds
 */
export function backoffMs(attempts: number, random: Random, options: BackoffOptions = {}): number {
  const { baseMs = 1_000, capMs = 900_000 } = options;
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempts, 30));
  return Math.floor(random() * ceiling);
}
