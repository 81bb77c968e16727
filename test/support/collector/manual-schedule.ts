import type { Schedule } from '../../../src/shared/clock.ts';

/** Timers that run when the test says so. */
export interface ManualSchedule {
  readonly schedule: Schedule;
  /** Runs everything due within the next `ms`, in order, waiting for what it starts. */
  readonly advance: (ms: number) => Promise<void>;
}

export function createManualSchedule(): ManualSchedule {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    schedule: (task, delayMs) => {
      const timer = { at: now + delayMs, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        timers.delete(next);
        next.task();
        await settle();
      }
      now = end;
    },
  };
}
