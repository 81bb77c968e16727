import type { Page } from 'playwright-core';
import type { OutboxRow } from '../../../src/outbox/ports.ts';
import { DATABASE_VERSION, KEY_VALUE_STORES, ROW_STORES } from '../../../src/storage/schema.ts';
import { eventId, ticket } from '../../support/collector/events.ts';

/**
 * Puts tickets into the widget's database as its outbox would have: through a thousand forms it would take an hour.
 * @param page any page of the widget's origin without the widget
 * @returns the ids
 */
export async function seedRows(page: Page, count: number, endpoint: string): Promise<readonly string[]> {
  const rows = Array.from({ length: count }, (_, index) => toRow(index + 1, endpoint));
  await page.evaluate(writeRows, {
    rows,
    version: DATABASE_VERSION,
    rowStores: ROW_STORES,
    valueStores: KEY_VALUE_STORES,
  });
  return rows.map(({ id }) => id);
}

function toRow(seq: number, url: string): OutboxRow {
  const event = ticket(seq, { body: `Message ${seq}: ${'the kettle does not boil. '.repeat(8)}` });
  return {
    v: 1,
    id: eventId(seq),
    seq,
    event,
    createdAt: Date.now(),
    attempts: 0,
    nextAt: 0,
    lease: null,
    state: 'ready',
    dest: { adapter: 'collector', url },
    bytes: Buffer.byteLength(JSON.stringify(event)),
    keepCopy: true,
  };
}

/** Runs in the page. */
async function writeRows(given: {
  readonly rows: readonly OutboxRow[];
  readonly version: number;
  readonly rowStores: readonly string[];
  readonly valueStores: readonly string[];
}): Promise<void> {
  const { rows, version, rowStores, valueStores } = given;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('helplet:default', version);
    opening.onupgradeneeded = () => {
      for (const name of rowStores) {
        const store = opening.result.createObjectStore(name, { keyPath: 'id' });
        if (name === 'outbox') store.createIndex('destination', ['dest.adapter', 'dest.url', 'seq']);
      }
      for (const name of valueStores) opening.result.createObjectStore(name);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const transaction = database.transaction(['outbox', 'meta'], 'readwrite');
  for (const row of rows) transaction.objectStore('outbox').put(row);
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  transaction.objectStore('meta').put({ seq: rows.length, bytes }, 'outbox:totals');
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
}
