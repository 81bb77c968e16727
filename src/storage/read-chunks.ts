import type { Transaction } from './connection.ts';

/** Rows read at a time: few enough that cloning them never blocks the page for long. */
const CHUNK_ROWS = 100;

/** Visits all values of a store by key, in chunks. */
export async function readStore<Name extends 'outbox' | 'receipts' | 'dead'>(
  transaction: Transaction<'readonly'> | Transaction<'readwrite'>,
  name: Name,
  visit: (value: unknown, key: IDBValidKey) => void,
): Promise<void> {
  const store = transaction.objectStore(name);
  let range: IDBKeyRange | null = null;
  for (;;) {
    const [keys, values]: [IDBValidKey[], unknown[]] = await Promise.all([
      store.getAllKeys(range, CHUNK_ROWS),
      store.getAll(range, CHUNK_ROWS),
    ]);
    keys.forEach((key, index) => {
      visit(values[index], key);
    });
    const last = keys.at(-1);
    if (keys.length < CHUNK_ROWS || last === undefined) return;
    range = IDBKeyRange.lowerBound(last, true);
  }
}
