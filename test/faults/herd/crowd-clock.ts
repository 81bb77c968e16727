import type { Clock, Schedule } from '../../../src/shared/clock.ts';

/** A clock for thousands of timers, in whole milliseconds. */
export interface CrowdClock {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Runs timers in order, each moment's promises settled before the next, until `end` or until `isOver`. */
  run(end: number, isOver: () => boolean): Promise<void>;
}

export function createCrowdClock(): CrowdClock {
  const moments = new Map<number, Set<() => void>>();
  // Times of moments with timers, each once; sorted when read.
  const order: number[] = [];
  let isSorted = true;
  let now = 0;

  function next(): number | undefined {
    if (!isSorted) order.sort((a, b) => b - a);
    isSorted = true;
    return order.at(-1);
  }

  return {
    clock: () => now,
    schedule(task, delayMs) {
      const at = now + Math.max(1, Math.ceil(delayMs));
      const tasks = moments.get(at) ?? new Set();
      if (!moments.has(at)) {
        moments.set(at, tasks);
        order.push(at);
        isSorted = false;
      }
      const own = () => task();
      tasks.add(own);
      return () => tasks.delete(own);
    },
    async run(end, isOver) {
      for (let at = next(); at !== undefined && at <= end && !isOver(); at = next()) {
        order.pop();
        now = at;
        const tasks = moments.get(at) ?? [];
        moments.delete(at);
        for (const task of tasks) task();
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
  };
}
