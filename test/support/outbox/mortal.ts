import type { OutboxStore, Transport } from '../../../src/outbox/ports.ts';
import type { Schedule } from '../../../src/shared/clock.ts';

/** A tab that can be killed between any two steps: what was pending then never comes back. */
export interface Mortal {
  store(store: OutboxStore): OutboxStore;
  transport(transport: Transport): Transport;
  schedule(schedule: Schedule): Schedule;
  kill(): void;
}

const NEVER = new Promise<never>(() => {});

export function createMortal(): Mortal {
  let isDead = false;

  /** Takes a turn before and after, so that a kill can fall before the work, or after it and before the answer. */
  async function step<Result>(task: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (isDead) return NEVER;
    try {
      const result = await task();
      await new Promise<void>((resolve) => setImmediate(resolve));
      return isDead ? await NEVER : result;
    } catch (error) {
      if (isDead) return NEVER;
      throw error;
    }
  }

  return {
    store: (store) => ({
      get mode() {
        return store.mode;
      },
      add: (row, limits) => step(() => store.add(row, limits)),
      destinations: () => step(() => store.destinations()),
      claim: (dest, createPicker) => step(() => store.claim(dest, createPicker)),
      confirm: (held) => step(() => store.confirm(held)),
      apply: (transitions) => step(() => store.apply(transitions)),
      update: (dest, change) => step(() => store.update(dest, change)),
      list: () => step(() => store.list()),
      newest: (count) => step(() => store.newest(count)),
      revive: (id, change) => step(() => store.revive(id, change)),
      remove: (id, clock) => step(() => store.remove(id, clock)),
      pauses: () => step(() => store.pauses()),
      setPause: (pause) => step(() => store.setPause(pause)),
      clearPause: (dest) => step(() => store.clearPause(dest)),
      sweep: (request) => step(() => store.sweep(request)),
      clear: (visitor) => step(() => store.clear(visitor)),
      hasOthers: (visitor) => step(() => store.hasOthers(visitor)),
    }),
    transport: (transport) => ({ ...transport, send: (rows, options) => step(() => transport.send(rows, options)) }),
    schedule: (schedule) => (task, delayMs) =>
      schedule(() => {
        if (!isDead) task();
      }, delayMs),
    kill() {
      isDead = true;
    },
  };
}
