import type { Transaction } from './connection.ts';

/** Rows read at a time: few enough that cloning them never blocks the page for long. */
export const CHUNK_ROWS = 100;
/** Rows asked for or written at a time: the answers to all of them may come in one task of the page. */
const STEP_ROWS = 25;

/** Visits the values of a store by key, in chunks; all, or those after a key. */
export async function readStore<Name extends 'outbox' | 'receipts' | 'dead'>(
  transaction: Transaction<'readonly'> | Transaction<'readwrite'>,
  name: Name,
  visit: (value: unknown, key: IDBValidKey) => void,
  after?: IDBValidKey,
): Promise<void> {
  const store = transaction.objectStore(name);
  for (let last = after; ; ) {
    const range = last === undefined ? null : IDBKeyRange.lowerBound(last, true);
    const [keys, values]: [IDBValidKey[], unknown[]] = await Promise.all([
      store.getAllKeys(range, CHUNK_ROWS),
      store.getAll(range, CHUNK_ROWS),
    ]);
    keys.forEach((key, index) => {
      visit(values[index], key);
    });
    last = keys.at(-1);
    if (keys.length < CHUNK_ROWS) return;
  }
}

/** What `request` gives for each item, some items at a time. */
export async function inSteps<Item, Result>(
  items: readonly Item[],
  request: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  while (results.length < items.length) {
    results.push(...(await Promise.all(items.slice(results.length, results.length + STEP_ROWS).map(request))));
  }
  return results;
}
