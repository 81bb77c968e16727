import type { Clock, Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import { attempt } from './attempt.ts';
import { bury, decideAnswered, decideRelease, decideRetry } from './decide.ts';
import type { OutboxEntryState } from './entries.ts';
import type { Ledger } from './ledger.ts';
import { KEEPALIVE_BYTES, type OutboxLimits } from './limits.ts';
import { createPicker } from './pick-rows.ts';
import type { Destination, OutboxRow, OutboxStore, Pause, SendOutcome, Transition, Transport } from './ports.ts';
import { type DecideContext, retryWaitMs } from './retry-wait.ts';
import { destinationKey, isLeased, waitsUntil } from './row-state.ts';

/** Sends the rows of one destination, one batch after the other. */
export interface Lane {
  /** Sends what is due. Resolves with when to come back (device clock), or null when nothing waits. Rejects when the store does. */
  drain(): Promise<number | null>;
  /** Ends the wait after failures at `at`, but not before a time the receiver asked for; `isForced` ends that too. */
  wake(at: number, isForced: boolean): void;
  /** Whether its destination is left alone for now, after a failure. */
  isResting(): boolean;
}

export interface LaneOptions {
  readonly dest: Destination;
  readonly transport: Transport;
  readonly store: OutboxStore;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly owner: string;
  readonly limits: OutboxLimits;
  /** What to do with a row that may have arrived at a receiver which would take it twice. */
  readonly onAmbiguous: 'retry' | 'hold';
  /** Batches under way, by what aborts them. */
  readonly inFlight: Map<AbortController, readonly OutboxRow[]>;
  readonly isStopped: () => boolean;
  /** Nothing is to be sent for now. */
  readonly isHeld: () => boolean;
  readonly isHiding: () => boolean;
  readonly announce: (ids: readonly string[], state: OutboxEntryState) => void;
  readonly onPaused: (pause: Pause) => void;
  readonly onError: (error: unknown) => void;
}

export function createLane(options: LaneOptions): Lane {
  const { dest, transport, store, ledger, clock, limits } = options;
  const key = destinationKey(dest);
  const mustHold = transport.idempotency === 'none' && options.onAmbiguous === 'hold';
  let batchRows = transport.maxBatchRows;
  let failures = 0;
  let coolSince = 0;
  let coolUntil = 0;
  let notBefore = 0;

  function isResting(): boolean {
    const now = clock();
    // A wait that begins in the future was set before the clock was set back.
    return coolSince <= now && now < coolUntil;
  }

  async function drain(): Promise<number | null> {
    for (;;) {
      if (options.isStopped() || options.isHeld()) return null;
      if (isResting()) return coolUntil;
      const now = clock();
      const pause = (await store.pauses()).find((one) => destinationKey(one.dest) === key);
      if (pause && pause.since <= now && now < pause.probeAt) return pause.probeAt;
      const claim = await store.claim(dest, () =>
        createPicker({
          now,
          owner: options.owner,
          leaseMs: Math.max(limits.leaseMs, limits.sendTimeoutMs * 1.25),
          maxRows: pause ? 1 : batchRows,
          maxBytes: options.isHiding() ? Math.min(KEEPALIVE_BYTES, transport.maxBatchBytes) : transport.maxBatchBytes,
          longestWaitMs: limits.retryAfterCapMs,
        }),
      );
      if (claim.rows.length === 0) return claim.nextAt;
      await sendBatch(await toSendable(claim.rows), pause);
    }
  }

  /** Of the rows claimed, those that may be sent; the others are put right. */
  async function toSendable(claimed: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const { open, known } = ledger.recall(claimed);
    const doubtful = mustHold ? open.filter(({ state }) => state === 'ambiguous') : [];
    const now = clock();
    const reason = { code: 'ambiguous', message: 'may have arrived; sending it again could double it' } as const;
    const transitions = [...known, ...doubtful.map((held) => bury(held, reason, now))];
    if (transitions.length > 0) await record(transitions);
    return doubtful.length > 0 ? open.filter((row) => !doubtful.includes(row)) : open;
  }

  async function sendBatch(claimed: readonly OutboxRow[], pause: Pause | undefined): Promise<void> {
    if (claimed.length === 0) return;
    // A tab may have been frozen since the claim: only rows still ours, for as long as a try takes, are sent.
    const confirmed = await store.confirm(claimed);
    const lastStart = clock() + limits.sendTimeoutMs;
    const held = options.isHeld()
      ? []
      : confirmed.filter(({ lease }) => lease !== null && lease.since <= clock() && lastStart <= lease.until);
    const late = confirmed.filter((row) => !held.includes(row));
    if (late.length > 0) await record(late.map((row) => decideRelease(row, decideContext())));
    if (held.length === 0 || options.isStopped()) return;
    options.announce(idsOf(held), 'sending');
    const controller = new AbortController();
    const { signal } = controller;
    options.inFlight.set(controller, held);
    const outcome = await attempt(transport, held, {
      schedule: options.schedule,
      timeoutMs: limits.sendTimeoutMs,
      keepalive: options.isHiding(),
      signal,
      onError: options.onError,
    });
    options.inFlight.delete(controller);
    if (signal.aborted && outcome.kind === 'retry') await putBack(held, outcome.isAmbiguous);
    else await settle(held, outcome, pause);
  }

  /** We cut the try off ourselves: no failure of the rows, yet they may have arrived. */
  async function putBack(held: readonly OutboxRow[], isAmbiguous: boolean): Promise<void> {
    const context = decideContext();
    await record(held.map((row) => toInterrupted(decideRelease(row, context), isAmbiguous)));
  }

  async function settle(held: readonly OutboxRow[], outcome: SendOutcome, pause: Pause | undefined): Promise<void> {
    const context = decideContext();
    switch (outcome.kind) {
      case 'answered': {
        const isHeard = held.some(({ id }) => outcome.items.has(id));
        if (!isHeard) coolDown(undefined, context);
        await record(
          held.map((row) => {
            const item = outcome.items.get(row.id);
            return item ? decideAnswered(row, item, context.now) : decideUnheard(row, { isAmbiguous: true }, context);
          }),
        );
        if (isHeard) await recover(pause);
        return;
      }
      case 'retry': {
        const { isAmbiguous, afterMs } = outcome;
        coolDown(afterMs, context);
        const cause = { isAmbiguous, ...(afterMs === undefined ? {} : { afterMs }) };
        await record(held.map((row) => decideUnheard(row, cause, context)));
        return;
      }
      case 'paused': {
        const { reason, message } = outcome;
        const { now } = context;
        // Probed soon at first (a deployment answers 404 for a moment), then at growing intervals.
        const since = pause && pause.since <= now ? pause.since : now;
        const waitMs = Math.min(limits.probeEveryMs, Math.max(limits.firstProbeMs, now - since));
        const next: Pause = { dest, reason, message, since, probeAt: now + waitMs };
        await store.setPause(next);
        await record(
          held.map((row) => decideRelease(row, context)),
          'paused',
        );
        if (!pause) options.onPaused(next);
        return;
      }
      case 'too-large': {
        if (held.length > 1) {
          batchRows = Math.ceil(held.length / 2);
          await record(held.map((row) => decideRelease(row, context)));
          return;
        }
        const reason = { code: 'too-large', message: 'the receiver refuses its size' } as const;
        await record(held.map((row) => bury(row, reason, context.now)));
        batchRows = Math.min(transport.maxBatchRows, batchRows * 2);
      }
    }
  }

  function decideUnheard(
    row: OutboxRow,
    cause: { readonly isAmbiguous: boolean; readonly afterMs?: number },
    context: DecideContext,
  ): Transition {
    if (!mustHold || !cause.isAmbiguous) return decideRetry(row, cause, context);
    return bury(row, { code: 'ambiguous', message: 'may have arrived; sending it again could double it' }, context.now);
  }

  /** The destination as a whole does not answer: no other batch before the wait is over. */
  function coolDown(afterMs: number | undefined, context: DecideContext): void {
    failures += 1;
    coolSince = context.now;
    coolUntil = context.now + retryWaitMs(failures, afterMs, context);
    notBefore = afterMs === undefined ? 0 : coolUntil;
  }

  /** The destination answers again: what waited for it need not wait any longer. */
  async function recover(pause: Pause | undefined): Promise<void> {
    const hadFailed = failures > 0;
    failures = 0;
    coolUntil = 0;
    batchRows = Math.min(transport.maxBatchRows, batchRows * 2);
    if (pause) await store.clearPause(dest);
    if (!hadFailed) return;
    const now = clock();
    await store.update(dest, (row) => {
      const isStuck = !isLeased(row, now) && waitsUntil(row, now, limits.retryAfterCapMs) > 0 && row.waitSince !== now;
      // One not tried yet waits for its visitor, not for the destination.
      return isStuck && row.attempts > 0 ? { ...row, nextAt: 0 } : null;
    });
  }

  async function record(transitions: readonly Transition[], keptState: OutboxEntryState = 'waiting'): Promise<void> {
    const applied = new Set(await ledger.write(transitions));
    const byState = { sent: [] as string[], failed: [] as string[], kept: [] as string[] };
    for (const { kind, held } of transitions) {
      if (!applied.has(held.id)) continue;
      byState[kind === 'settle' ? 'sent' : kind === 'bury' ? 'failed' : 'kept'].push(held.id);
    }
    options.announce(byState.sent, 'sent');
    options.announce(byState.failed, 'failed');
    options.announce(byState.kept, store.mode === 'memory' ? 'held' : keptState);
  }

  /** One draw for a whole batch, so that its rows stay a batch. */
  function decideContext(): DecideContext {
    const draw = options.random();
    return { now: clock(), random: () => draw, limits };
  }

  return {
    drain,
    wake(at, isForced) {
      coolUntil = isForced ? 0 : Math.min(coolUntil, Math.max(at, notBefore));
    },
    isResting,
  };
}

function toInterrupted(transition: Transition, isAmbiguous: boolean): Transition {
  if (transition.kind !== 'keep' || !isAmbiguous) return transition;
  const { row } = transition;
  return { ...transition, row: { ...row, attempts: row.attempts + 1, state: 'ambiguous' } };
}

function idsOf(rows: readonly OutboxRow[]): readonly string[] {
  return rows.map(({ id }) => id);
}
