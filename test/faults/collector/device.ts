import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { createLane } from '../../../src/outbox/lane.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import type { Destination } from '../../../src/outbox/ports.ts';
import type { Envelope } from '../../../src/schema/event/envelope.ts';
import { systemClock, systemSchedule } from '../../../src/shared/clock.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { createTransport } from '../../../src/transports/create-transport.ts';
import { type Witness, witnessedFetch } from './witness.ts';

/** A visitor's device without a page: our outbox, storage and transport as they ship, on a database of its own. */
export interface Device {
  readonly outbox: Outbox;
  /** Saves an event and writes down what the outbox says of it. */
  submit(event: Envelope): Promise<void>;
  /** Whether nothing waits to be sent any more. */
  isDone(): Promise<boolean>;
  stop(): void;
}

/** Times of a thousandth to a tenth of the real ones, so that a fault is over within seconds. */
const LIMITS = {
  sendTimeoutMs: 3_000,
  leaseMs: 4_000,
  backoffBaseMs: 20,
  backoffCapMs: 200,
  retryAfterCapMs: 400,
  wakeWithinMs: 50,
  firstProbeMs: 100,
  probeEveryMs: 400,
  lockRetryMs: 50,
};

export function createDevice(seed: number, url: string, witness: Witness): Device {
  const dest: Destination = { adapter: 'collector', url };
  const storage = openStorage({ indexedDB: new IDBFactory() });
  const outbox = createOutbox({
    store: storage.outbox,
    transportFor: (to) => createTransport(to, { fetch: witnessedFetch(witness), clock: systemClock }),
    loadLane: async () => createLane,
    clock: systemClock,
    random: createSeededRandom(seed),
    schedule: systemSchedule,
    owner: `device-${seed}`,
    limits: LIMITS,
  });
  outbox.subscribe(({ changed }) => {
    for (const { id, state } of changed) if (state === 'sent') witness.sent.add(id);
  });
  return {
    outbox,
    async submit(event) {
      witness.submitted += 1;
      const result = await outbox.submit({ event, dest, keepCopy: true });
      if (result.kind === 'stored') witness.saved.add(event.id);
      else if (result.kind === 'refused') witness.refused.add(event.id);
    },
    async isDone() {
      const entries = await outbox.entries();
      for (const { id, state, reason } of entries) {
        if (state === 'failed') witness.failed.set(id, reason?.code ?? 'unknown');
      }
      return entries.every(({ state }) => state === 'sent' || state === 'failed');
    },
    stop() {
      outbox.stop();
      storage.close();
    },
  };
}
