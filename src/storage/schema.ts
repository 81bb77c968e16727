import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { DeadRow, OutboxRow, Receipt } from '../outbox/ports.ts';

/** Rises with every addition to the stores below. Nothing is ever renamed or taken away. */
export const DATABASE_VERSION = 1;

/** Stores of plain values by key. */
export type KeyValueStore = (typeof KEY_VALUE_STORES)[number];
/** Stores of the outbox, keyed by the id of its rows. */
export type RowStore = (typeof ROW_STORES)[number];
export type StoreName = RowStore | KeyValueStore;

export const ROW_STORES = ['outbox', 'dead', 'receipts'] as const;
export const KEY_VALUE_STORES = ['meta', 'keys', 'blobs', 'kb', 'drafts'] as const;
export const STORE_NAMES: readonly StoreName[] = [...ROW_STORES, ...KEY_VALUE_STORES];

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
  const isMissing = (name: StoreName) => !database.objectStoreNames.contains(name);
  for (const name of ROW_STORES) if (isMissing(name)) database.createObjectStore(name, { keyPath: 'id' });
  for (const name of KEY_VALUE_STORES) if (isMissing(name)) database.createObjectStore(name);
  const outbox = transaction.objectStore('outbox');
  if (!outbox.indexNames.contains(BY_DESTINATION)) {
    outbox.createIndex(BY_DESTINATION, ['dest.adapter', 'dest.url', 'seq']);
  }
}
