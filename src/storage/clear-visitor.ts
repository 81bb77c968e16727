import { readRow } from '../outbox/read-row.ts';
import { ownership, visitorOf } from '../outbox/visitors.ts';
import type { Transaction } from './connection.ts';
import { readStore } from './in-steps.ts';
import { ROW_STORES, type RowStore } from './schema.ts';
import { addBytes } from './totals.ts';

interface Owned {
  readonly name: RowStore;
  readonly key: IDBValidKey;
  /** Undefined where the value does not say. */
  readonly owner: string | undefined;
  /** What it counts in the totals. */
  readonly bytes: number;
}

/** Whose everything is that the outbox keeps. */
export async function readOwned(tx: Transaction<'readonly'> | Transaction<'readwrite'>): Promise<readonly Owned[]> {
  const found: Owned[] = [];
  for (const name of ROW_STORES) {
    await readStore(tx, name, (value, key) => {
      const row = name === 'outbox' ? readRow(value) : 'corrupt';
      found.push({ name, key, owner: visitorOf(value), bytes: typeof row === 'string' ? 0 : row.bytes });
    });
  }
  return found;
}

/** Deletes what is the visitor's. Pauses stay: they are about destinations. */
export async function clearVisitor(tx: Transaction<'readwrite'>, visitor: string): Promise<void> {
  const found = await readOwned(tx);
  const isHis = ownership(
    found.map(({ owner }) => owner),
    visitor,
  );
  const gone = found.filter(({ owner }) => isHis(owner));
  // The key of a damaged row need not be a string, whatever the types say.
  await Promise.all(gone.map(({ name, key }) => tx.objectStore(name).delete(key as string)));
  await addBytes(tx, -gone.reduce((sum, { bytes }) => sum + bytes, 0));
}
