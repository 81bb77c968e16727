import { DAY_MS } from './limits.ts';
import type { DeadReason, ItemOutcome, Lease, OutboxRow, Receipt, Transition } from './ports.ts';
import { type DecideContext, retryWaitMs } from './retry-wait.ts';
import { visitorOf } from './visitors.ts';

/** Tries that must have failed before age alone gives a row up. */
const MIN_TRIES_TO_EXPIRE = 3;

/** What becomes of a row the receiver spoke of. */
export function decideAnswered(held: OutboxRow, item: ItemOutcome, now: number): Transition {
  if (item.kind === 'rejected') return bury(held, { code: item.code, message: item.message }, now);
  return { kind: 'settle', held, receipt: toReceipt(held, now, item) };
}

/** What becomes of a row nobody acknowledged: wait, or after `maxAgeDays` and a day the dead letters. */
export function decideRetry(
  held: OutboxRow,
  cause: { readonly isAmbiguous: boolean; readonly afterMs?: number },
  context: DecideContext,
): Transition {
  const { now } = context;
  const waitMs = retryWaitMs(held.attempts, cause.afterMs, context);
  const { notBefore: _, ...rest } = held;
  return keepUnlessExpired(
    held,
    {
      ...rest,
      state: cause.isAmbiguous || held.state === 'ambiguous' ? 'ambiguous' : 'ready',
      lease: released(held.lease),
      nextAt: now + waitMs,
      waitSince: now,
      ...(cause.afterMs === undefined ? {} : { notBefore: now + waitMs }),
    },
    context,
  );
}

/** Puts a claimed row back as it was: it was not sent, or not for its own fault. */
export function decideRelease(held: OutboxRow, context: DecideContext): Transition {
  return keepUnlessExpired(
    held,
    {
      ...held,
      attempts: held.attempts - 1,
      state: held.state === 'ambiguous' ? 'ambiguous' : 'ready',
      lease: released(held.lease),
      nextAt: 0,
    },
    context,
  );
}

/** Gives a row up, with the reason. */
export function bury(held: OutboxRow, reason: DeadReason, now: number): Transition {
  return {
    kind: 'bury',
    held,
    dead: { id: held.id, row: { ...held, lease: released(held.lease) }, reason, diedAt: now },
  };
}

function toReceipt(
  row: OutboxRow,
  now: number,
  { reference, event = row.event }: Exclude<ItemOutcome, { readonly kind: 'rejected' }>,
): Receipt {
  const visitor = visitorOf(row);
  return {
    id: row.id,
    type: row.event.type,
    seq: row.seq,
    createdAt: row.createdAt,
    sentAt: now,
    ...(row.thread === undefined ? {} : { thread: row.thread }),
    ...(reference === undefined ? {} : { reference }),
    ...(visitor === undefined ? {} : { visitor }),
    ...(row.keepCopy ? { event } : {}),
  };
}

/**
 * Gives up a row that is too old and has failed for another day since that was noticed. A clock that jumps ahead, as of a
 * device that woke up in 1970, makes rows old at once; that is no reason to stop trying.
 */
function keepUnlessExpired(held: OutboxRow, row: OutboxRow, { now, limits }: DecideContext): Transition {
  const { oldSince: noticed = now, ...young } = row;
  if (now - (held.requeuedAt ?? held.createdAt) <= limits.maxAgeDays * DAY_MS)
    return { kind: 'keep', held, row: young };
  const oldSince = Math.min(noticed, now);
  if (held.attempts < MIN_TRIES_TO_EXPIRE || now - oldSince <= DAY_MS) {
    return { kind: 'keep', held, row: { ...young, oldSince } };
  }
  return bury(held, { code: 'expired', message: `not delivered within ${limits.maxAgeDays} days` }, now);
}

/** A lease that has ended. It stays in the row so that the next one gets a higher epoch. */
function released(lease: Lease | null): Lease | null {
  return lease && { ...lease, since: 0, until: 0 };
}
