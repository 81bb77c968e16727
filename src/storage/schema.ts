import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { DeadRow, OutboxRow, Receipt } from '../outbox/ports.ts';

/** Rises with every addition to the stores below. Nothing is ever renamed or taken away. */
export const DATABASE_VERSION = 1;

/** Stores of plain values by key. */
export type KeyValueStore = 'meta' | 'keys' | 'blobs' | 'kb' | 'drafts';

export interface HelpletSchema extends DBSchema {
  outbox: { key: string; value: OutboxRow; indexes: { destination: [string, string, number] } };
  dead: { key: string; value: DeadRow };
  receipts: { key: string; value: Receipt };
  meta: { key: string; value: unknown };
  keys: { key: string; value: unknown };
  blobs: { key: string; value: unknown };
  kb: { key: string; value: unknown };
  drafts: { key: string; value: unknown };
}

export type HelpletDatabase = IDBPDatabase<HelpletSchema>;
export type StoreName = 'outbox' | 'dead' | 'receipts' | KeyValueStore;

const KEYED_BY_ID: readonly StoreName[] = ['outbox', 'dead', 'receipts'];
const STORE_NAMES: readonly StoreName[] = [...KEYED_BY_ID, 'meta', 'keys', 'blobs', 'kb', 'drafts'];

/** Name of the index over `[adapter, url, seq]`: the rows of a destination in the order they were saved. */
export const BY_DESTINATION = 'destination';

/** The database of one instance on this origin. */
export function databaseName(instance: string): string {
  return `helplet:${instance}`;
}

/** Whether a database, of whatever version, has all this version needs. */
export function hasStores(database: HelpletDatabase): boolean {
  return STORE_NAMES.every((name) => database.objectStoreNames.contains(name));
}

/** Adds what is missing. Safe to repeat: an upgrade that was cut short left nothing behind. */
export function addStores(
  database: HelpletDatabase,
  transaction: IDBPTransaction<HelpletSchema, StoreName[], 'versionchange'>,
): void {
  for (const name of STORE_NAMES) {
    if (database.objectStoreNames.contains(name)) continue;
    if (KEYED_BY_ID.includes(name)) database.createObjectStore(name, { keyPath: 'id' });
    else database.createObjectStore(name);
  }
  const outbox = transaction.objectStore('outbox');
  if (!outbox.indexNames.contains(BY_DESTINATION)) {
    outbox.createIndex(BY_DESTINATION, ['dest.adapter', 'dest.url', 'seq']);
  }
}
