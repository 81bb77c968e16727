import { type IDBPTransaction, wrap } from 'idb';
import type { Schedule } from '../shared/clock.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import { nameOf } from './name-of.ts';
import {
  addStores,
  DATABASE_VERSION,
  type HelpletDatabase,
  type HelpletSchema,
  hasStores,
  type StoreName,
} from './schema.ts';
import { within } from './within.ts';

export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<HelpletSchema, StoreName[], Mode>;

/** `saved` waits for the disk; `quick` may lose its last seconds in a power cut (Chrome ≥ 121 does so by default). */
export type Durability = 'saved' | 'quick';

/** A database connection that is opened on first use, and again after it was lost. */
export interface Connection {
  /**
   * Runs `body` in one transaction, resolves when it is done, and repeats it once if the connection was lost
   * meanwhile: `body` must bear that. When the connection is released, a transaction that has begun ends as it would;
   * one that has not does not begin any more.
   * @throws SupportError `storage-unavailable` when the database cannot be opened, or not in time; `storage-released`
   */
  run<Result, Mode extends 'readonly' | 'readwrite'>(
    stores: readonly StoreName[],
    mode: Mode,
    body: (transaction: Transaction<Mode>) => Promise<Result>,
    durability?: Durability,
  ): Promise<Result>;
  /** Lets go of the database; the next use opens it again. */
  release(): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly name: string;
  /** Gives the factory; may throw, as `window.indexedDB` does in a sandboxed frame. */
  readonly factory: () => IDBFactory | undefined;
  readonly schedule: Schedule;
  /** How long to wait for the database, ms. */
  readonly openTimeoutMs: number;
  /** Called each time the database has been opened, however late. */
  readonly onOpen: () => void;
  /** Called when the browser has ended the connection: it may have deleted the database with all other data. */
  readonly onLost: () => void;
  /** Called when another tab deletes the database. */
  readonly onDeleted: () => void;
}

export const UNAVAILABLE = 'storage-unavailable';
export const RELEASED = 'storage-released';

export function createConnection(options: ConnectionOptions): Connection {
  const { name, factory, schedule, openTimeoutMs } = options;
  // One promise for all: only the first of several open requests hears `blocked` (w3c/IndexedDB#223).
  let opening: Promise<HelpletDatabase> | null = null;
  /** Rises when what is under way must not open the database again. */
  let era = 0;
  let isClosed = false;

  function open(): Promise<HelpletDatabase> {
    const promise: Promise<HelpletDatabase> = openDatabase(factory, name).then((database) => {
      const forget = (): void => {
        if (opening === promise) opening = null;
      };
      database.addEventListener('versionchange', ({ newVersion }) => {
        database.close();
        forget();
        if (newVersion === null) options.onDeleted();
      });
      // Safari ends connections in the background (localForage#887): the next use opens another.
      database.addEventListener('close', () => {
        forget();
        options.onLost();
      });
      if (isClosed) database.close();
      else options.onOpen();
      return database;
    });
    promise.catch(() => {
      if (opening === promise) opening = null;
    });
    return promise;
  }

  function release(): void {
    era += 1;
    opening?.then((database) => database.close()).catch(() => null); // it never opened: nothing to close
    opening = null;
  }

  return {
    async run(stores, mode, body, durability = 'quick') {
      const born = era;
      for (let isRepeat = false; ; isRepeat = true) {
        if (isClosed || born !== era) throw new SupportError(RELEASED, 'Storage: let go of');
        opening ??= open();
        const pending = opening;
        let database: HelpletDatabase | undefined;
        try {
          database = await within(pending, schedule, openTimeoutMs);
          return await runOnce(database, stores, mode, body, durability);
        } catch (error) {
          if (isRepeat || isClosed || !isConnectionLost(error)) throw database ? error : unavailable(toMessage(error));
          database?.close();
          if (opening === pending) opening = null;
        }
      }
    },
    release,
    close() {
      isClosed = true;
      release();
    },
  };
}

async function runOnce<Result, Mode extends 'readonly' | 'readwrite'>(
  database: HelpletDatabase,
  stores: readonly StoreName[],
  mode: Mode,
  body: (transaction: Transaction<Mode>) => Promise<Result>,
  durability: Durability,
): Promise<Result> {
  const transaction = database.transaction([...stores], mode, {
    durability: durability === 'saved' ? 'strict' : 'relaxed',
  });
  // With strict durability a full disk may show only in the abort of the commit, which `done` carries.
  const done = transaction.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await body(transaction);
    const failed = await done;
    if (failed) throw failed.error;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // Already over, which is what we want.
    }
    const failed = await done;
    throw isAbort(error) && failed ? failed.error : error;
  }
}

async function openDatabase(factory: () => IDBFactory | undefined, name: string): Promise<HelpletDatabase> {
  const indexedDb = factory();
  if (!indexedDb) throw unavailable('missing');
  for (let version = DATABASE_VERSION; ; ) {
    const database = await request(indexedDb, name, version).catch((error: unknown) => {
      // A later version of us was here: its database has our stores, since stores are only ever added.
      if (nameOf(error) === 'VersionError') return request(indexedDb, name);
      throw error;
    });
    if (hasStores(database)) return database;
    database.close();
    version = database.version + 1; // somebody else may be faster, with other stores
  }
}

async function request(factory: IDBFactory, name: string, version?: number): Promise<HelpletDatabase> {
  const opening = factory.open(name, version);
  opening.onupgradeneeded = () => {
    if (!opening.transaction) return;
    // idb's wrapped types cannot be had for a request we made ourselves.
    const transaction = wrap(opening.transaction) as unknown as IDBPTransaction<
      HelpletSchema,
      StoreName[],
      'versionchange'
    >;
    transaction.done.catch(() => {}); // the opening tells it
    addStores(wrap(opening.result) as unknown as HelpletDatabase, transaction);
  };
  return (await wrap(opening)) as unknown as HelpletDatabase;
}

function isConnectionLost(error: unknown): boolean {
  return ['InvalidStateError', 'AbortError', 'UnknownError'].includes(nameOf(error));
}

function isAbort(error: unknown): boolean {
  return nameOf(error) === 'AbortError';
}

function unavailable(reason: string): SupportError {
  return new SupportError(UNAVAILABLE, `Storage: no database (${reason}); working in memory`);
}
