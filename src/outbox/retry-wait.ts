import { backoffMs } from '../shared/backoff.ts';
import type { Random } from '../shared/random.ts';
import type { OutboxLimits } from './limits.ts';

export interface DecideContext {
  readonly now: number;
  readonly random: Random;
  readonly limits: OutboxLimits;
}

/** Shortest wait the outbox accepts from a receiver, ms. */
const MIN_RETRY_AFTER_MS = 1_000;

/** How long to wait after `attempts` tries, ms: the back-off, or longer if the receiver asked for it. */
export function retryWaitMs(attempts: number, afterMs: number | undefined, context: DecideContext): number {
  const { backoffBaseMs, backoffCapMs, retryAfterCapMs } = context.limits;
  const ownMs = backoffMs(attempts, context.random, { baseMs: backoffBaseMs, capMs: backoffCapMs });
  if (afterMs === undefined || Number.isNaN(afterMs)) return ownMs;
  return Math.max(ownMs, Math.min(retryAfterCapMs, Math.max(MIN_RETRY_AFTER_MS, afterMs)));
}
