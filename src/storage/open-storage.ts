import type { OutboxStore, StoreMode } from '../outbox/ports.ts';
import { type Schedule, systemSchedule } from '../shared/clock.ts';
import { createEmitter } from '../shared/emitter.ts';
import { SupportError } from '../shared/errors.ts';
import { type Backend, createDatabaseBackend, createMemoryBackend } from './backend.ts';
import { createConnection, RELEASED, UNAVAILABLE } from './connection.ts';
import { eraseDatabase } from './erase-database.ts';
import { createKeyValue, type KeyValue } from './key-value.ts';
import { databaseName, type KeyValueStore } from './schema.ts';
import type { StorageSnapshot } from './snapshot.ts';
import { within } from './within.ts';

export interface StorageOptions {
  /** `helplet:<instance>` is the database. Default `default`. */
  readonly instance?: string;
  /** Whether anything may be left on the device yet; see `setPersistent`. Default true. */
  readonly persistent?: boolean;
  /** Default `globalThis.indexedDB`. */
  readonly indexedDB?: IDBFactory;
  readonly schedule?: Schedule;
  /** How long the database may take to open before memory is used. Default 3 s. */
  readonly openTimeoutMs?: number;
  /** In memory mode, when to try the database again; the wait doubles. Default 1 s. */
  readonly reopenAfterMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** Everything a page keeps, in IndexedDB while that works and in memory while it does not. */
export interface Storage {
  readonly outbox: OutboxStore;
  /** The mode in use now. It is known for sure once a first call has come back. */
  readonly mode: StoreMode;
  /** Called when it changes, or when the database may not be the same any more. Returns what ends that. */
  onModeChange(listener: (mode: StoreMode) => void): () => void;
  /** One store of plain values; `meta`, `kb`, `drafts`, `keys`, `blobs`. */
  keyValue(name: KeyValueStore): KeyValue;
  /**
   * While off, everything is in memory, and the database is neither read nor made; switching on moves memory into it.
   * Resolves when that is done, or when it turned out that the database cannot be had (`mode` tells).
   */
  setPersistent(isOn: boolean): Promise<void>;
  /** All that can be read now, for an export. */
  snapshot(): Promise<StorageSnapshot>;
  /**
   * Forgets everything and deletes the database, for other tabs too. Until something new is added nothing is opened
   * or made, and reads find nothing. Of calls under way, adding is refused; the others find nothing as well.
   * @throws SupportError `storage-not-erased` when the database is as it was; what memory held is gone all the same
   */
  erase(): Promise<void>;
  close(): void;
}

/** Longest wait between two tries to open the database after all, ms. */
const LONGEST_REOPEN_MS = 600_000;

/**
 * Opens a page's storage. Nothing is opened or created before the first call.
 * When the database is missing, forbidden, or does not open in time, rows are held in memory; when it opens later in
 * the page's life they are moved into it.
 */
export function openStorage(options: StorageOptions = {}): Storage {
  const { instance = 'default', schedule = systemSchedule, openTimeoutMs = 3_000, reopenAfterMs = 1_000 } = options;
  const onError = options.onError ?? (() => {});
  const emitter = createEmitter<{ mode: StoreMode }>(onError);
  const location = { name: databaseName(instance), factory: () => options.indexedDB ?? globalThis.indexedDB, schedule };
  const connection = createConnection({
    ...location,
    openTimeoutMs,
    onOpen: () => {
      if (mode === 'memory') void exclusively(moveIn);
    },
    onLost: () => emitter.emit('mode', mode), // what is shown of it has to be read again
    onDeleted: () => {
      erasures += 1;
      forget();
    },
  });
  const database = createDatabaseBackend(connection);
  let isPersistent = options.persistent ?? true;
  let memory = createMemoryBackend();
  let mode: StoreMode = isPersistent ? 'indexed-db' : 'memory';
  let wasDurable = false;
  let isClosed = false;
  /** Everything was erased, and nothing has been added since. */
  let isBlank = false;
  let erasures = 0;
  let moving: Promise<void> | null = null;
  let cancelProbe = (): void => {};

  function switchTo(next: StoreMode): void {
    if (mode === next) return;
    mode = next;
    if (mode === 'memory' && isPersistent) probeIn(reopenAfterMs);
    emitter.emit('mode', next);
  }

  /**
   * Runs in the database, or in memory once that turns out not to be available.
   * @param isNew the task adds something, rather than to change or to read what may be there
   */
  async function use<Result>(task: (to: Backend) => Promise<Result>, isNew = false, since = erasures): Promise<Result> {
    while (moving) await moving;
    if (since !== erasures) {
      if (isNew) throw new SupportError('storage-erased', 'Storage: erased meanwhile');
      return task(createMemoryBackend());
    }
    if (isBlank && !isNew) return task(createMemoryBackend());
    isBlank = false;
    if (mode === 'memory') return task(memory);
    try {
      const result = await task(database);
      if (since === erasures) {
        wasDurable = true;
        return result;
      }
    } catch (error) {
      if (since === erasures) {
        const code = error instanceof SupportError ? error.code : '';
        if (isClosed || (code !== UNAVAILABLE && code !== RELEASED)) throw error;
        if (code === UNAVAILABLE) {
          onError(error);
          switchTo('memory');
        }
      }
    }
    return use(task, isNew, since);
  }

  /** While in memory, looks from time to time whether the database can be opened now. */
  function probeIn(delayMs: number): void {
    cancelProbe();
    cancelProbe = schedule(async () => {
      try {
        await connection.run(['meta'], 'readonly', (tx) => tx.objectStore('meta').count());
        await exclusively(moveIn);
      } catch {
        // as was told when memory began
      }
      if (mode === 'memory' && isPersistent && !isClosed) probeIn(Math.min(delayMs * 2, LONGEST_REOPEN_MS));
    }, delayMs);
  }

  /** Runs a task that moves or deletes everything, after those before it. No other call reaches the data meanwhile. */
  function exclusively(task: () => Promise<void>): Promise<void> {
    const done = (moving ?? Promise.resolve()).then(task);
    const over = done
      .catch(() => {}) // told to whoever called
      .then(() => {
        if (moving === over) moving = null;
      });
    moving = over;
    return done;
  }

  /** Moves what memory holds into the database. */
  async function moveIn(): Promise<void> {
    if (mode !== 'memory' || !isPersistent) return;
    const since = erasures;
    const { outbox, maps } = memory;
    try {
      if (!memory.isEmpty()) {
        await database.outbox.absorb(outbox.dump());
        if (since !== erasures) return;
        isBlank = false;
        wasDurable = true;
      }
    } catch (error) {
      onError(error); // what was not moved stays in memory, and the next probe tries again
      return;
    }
    memory = createMemoryBackend();
    cancelProbe();
    switchTo('indexed-db');
    for (const [name, map] of maps) {
      for (const [key, value] of map) {
        if (since !== erasures) return;
        await database.values(name).set(key, value, { onlyIfAbsent: true }).catch(onError);
      }
    }
  }

  /** Nothing is left, neither here nor in the database. */
  function forget(): void {
    memory = createMemoryBackend();
    isBlank = true;
    wasDurable = false;
    cancelProbe();
    switchTo(isPersistent ? 'indexed-db' : 'memory');
  }

  /** Deletes rows, which nothing may bring back: the backup goes first, and again with what was copied meanwhile. */
  async function forGood<Result>(task: () => Promise<Result>): Promise<Result> {
    await deleteBackup();
    const result = await task();
    await deleteBackup();
    return result;
  }

  async function deleteBackup(): Promise<void> {
    try {
      // Not for long: the visitor has ten seconds to take a message back.
      await within(caches.delete(location.name), schedule, 1_000);
    } catch {
      // where there is no Cache Storage there is no backup
    }
  }

  const outbox: OutboxStore = {
    get mode() {
      return mode;
    },
    add: (row, limits) => use((to) => to.outbox.add(row, limits), true),
    destinations: () => use((to) => to.outbox.destinations()),
    claim: (dest, createPicker) => use((to) => to.outbox.claim(dest, createPicker)),
    confirm: (held) => use((to) => to.outbox.confirm(held)),
    apply: (transitions) =>
      use(async (to) => {
        const applied = await to.outbox.apply(transitions);
        // Rows of the database that memory does not know: their verdict has to be written later, not forgotten.
        if (to !== database && wasDurable && applied.length < transitions.length) {
          throw new SupportError('storage-away', 'Storage: no database for now');
        }
        return applied;
      }),
    update: (dest, change) => use((to) => to.outbox.update(dest, change)),
    list: () => use((to) => to.outbox.list()),
    newest: (count) => use((to) => to.outbox.newest(count)),
    revive: (id, change) => use((to) => to.outbox.revive(id, change)),
    remove: (id, clock) => forGood(() => use((to) => to.outbox.remove(id, clock))),
    pauses: () => use((to) => to.outbox.pauses()),
    setPause: (pause) => use((to) => to.outbox.setPause(pause)),
    clearPause: (dest) => use((to) => to.outbox.clearPause(dest)),
    sweep: (request) => use((to) => to.outbox.sweep(request)),
    clear: (visitor) => forGood(() => use((to) => to.outbox.clear(visitor))),
    hasOthers: (visitor) => use((to) => to.outbox.hasOthers(visitor)),
  };

  return {
    outbox,
    get mode() {
      return mode;
    },
    onModeChange: (listener) => emitter.on('mode', listener),
    keyValue: (name) =>
      createKeyValue(
        (task) => use((to) => task(to.values(name))),
        (task) => use((to) => task(to.values(name)), true),
      ),
    setPersistent: (isOn) =>
      exclusively(async () => {
        if (isOn === isPersistent) return;
        isPersistent = isOn;
        cancelProbe();
        if (isOn) {
          await moveIn();
          if (mode === 'memory') probeIn(reopenAfterMs);
          return;
        }
        switchTo('memory');
        connection.release();
      }),
    snapshot: () => use((to) => to.snapshot()),
    erase() {
      erasures += 1;
      return exclusively(async () => {
        memory = createMemoryBackend();
        connection.release(); // so that nothing under way opens it again
        await forGood(() => eraseDatabase({ ...location, timeoutMs: openTimeoutMs, onError }));
        forget();
      });
    },
    close() {
      isClosed = true;
      cancelProbe();
      connection.close();
    },
  };
}
