import type { OutboxStore } from '../outbox/ports.ts';
import type { Connection } from './connection.ts';
import { createIndexedDbStore, type IndexedDbStore } from './indexed-db-store.ts';
import { createIndexedDbValues, createMemoryValues, type Values } from './key-value.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { KEY_VALUE_STORES, type KeyValueStore, ROW_STORES, STORE_NAMES } from './schema.ts';
import type { StorageSnapshot } from './snapshot.ts';

/** One place where all of a page's data can be. */
export interface Backend {
  readonly outbox: OutboxStore;
  values(name: KeyValueStore): Values;
  snapshot(): Promise<StorageSnapshot>;
}

export interface MemoryBackend extends Backend {
  readonly outbox: MemoryStore;
  readonly maps: ReadonlyMap<KeyValueStore, ReadonlyMap<string, unknown>>;
  isEmpty(): boolean;
}

export interface DatabaseBackend extends Backend {
  readonly outbox: IndexedDbStore;
}

/** Everything in memory. */
export function createMemoryBackend(): MemoryBackend {
  const outbox = createMemoryStore();
  const maps = new Map(KEY_VALUE_STORES.map((name) => [name, new Map<string, unknown>()]));
  return {
    outbox,
    maps,
    values: (name) => createMemoryValues(maps.get(name) ?? new Map()),
    isEmpty: () => [...Object.values(outbox.dump()), ...maps.values()].every((held) => [...held].length === 0),
    async snapshot() {
      const { rows, dead, receipts } = outbox.dump();
      const values = [...maps].map(([name, map]) => [name, Object.fromEntries(map)]);
      return { outbox: rows, dead, receipts, ...Object.fromEntries(values) } as unknown as StorageSnapshot;
    },
  };
}

/** Everything in the database. */
export function createDatabaseBackend(connection: Connection): DatabaseBackend {
  return {
    outbox: createIndexedDbStore(connection),
    values: (name) => createIndexedDbValues(connection, name),
    snapshot: () =>
      connection.run(STORE_NAMES, 'readonly', async (tx) => {
        const stores = STORE_NAMES.map(async (name) => {
          const store = tx.objectStore(name);
          const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
          const isRows = ROW_STORES.some((one) => one === name);
          return [name, isRows ? values : Object.fromEntries(keys.map((key, index) => [key, values[index]]))] as const;
        });
        return Object.fromEntries(await Promise.all(stores)) as unknown as StorageSnapshot; // name by name
      }),
  };
}
