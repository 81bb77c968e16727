import type { Schedule } from '../shared/clock.ts';

/** Waits for `pending` as long as `timeoutMs`, then rejects; what comes later is let go. */
export function within<Result>(pending: Promise<Result>, schedule: Schedule, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = schedule(() => reject(new Error('no answer in time')), timeoutMs);
    pending.then(resolve, reject).finally(cancel);
  });
}
