/** Bounds of an outbox. All can be scaled down in tests. */
export interface OutboxLimits {
  /** Most live rows. Default 500. */
  readonly maxRows: number;
  /** Most bytes of live rows, as UTF-8 JSON. Default 5 MB. */
  readonly maxBytes: number;
  /** Largest event. Default 48 KiB: 32 KB of text and what surrounds it, below the 60 kB a closing page may send. */
  readonly maxEventBytes: number;
  /** Older rows that go on failing for another day are given up as `expired`. Default 30. */
  readonly maxAgeDays: number;
  /** How long a receipt with its copy is kept. Default 30. */
  readonly receiptDays: number;
  /** One try of a batch. Default 20 s. */
  readonly sendTimeoutMs: number;
  /** How long a claimed row is ours, at least a quarter longer than `sendTimeoutMs`. Default 25 s, so that another tab takes over within 30. */
  readonly leaseMs: number;
  /** Upper bound of the first wait. Default 1 s. */
  readonly backoffBaseMs: number;
  /** Upper bound of every wait but one the receiver asked for. Default 90 s. */
  readonly backoffCapMs: number;
  /** Longest wait a receiver may ask for. Default 24 h. */
  readonly retryAfterCapMs: number;
  /** After a wake-up rows are tried within this. Default 5 s. */
  readonly wakeWithinMs: number;
  /** After this a paused destination is first tried with one row; then after ever longer waits. Default 1 min. */
  readonly firstProbeMs: number;
  /** Longest of those waits. Default 1 h. */
  readonly probeEveryMs: number;
  /** How long to wait before asking again for a lock another tab holds. Default 3 s. */
  readonly lockRetryMs: number;
}

export const DEFAULT_LIMITS: OutboxLimits = {
  maxRows: 500,
  maxBytes: 5_000_000,
  maxEventBytes: 49_152,
  maxAgeDays: 30,
  receiptDays: 30,
  sendTimeoutMs: 20_000,
  leaseMs: 25_000,
  backoffBaseMs: 1_000,
  backoffCapMs: 90_000,
  retryAfterCapMs: 86_400_000,
  wakeWithinMs: 5_000,
  firstProbeMs: 60_000,
  probeEveryMs: 3_600_000,
  lockRetryMs: 3_000,
};

export const DAY_MS = 86_400_000;

/**
 * Events that a closing page sends at once. With `keepalive` all requests of a page share 64 KiB (Fetch §4.5); with what
 * a try adds to each event, a batch stays below 60 kB.
 */
export const KEEPALIVE_BYTES = 56_000;

/** Share of the room that events the visitor did not write may fill, so that they never push out a message. */
export const BACKGROUND_SHARE = 0.8;
