import { toMessage } from '../shared/errors.ts';
import type { Connection } from './connection.ts';
import type { KeyValueStore } from './schema.ts';

/** What came of an access to a small store: never an exception, since nothing here is worth breaking a page for. */
export type StorageResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

/** Plain values by key: the visitor's id, drafts, cached files. Values are unknown data when they come back. */
export interface KeyValue {
  /** `undefined` when there is none. */
  get(key: string): Promise<StorageResult<unknown>>;
  /** With `onlyIfAbsent` an existing value stays. Gives the value that is there afterwards. */
  set(key: string, value: unknown, options?: SetOptions): Promise<StorageResult<unknown>>;
  delete(key: string): Promise<StorageResult<undefined>>;
  /** Keys of all values of this store. */
  keys(): Promise<StorageResult<readonly string[]>>;
}

export interface SetOptions {
  readonly onlyIfAbsent?: boolean;
}

/** Where the values are; rejects when they cannot be had. */
export interface Values {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, options: SetOptions): Promise<unknown>;
  delete(key: string): Promise<undefined>;
  keys(): Promise<readonly string[]>;
}

/** Keys of the outbox's own records in `meta`. */
const RESERVED = 'outbox:';

/** Values of one IndexedDB store. */
export function createIndexedDbValues(connection: Connection, name: KeyValueStore): Values {
  return {
    get: (key) => connection.run([name], 'readonly', (tx) => tx.objectStore(name).get(key)),
    set: (key, value, { onlyIfAbsent = false }) =>
      connection.run([name], 'readwrite', async (tx) => {
        const stored = onlyIfAbsent ? await tx.objectStore(name).get(key) : undefined;
        if (stored !== undefined) return stored;
        const written = tx.objectStore(name).put(value, key);
        tx.commit(); // a page that is closing hears no more events, but what is committed gets written
        await written;
        return value;
      }),
    delete: (key) =>
      connection.run([name], 'readwrite', async (tx) => {
        await tx.objectStore(name).delete(key);
        return undefined;
      }),
    keys: () =>
      connection.run([name], 'readonly', async (tx) => {
        const keys = await tx.objectStore(name).getAllKeys();
        return keys.filter((key) => !key.startsWith(RESERVED));
      }),
  };
}

/** The same in memory. */
export function createMemoryValues(values: Map<string, unknown>): Values {
  return {
    get: async (key) => structuredClone(values.get(key)),
    async set(key, value, { onlyIfAbsent = false }) {
      if (!onlyIfAbsent || !values.has(key)) values.set(key, structuredClone(value));
      return structuredClone(values.get(key));
    },
    async delete(key) {
      values.delete(key);
      return undefined;
    },
    keys: async () => [...values.keys()],
  };
}

/** A key-value store that tells failures as values. `use` gives the values of the moment, `useForNew` those to add to. */
export function createKeyValue(use: UseValues, useForNew: UseValues): KeyValue {
  return {
    get: (key) => settled(use((values) => values.get(key))),
    set: (key, value, options = {}) => settled(useForNew((values) => values.set(key, value, options))),
    delete: (key) => settled(use((values) => values.delete(key))),
    keys: () => settled(use((values) => values.keys())),
  };
}

type UseValues = <Result>(task: (values: Values) => Promise<Result>) => Promise<Result>;

async function settled<Value>(task: Promise<Value>): Promise<StorageResult<Value>> {
  try {
    return { ok: true, value: await task };
  } catch (error) {
    return { ok: false, reason: toMessage(error) };
  }
}
