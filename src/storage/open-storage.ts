import type { OutboxStore, StoreMode } from '../outbox/ports.ts';
import { type Schedule, systemSchedule } from '../shared/clock.ts';
import { createEmitter } from '../shared/emitter.ts';
import { SupportError } from '../shared/errors.ts';
import { createConnection, UNAVAILABLE } from './connection.ts';
import { createIndexedDbStore } from './indexed-db-store.ts';
import { createIndexedDbValues, createKeyValue, createMemoryValues, type KeyValue, type Values } from './key-value.ts';
import { createMemoryStore } from './memory-store.ts';
import { databaseName, type KeyValueStore } from './schema.ts';

export interface StorageOptions {
  /** `helplet:<instance>` is the database. Default `default`. */
  readonly instance?: string;
  /** Default `globalThis.indexedDB`. */
  readonly indexedDB?: IDBFactory;
  readonly schedule?: Schedule;
  /** How long the database may take to open before memory is used. Default 3 s. */
  readonly openTimeoutMs?: number;
  /** In memory mode, when to try the database again; the wait doubles. Default 30 s. */
  readonly reopenAfterMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** Everything a page keeps, in IndexedDB while that works and in memory while it does not. */
export interface Storage {
  readonly outbox: OutboxStore;
  /** The mode in use now. It is known for sure once a first call has come back. */
  readonly mode: StoreMode;
  /** Called when it changes. Returns what ends that. */
  onModeChange(listener: (mode: StoreMode) => void): () => void;
  /** One store of plain values; `meta`, `kb`, `drafts`, `keys`, `blobs`. */
  keyValue(name: KeyValueStore): KeyValue;
  close(): void;
}

interface Backend {
  readonly outbox: OutboxStore;
  values(name: KeyValueStore): Values;
}

/** Longest wait between two tries to open the database after all, ms. */
const LONGEST_REOPEN_MS = 600_000;

/**
 * Opens a page's storage. Nothing is opened or created before the first call.
 * When the database is missing, forbidden, or does not open in time, rows are held in memory; when it opens later in
 * the page's life they are moved into it.
 */
export function openStorage(options: StorageOptions = {}): Storage {
  const { instance = 'default', schedule = systemSchedule, openTimeoutMs = 3_000, reopenAfterMs = 30_000 } = options;
  const onError = options.onError ?? (() => {});
  const emitter = createEmitter<{ mode: StoreMode }>(onError);
  const connection = createConnection({
    name: databaseName(instance),
    factory: () => options.indexedDB ?? globalThis.indexedDB,
    schedule,
    openTimeoutMs,
    onOpen: () => {
      if (mode === 'memory') void handOver();
    },
  });
  const durable = createIndexedDbStore(connection);
  let memory = createMemoryStore();
  let memoryMaps = new Map<KeyValueStore, Map<string, unknown>>();
  let mode: StoreMode = 'indexed-db';
  let wasDurable = false;
  let isClosed = false;
  let handingOver: Promise<void> | null = null;
  let cancelProbe = (): void => {};

  const inDatabase: Backend = { outbox: durable, values: (name) => createIndexedDbValues(connection, name) };

  function inMemory(): Backend {
    return {
      outbox: memory,
      values(name) {
        const map = memoryMaps.get(name) ?? new Map<string, unknown>();
        memoryMaps.set(name, map);
        return createMemoryValues(map);
      },
    };
  }

  function switchTo(next: StoreMode): void {
    if (mode === next) return;
    mode = next;
    if (mode === 'memory') probeIn(reopenAfterMs);
    emitter.emit('mode', next);
  }

  /** Runs in the database, or in memory once that turns out not to be available. */
  async function use<Result>(task: (backend: Backend) => Promise<Result>): Promise<Result> {
    while (handingOver) await handingOver;
    if (mode === 'memory') return task(inMemory());
    try {
      const result = await task(inDatabase);
      wasDurable = true;
      return result;
    } catch (error) {
      if (isClosed || !isUnavailable(error)) throw error;
      onError(error);
      switchTo('memory');
      return use(task);
    }
  }

  /** While in memory, looks from time to time whether the database can be opened now. */
  function probeIn(delayMs: number): void {
    cancelProbe();
    cancelProbe = schedule(async () => {
      try {
        await connection.run(['meta'], 'readonly', (tx) => tx.objectStore('meta').count());
        await handOver();
      } catch (error) {
        onError(error);
      }
      if (mode === 'memory' && !isClosed) probeIn(Math.min(delayMs * 2, LONGEST_REOPEN_MS));
    }, delayMs);
  }

  /** Moves what memory holds into the database that has opened after all. No call reaches memory meanwhile. */
  function handOver(): Promise<void> {
    handingOver ??= moveAll().finally(() => {
      handingOver = null;
    });
    return handingOver;
  }

  async function moveAll(): Promise<void> {
    if (mode !== 'memory') return;
    try {
      await durable.absorb(memory.dump());
      memory = createMemoryStore();
      const maps = memoryMaps;
      memoryMaps = new Map();
      wasDurable = true;
      cancelProbe();
      switchTo('indexed-db');
      for (const [name, map] of maps) {
        for (const [key, value] of map) await inDatabase.values(name).set(key, value, { onlyIfAbsent: true });
      }
    } catch (error) {
      onError(error); // what was not moved stays in memory, and the next probe tries again
    }
  }

  const outbox: OutboxStore = {
    get mode() {
      return mode;
    },
    add: (row, limits) => use((to) => to.outbox.add(row, limits)),
    destinations: () => use((to) => to.outbox.destinations()),
    claim: (dest, createPicker) => use((to) => to.outbox.claim(dest, createPicker)),
    confirm: (held) => use((to) => to.outbox.confirm(held)),
    apply: (transitions) =>
      use(async (to) => {
        const applied = await to.outbox.apply(transitions);
        // Rows of the database that memory does not know: their verdict has to be written later, not forgotten.
        if (to.outbox !== durable && wasDurable && applied.length < transitions.length) {
          throw new SupportError('storage-away', 'Storage: the database is gone for now; try again later');
        }
        return applied;
      }),
    update: (dest, change) => use((to) => to.outbox.update(dest, change)),
    list: () => use((to) => to.outbox.list()),
    revive: (id, change) => use((to) => to.outbox.revive(id, change)),
    remove: (id, now) => use((to) => to.outbox.remove(id, now)),
    pauses: () => use((to) => to.outbox.pauses()),
    setPause: (pause) => use((to) => to.outbox.setPause(pause)),
    clearPause: (dest) => use((to) => to.outbox.clearPause(dest)),
    sweep: (request) => use((to) => to.outbox.sweep(request)),
    clear: () => use((to) => to.outbox.clear()),
  };

  return {
    outbox,
    get mode() {
      return mode;
    },
    onModeChange: (listener) => emitter.on('mode', listener),
    keyValue: (name) => createKeyValue((task) => use((to) => task(to.values(name)))),
    close() {
      isClosed = true;
      cancelProbe();
      connection.close();
    },
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof SupportError && error.code === UNAVAILABLE;
}
