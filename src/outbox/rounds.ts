import type { Clock, Schedule } from '../shared/clock.ts';

/** Runs a lane for every destination, all at the same time, and sleeps until the earliest of them is due again. */
export interface Rounds {
  /** Looks again at every destination. Resolves when nothing more is due now. */
  kick(): Promise<void>;
  /** Looks again at `at` at the latest, device clock. */
  kickAt(at: number): void;
  stop(): void;
}

export interface RoundsOptions {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Keys of the destinations that have rows. */
  readonly keys: () => Promise<readonly string[]>;
  /** Sends what is due for one; resolves with when to come back, or null. */
  readonly drain: (key: string) => Promise<number | null>;
  /**
   * Runs the task while holding a lock no other tab holds; false when another holds it. Only saves work:
   * after `lockPatienceMs` without it (its holder may be frozen) the round runs on leases alone.
   */
  readonly withLock?: (task: () => Promise<void>) => Promise<boolean>;
  readonly lockRetryMs: number;
  readonly lockPatienceMs: number;
  /** No round starts while this is so; `kick` when it is over. */
  readonly isHeld: () => boolean;
  /** How long to wait after the store failed `failures` times in a row. */
  readonly storeRetryMs: (failures: number) => number;
  readonly onError: (error: unknown) => void;
}

/** Timers are never longer than this, so that a sleeping device or a moved clock is noticed. */
const LONGEST_SLEEP_MS = 900_000;

export function createRounds(options: RoundsOptions): Rounds {
  const { clock, schedule, onError } = options;
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const dueAt = new Map<string, number>();
  let round: Promise<void> | null = null;
  let isDirty = false;
  let isStopped = false;
  let poke = (): void => {};
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;
  let deniedSince: number | null = null;
  let storeFailures = 0;

  function kick(): Promise<void> {
    if (isStopped || options.isHeld()) return Promise.resolve();
    isDirty = true;
    poke();
    round ??= runRound().finally(() => {
      round = null;
      if (isDirty && !isStopped) void kick();
    });
    return round;
  }

  async function runRound(): Promise<void> {
    try {
      isDirty = false;
      const keys = await options.keys();
      if (keys.length === 0) return;
      const isPatient = deniedSince === null || clock() - deniedSince < options.lockPatienceMs;
      if (!options.withLock || !isPatient) {
        await runLanes(keys);
      } else if (await runLocked(options.withLock, keys)) {
        deniedSince = null;
      } else {
        // A clock set back must not make us wait for ever.
        deniedSince = Math.min(deniedSince ?? clock(), clock());
        kickAt(clock() + options.lockRetryMs);
      }
    } catch (error) {
      onError(error);
      kickAt(clock() + options.storeRetryMs(++storeFailures));
    }
  }

  /** Some frames refuse locks altogether (SecurityError in a sandboxed one): leases alone do there. */
  async function runLocked(
    withLock: NonNullable<RoundsOptions['withLock']>,
    keys: readonly string[],
  ): Promise<boolean> {
    let hasRun = false;
    const task = () => {
      hasRun = true;
      return runLanes(keys);
    };
    try {
      return await withLock(task);
    } catch (error) {
      if (hasRun) throw error;
      onError(error);
      await task();
      return true;
    }
  }

  async function runLanes(first: readonly string[]): Promise<void> {
    start(first);
    while (isDirty || running.size > 0) {
      if (isStopped) return;
      if (isDirty) {
        isDirty = false;
        start(await options.keys());
        continue;
      }
      const poked = new Promise<void>((resolve) => {
        poke = resolve;
      });
      await Promise.race([poked, ...running.values()]);
    }
  }

  function start(keys: readonly string[]): void {
    dueAt.clear();
    for (const key of keys) {
      if (running.has(key)) again.add(key);
      else running.set(key, runLane(key));
    }
  }

  async function runLane(key: string): Promise<void> {
    let at: number | null = null;
    try {
      do {
        again.delete(key);
        at = await options.drain(key);
      } while (again.has(key) && !isStopped);
      storeFailures = 0;
    } catch (error) {
      onError(error);
      at = clock() + options.storeRetryMs(++storeFailures);
    }
    running.delete(key);
    if (at !== null) dueAt.set(key, at);
    for (const due of dueAt.values()) kickAt(due);
  }

  function kickAt(at: number): void {
    if (isStopped || (timer && timer.at <= at)) return;
    timer?.cancel();
    const sleepMs = Math.min(LONGEST_SLEEP_MS, Math.max(0, at - clock()));
    const cancel = schedule(() => {
      timer = null;
      void kick();
    }, sleepMs);
    timer = { at, cancel };
  }

  return {
    kick,
    kickAt,
    stop() {
      isStopped = true;
      timer?.cancel();
      timer = null;
      poke();
    },
  };
}
