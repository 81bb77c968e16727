import { utf8Bytes } from '../shared/bytes.ts';
import { createEmitter } from '../shared/emitter.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import { type OutboxChange, readChange } from './changes.ts';
import { countEntries, type Hindrance, type OutboxEntry, toEntries } from './entries.ts';
import type { Lane } from './lane.ts';
import { createLedger } from './ledger.ts';
import { BACKGROUND_SHARE, DAY_MS, DEFAULT_LIMITS, type OutboxLimits } from './limits.ts';
import type { Outbox, OutboxOptions } from './outbox.ts';
import type { Destination, OutboxRow } from './ports.ts';
import { retryWaitMs } from './retry-wait.ts';
import { toRevived } from './revive.ts';
import { createRounds } from './rounds.ts';
import { destinationKey, isLeased } from './row-state.ts';
import { ofVisitor, visitorOf } from './visitors.ts';

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
    const now = clock();
    const hindrances = new Map<string, Hindrance>();
    // What this tab leaves alone after a failure; what others do, shows in the rows.
    for (const [key, lane] of lanes) if (lane.isResting()) hindrances.set(key, 'waiting');
    for (const { dest, attempts, nextAt } of all.rows) {
      if (attempts > 0 && nextAt > now) hindrances.set(destinationKey(dest), 'waiting');
    }
    for (const { dest } of pauses) hindrances.set(destinationKey(dest), 'paused');
    const context = { hindrances, mode: store.mode, now };
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
        const saving = store.add(row, room);
        options.copy?.(row, saving);
        const result = await saving;
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
      const isGone = await store.remove(id, clock);
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
