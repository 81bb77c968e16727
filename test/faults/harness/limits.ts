import type { OutboxLimits } from '../../../src/outbox/limits.ts';

/** The outbox's times, scaled to what a test can wait for; their order is that of the defaults. */
export const FAST_LIMITS: Partial<OutboxLimits> = {
  sendTimeoutMs: 1_200,
  leaseMs: 1_500,
  backoffBaseMs: 20,
  backoffCapMs: 300,
  retryAfterCapMs: 2_000,
  wakeWithinMs: 20,
  firstProbeMs: 50,
  probeEveryMs: 300,
  lockRetryMs: 60,
};
