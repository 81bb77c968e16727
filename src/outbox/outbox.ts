import type { Envelope } from '../schema/event/envelope.ts';
import { utf8Bytes } from '../shared/bytes.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import { createEmitter } from '../shared/emitter.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import type { Random } from '../shared/random.ts';
import { type OutboxChange, type OutboxChannel, readChange } from './changes.ts';
import { countEntries, type OutboxCounts, type OutboxEntry, toEntries } from './entries.ts';
import type { createLane, Lane } from './lane.ts';
import { createLedger } from './ledger.ts';
import { BACKGROUND_SHARE, DAY_MS, DEFAULT_LIMITS, type OutboxLimits } from './limits.ts';
import type { Destination, OutboxRow, OutboxStore, Pause, Transport } from './ports.ts';
import { retryWaitMs } from './retry-wait.ts';
import { toRevived } from './revive.ts';
import { createRounds } from './rounds.ts';
import { destinationKey, isLeased } from './row-state.ts';
import { ofVisitor, visitorOf } from './visitors.ts';

export interface Submission {
  /** Its `id`, minted once, is the idempotency key. */
  readonly event: Envelope;
  readonly dest: Destination;
  /** Submissions of one thread are delivered in order. */
  readonly thread?: string;
  /** The visitor wrote it: keep a copy with the receipt, and let background events not take its room. */
  readonly keepCopy: boolean;
  /** Not sent before this, ms since the epoch, at most a day ahead: so long the visitor can take it back. */
  readonly notBefore?: number;
}

/** `stored`: on disk. `held`: in this page's memory only. `refused`: not kept; the caller still has the text. */
export type SubmitResult =
  | { readonly kind: 'stored' | 'held'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: 'full' | 'too-large' | 'storage'; readonly message: string };

/** Why the page thinks that sending may work now; `hide` = the page may be closed any moment. */
export type WakeReason = 'online' | 'visible' | 'pageshow' | 'hide';

export interface OutboxOptions {
  readonly store: OutboxStore;
  /**
   * May take its time (the adapter's code is fetched with its first row). Throws or rejects with `unknown-adapter`
   * where this version has none for a destination: its rows stay. After any other error it is asked again.
   */
  readonly transportFor: (dest: Destination) => Transport | Promise<Transport>;
  /** Fetches the code that sends, which a page with nothing to send does without. Asked again after it failed. */
  readonly loadLane: () => Promise<typeof createLane>;
  readonly clock: Clock;
  readonly random: Random;
  readonly schedule: Schedule;
  /** Unique for each outbox alive (one a tab and load). */
  readonly owner: string;
  /** Runs the task under a lock shared by all tabs, if it is free; false when it is not. Default: leases alone. */
  readonly withLock?: (task: () => Promise<void>) => Promise<boolean>;
  readonly channel?: OutboxChannel;
  readonly limits?: Partial<OutboxLimits>;
  /** For receivers that cannot recognise a repeat: send a row again that may have arrived, or give it up. Default `retry`. */
  readonly onAmbiguous?: 'retry' | 'hold';
  /** Encodes an event as JSON, to measure it. Default `JSON.stringify`. */
  readonly encode?: (value: unknown) => string;
  /** A destination takes nothing more until `resume`: the site is to renew its token or look at its endpoint. */
  readonly onPaused?: (pause: Pause) => void;
  readonly onError?: (error: unknown) => void;
}

export interface Outbox {
  /** Never rejects. `stored` only after the row is durably committed. */
  submit(submission: Submission): Promise<SubmitResult>;
  /**
   * Everything submitted, or what one visitor did, newest first, as it truly is. What does not say whose it is (a
   * damaged row) counts as his only where nothing is anybody else's.
   */
  entries(visitor?: string): Promise<readonly OutboxEntry[]>;
  /** The same of everybody and of one visitor, read at once: reading a long queue is work. */
  overview(visitor: string): Promise<{ readonly all: readonly OutboxEntry[]; readonly own: readonly OutboxEntry[] }>;
  counts(visitor?: string): Promise<OutboxCounts>;
  /** Calls the listener with every change, of other tabs too. Returns what ends it. */
  subscribe(listener: (change: OutboxChange) => void): () => void;
  /**
   * Sends everything now, whatever it waits for, but what can still be taken back; resolves when the round is over.
   * Paused destinations are tried with one row.
   */
  flush(): Promise<void>;
  /** Sends what waits within seconds, unless the receiver asked for a later time. */
  wake(reason: WakeReason): void;
  /** Sends to a paused destination again, after its credentials were renewed. */
  resume(dest: Destination): Promise<void>;
  /** Puts a failed entry back in the queue. */
  retry(id: string): Promise<boolean>;
  /** Deletes a failed entry, or one that waits; false while it is being sent. */
  discard(id: string): Promise<boolean>;
  /** Aborts what is being sent and forgets it with everything else, or what is one visitor's. Rejects when the store does. */
  erase(visitor?: string): Promise<void>;
  /** While held no round starts, but submissions are stored. What is being sent already is not cut off. */
  setHeld(isHeld: boolean): void;
  /** Ends timers and sends. Rows stay in the store. */
  stop(): void;
}

const SWEEP_EVERY_MS = DAY_MS / 4;

/**
 * A write-ahead queue: a row is deleted only in the transaction that writes its receipt, after the receiver
 * acknowledged it. Starts sending what the store holds at once.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, clock, random, schedule, channel, onError = () => {} } = options;
  const limits: OutboxLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const encode = options.encode ?? JSON.stringify;
  const emitter = createEmitter<{ change: OutboxChange }>(onError);
  const ledger = createLedger(store);
  const lanes = new Map<string, Lane>();
  const destinations = new Map<string, Destination>();
  const inFlight = new Map<AbortController, readonly OutboxRow[]>();
  let isHiding = false;
  let isStopped = false;
  let isHeld = false;
  let erasing = 0;
  let erasures = 0;
  let sweepAt = 0;

  const rounds = createRounds({
    clock,
    schedule,
    keys: async () => {
      if (clock() >= sweepAt || sweepAt - clock() > SWEEP_EVERY_MS) await guarded(sweep);
      const found = await store.destinations();
      return found.map((dest) => {
        const key = destinationKey(dest);
        destinations.set(key, dest);
        return key;
      });
    },
    drain: async (key) => (await (await laneFor(key))?.drain()) ?? null,
    ...(options.withLock ? { withLock: options.withLock } : {}),
    lockRetryMs: limits.lockRetryMs,
    lockPatienceMs: limits.leaseMs,
    isHeld: mayNotSend,
    storeRetryMs: (failures) => retryWaitMs(failures, undefined, { now: clock(), random, limits }),
    onError,
  });

  function mayNotSend(): boolean {
    return isHeld || erasing > 0;
  }

  async function laneFor(key: string): Promise<Lane | undefined> {
    const known = lanes.get(key);
    const dest = destinations.get(key);
    if (known || !dest) return known;
    try {
      const [create, transport] = await Promise.all([options.loadLane(), options.transportFor(dest)]);
      const lane = create({
        dest,
        transport,
        store,
        ledger,
        clock,
        random,
        schedule,
        owner: options.owner,
        limits,
        onAmbiguous: options.onAmbiguous ?? 'retry',
        inFlight,
        isStopped: () => isStopped,
        isHeld: mayNotSend,
        isHiding: () => isHiding,
        announce: (ids, state) => announce(ids.map((id) => ({ id, state }))),
        onPaused: (pause) => options.onPaused?.(pause),
        onError,
      });
      lanes.set(key, lane);
      return lane;
    } catch (error) {
      if (!(error instanceof SupportError && error.code === 'unknown-adapter')) throw error;
      onError(error);
      return undefined;
    }
  }

  function announce(changed: OutboxChange['changed']): void {
    if (changed.length > 0) tell({ changed });
  }

  function tell(change: OutboxChange): void {
    emitter.emit('change', change);
    try {
      channel?.post(change);
    } catch (error) {
      onError(error);
    }
  }

  async function sweep(): Promise<void> {
    const now = clock();
    sweepAt = now + SWEEP_EVERY_MS;
    const copiesBefore = now - limits.receiptDays * DAY_MS;
    const corrupt = await store.sweep({ now, copiesBefore, restBefore: now - DAY_MS });
    if (corrupt.length === 0) return;
    onError(new SupportError('outbox-corrupt', `Outbox: ${corrupt.length} rows cannot be read`));
    announce(corrupt.map((id) => ({ id, state: 'failed' })));
  }

  /** Rows that wait for a time after `at` are due at `at`, or at once when forced. */
  async function hasten(dest: Destination | null, at: number, isForced: boolean): Promise<void> {
    const now = clock();
    for (const [key, lane] of lanes) {
      if (!dest || key === destinationKey(dest)) lane.wake(at, isForced);
    }
    await store.update(dest, (row) => {
      if (isLeased(row, now)) return null;
      const asked = row.notBefore !== undefined && row.notBefore - now <= limits.retryAfterCapMs ? row.notBefore : 0;
      // What was never tried and has a time before it can be taken back until then, whoever is in a hurry.
      const nextAt = isForced && row.attempts > 0 ? 0 : Math.max(at, asked);
      if (nextAt >= row.nextAt) return null;
      return { ...row, nextAt, waitSince: now };
    });
  }

  async function overview(visitor: string) {
    const [all, pauses] = await Promise.all([store.list(), store.pauses()]);
    const context = { pauses, mode: store.mode, now: clock() };
    return { all: toEntries(all, context), own: toEntries(ofVisitor(all, visitor), context) };
  }

  async function entries(visitor?: string): Promise<readonly OutboxEntry[]> {
    const { all, own } = await overview(visitor ?? '');
    return visitor === undefined ? all : own;
  }

  async function guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      onError(error);
    }
  }

  function abortInFlight(visitor?: string): void {
    for (const [controller, rows] of inFlight) {
      if (visitor === undefined || rows.some((row) => visitorOf(row) === visitor)) controller.abort();
    }
  }

  const unsubscribe = channel?.subscribe((message) => {
    const change = readChange(message);
    if (!change || isStopped) return;
    if (change.erased) abortInFlight(change.visitor);
    emitter.emit('change', change);
    // The other tab sends its own rows; ours is only to look after it, should it be gone by then.
    if (change.changed.some(({ state }) => state !== 'sent' && state !== 'removed')) {
      rounds.kickAt(clock() + limits.lockRetryMs);
    }
  });

  /** Lets every paused destination be tried with one row now. */
  async function probePaused(): Promise<void> {
    for (const pause of await store.pauses()) await store.setPause({ ...pause, probeAt: 0 });
  }

  // A new page may bring what the last one lacked (a token, a mended address): one row per paused destination tells.
  void guarded(probePaused).then(() => rounds.kick());

  return {
    async submit({ event, dest, thread, keepCopy, notBefore }) {
      const since = erasures;
      try {
        const bytes = utf8Bytes(encode(event));
        if (bytes > limits.maxEventBytes) {
          return { kind: 'refused', reason: 'too-large', message: `${bytes} bytes` };
        }
        const now = clock();
        const row: Omit<OutboxRow, 'seq'> = {
          v: 1,
          id: event.id,
          event,
          ...(thread === undefined ? {} : { thread }),
          createdAt: now,
          attempts: 0,
          nextAt: notBefore ?? 0,
          ...(notBefore === undefined ? {} : { notBefore, waitSince: now }),
          lease: null,
          state: 'ready',
          dest: { adapter: dest.adapter, url: dest.url },
          bytes,
          keepCopy,
        };
        const share = keepCopy ? 1 : BACKGROUND_SHARE;
        const room = { maxRows: Math.floor(limits.maxRows * share), maxBytes: Math.floor(limits.maxBytes * share) };
        const result = await store.add(row, room);
        if (result === 'full') return { kind: 'refused', reason: 'full', message: 'the queue is full' };
        if (since !== erasures && !(await entries()).some(({ id }) => id === row.id)) {
          return { kind: 'refused', reason: 'storage', message: 'erased meanwhile' };
        }
        if (result !== 'known') announce([{ id: row.id, state: result === 'held' ? 'held' : 'saved' }]);
        if (keepCopy) lanes.get(destinationKey(dest))?.wake(0, false);
        void rounds.kick();
        return { kind: result === 'held' || store.mode === 'memory' ? 'held' : 'stored', id: row.id };
      } catch (error) {
        onError(error);
        return { kind: 'refused', reason: 'storage', message: toMessage(error) };
      }
    },

    entries,
    overview,
    counts: async (visitor) => countEntries(await entries(visitor)),

    subscribe: (listener) => emitter.on('change', listener),

    async flush() {
      await guarded(async () => {
        await probePaused();
        await hasten(null, 0, true);
      });
      await rounds.kick();
    },

    wake(reason) {
      isHiding = reason === 'hide';
      if (isHiding) {
        void rounds.kick();
        return;
      }
      const at = clock() + Math.floor(random() * limits.wakeWithinMs);
      void guarded(() => hasten(null, at, false)).then(() => {
        // What other tabs did meanwhile may not have been heard, and what was here may be gone.
        emitter.emit('change', { changed: [] });
        return rounds.kick();
      });
    },

    async resume(dest) {
      await store.clearPause(dest);
      await hasten(dest, 0, true);
      void rounds.kick();
    },

    async retry(id) {
      const isBack = await store.revive(id, (row) => toRevived(row, clock()));
      if (isBack) announce([{ id, state: store.mode === 'memory' ? 'held' : 'saved' }]);
      if (isBack) void rounds.kick();
      return isBack;
    },

    async discard(id) {
      const isGone = await store.remove(id, clock());
      if (isGone) announce([{ id, state: 'removed' }]);
      return isGone;
    },

    async erase(visitor) {
      erasures += 1;
      erasing += 1;
      abortInFlight(visitor);
      try {
        await store.clear(visitor);
        ledger.forget(visitor);
      } finally {
        erasing -= 1;
        void rounds.kick();
      }
      tell({ changed: [], erased: true, ...(visitor === undefined ? {} : { visitor }) });
    },

    setHeld(next) {
      isHeld = next;
      void rounds.kick();
    },

    stop() {
      isStopped = true;
      rounds.stop();
      abortInFlight();
      unsubscribe?.();
    },
  };
}
