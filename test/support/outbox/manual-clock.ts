import type { Clock, Schedule } from '../../../src/shared/clock.ts';

/** A clock that moves only when told, with the timers that hang on it. */
export interface ManualClock {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Moves on and runs what falls due, in order, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the device's clock, forward or back, without running timers. */
  jump(ms: number): void;
  /** Runs timers, one after the other, until none is left or `maxMs` have passed. */
  runAll(maxMs?: number): Promise<void>;
  /** Number of timers waiting. */
  pending(): number;
}

/** Lets promises (and fake-indexeddb, which uses setImmediate) settle. */
export async function settle(turns = 40): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** @param rest how promises settle between timers: a number of turns, or what resolves when they have */
export function createManualClock(start = 1_700_000_000_000, rest: number | (() => Promise<void>) = 8): ManualClock {
  const settleAll = typeof rest === 'number' ? () => settle(rest) : rest;
  let now = start;
  let steadyMs = 0;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();

  function earliest(limit: number): { readonly at: number; readonly task: () => void } | undefined {
    return [...timers].filter(({ at }) => at <= limit).sort((a, b) => a.at - b.at)[0];
  }

  async function runUntil(limit: number): Promise<void> {
    await settleAll();
    for (let next = earliest(limit); next; next = earliest(limit)) {
      timers.delete(next);
      const passedMs = Math.max(0, next.at - steadyMs);
      steadyMs += passedMs;
      now += passedMs;
      next.task();
      await settleAll();
    }
  }

  return {
    clock: () => now,
    schedule(task, delayMs) {
      const timer = { at: steadyMs + Math.max(0, delayMs), task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const limit = steadyMs + ms;
      await runUntil(limit);
      now += limit - steadyMs;
      steadyMs = limit;
      await settleAll();
    },
    jump(ms) {
      now += ms;
    },
    async runAll(maxMs = 86_400_000) {
      const limit = steadyMs + maxMs;
      await runUntil(limit);
    },
    pending: () => timers.size,
  };
}
