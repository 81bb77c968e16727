import { wrap } from 'idb';
import type { Schedule } from '../shared/clock.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import { nameOf } from './name-of.ts';
import { within } from './within.ts';

export interface EraseOptions {
  readonly name: string;
  /** Gives the factory; may throw, as `window.indexedDB` does in a sandboxed frame. */
  readonly factory: () => IDBFactory | undefined;
  readonly schedule: Schedule;
  /** How long each of the two steps may take, ms. */
  readonly timeoutMs: number;
  /** Called when another tab holds the emptied database: it is deleted when that tab lets go. */
  readonly onError: (error: unknown) => void;
}

/**
 * Deletes a database, after emptying all its stores: no database can be opened behind a deletion that some tab blocks,
 * so later it would be too late to empty them. Makes none where there is none.
 * @throws SupportError `storage-not-erased` when it could neither be emptied nor deleted in time
 */
export async function eraseDatabase({ name, factory, schedule, timeoutMs, onError }: EraseOptions): Promise<void> {
  let isEmpty = false;
  let indexedDb: IDBFactory | undefined;
  try {
    indexedDb = factory();
    if (!indexedDb) return;
    await within(emptyStores(indexedDb, name), schedule, timeoutMs);
    isEmpty = true;
  } catch (error) {
    if (nameOf(error) === 'SecurityError') return; // a frame that may store nothing has stored nothing
    onError(error);
  }
  try {
    if (indexedDb) await within(wrap(indexedDb.deleteDatabase(name)), schedule, timeoutMs);
  } catch (error) {
    const reason = toMessage(error);
    const notErased = `Storage: not erased (${reason}); close this site's other tabs`;
    if (!isEmpty) throw new SupportError('storage-not-erased', notErased);
    onError(new SupportError('storage-blocked', `Storage: emptied, but another tab holds it (${reason})`));
  }
}

async function emptyStores(factory: IDBFactory, name: string): Promise<void> {
  let isMissing = false;
  const opening = factory.open(name);
  opening.onupgradeneeded = () => {
    isMissing = true;
    opening.transaction?.abort();
  };
  const database = await wrap(opening).catch((error: unknown) => {
    if (!isMissing) throw error;
  });
  if (!database) return;
  try {
    const names = [...database.objectStoreNames];
    if (names.length === 0) return;
    const tx = database.transaction(names, 'readwrite', { durability: 'strict' });
    await Promise.all([...names.map((store) => tx.objectStore(store).clear()), tx.done]);
  } finally {
    database.close();
  }
}
