import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { createLane } from '../../../src/outbox/lane.ts';
import type { Outbox, OutboxOptions } from '../../../src/outbox/outbox.ts';
import type { OutboxStore, Transport } from '../../../src/outbox/ports.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createScriptedTransport, type ScriptedTransport } from './scripted-transport.ts';

export interface TestOutbox {
  readonly outbox: Outbox;
  readonly store: OutboxStore;
  readonly transport: ScriptedTransport;
  readonly time: ManualClock;
  readonly errors: unknown[];
}

export interface TestOutboxOptions extends Partial<Omit<OutboxOptions, 'store'>> {
  readonly store?: OutboxStore;
  readonly transport?: ScriptedTransport;
  readonly time?: ManualClock;
}

/** A store in memory that calls itself durable, to see the states a disk gives. */
export function createDurableMemoryStore(): OutboxStore {
  const store = createMemoryStore();
  return { ...store, mode: 'indexed-db', add: async (row, limits) => toStored(await store.add(row, limits)) };
}

function toStored<Result extends string>(result: Result): Result | 'stored' {
  return result === 'held' ? 'stored' : result;
}

export function createTestOutbox(options: TestOutboxOptions = {}): TestOutbox {
  const {
    store = createDurableMemoryStore(),
    transport = createScriptedTransport(),
    time = createManualClock(),
    ...rest
  } = options;
  const errors: unknown[] = [];
  const outbox = createOutbox({
    store,
    transportFor: (): Transport => transport,
    loadLane: async () => createLane,
    clock: time.clock,
    random: createSeededRandom(7),
    schedule: time.schedule,
    owner: 'tab-1',
    onError: (error) => errors.push(error),
    ...rest,
  });
  return { outbox, store, transport, time, errors };
}
