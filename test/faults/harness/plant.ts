import type { Page } from 'playwright-core';
import type { OutboxRow } from '../../../src/outbox/ports.ts';
import type { Envelope } from '../../../src/schema/event/envelope.ts';
import { createUuidV7 } from '../../../src/shared/ids.ts';
import { systemRandomBytes } from '../../../src/shared/random.ts';
import { DATABASE_VERSION, KEY_VALUE_STORES, ROW_STORES } from '../../../src/storage/schema.ts';
import type { StoredOutbox } from './visit.ts';

/** A row as the widget writes it, of the visitor who has written one before. @throws Error when nobody has */
export function templateOf({ rows, receipts }: StoredOutbox, url: string): OutboxRow {
  const event = rows[0]?.event ?? receipts.find((receipt) => receipt.event)?.event;
  if (!event) throw new Error('to plant requests, one has to be written first');
  return toRow(event, url);
}

/** An event as the outbox keeps it before the first try; `plantRows` gives it its place. */
export function toRow(event: Envelope, url: string): OutboxRow {
  return {
    v: 1,
    id: event.id,
    seq: 0,
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

/** The same for another request. */
export function toPlanted(template: OutboxRow, message: string): OutboxRow {
  const id = createUuidV7(Date.now, systemRandomBytes);
  const data = { ...template.event.data, id, subject: message.slice(0, 80), body: message };
  const event = { ...template.event, id, time: new Date().toISOString(), data };
  return { ...template, id, event, thread: id, bytes: Buffer.byteLength(JSON.stringify(event)) };
}

/**
 * Adds rows to the outbox of a page's origin, at the end of its order, in one transaction: through as many forms it would
 * take an hour. Makes the database where there is none.
 * @param page without a widget that has the database to itself
 */
export function plantRows(page: Page, rows: readonly OutboxRow[], instance = 'default'): Promise<void> {
  return page.evaluate(writeRows, {
    rows,
    name: `helplet:${instance}`,
    version: DATABASE_VERSION,
    rowStores: ROW_STORES,
    valueStores: KEY_VALUE_STORES,
  });
}

/** In the page. */
async function writeRows(given: {
  readonly rows: readonly OutboxRow[];
  readonly name: string;
  readonly version: number;
  readonly rowStores: readonly string[];
  readonly valueStores: readonly string[];
}): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(given.name, given.version);
    opening.onupgradeneeded = () => {
      for (const name of given.rowStores) {
        const store = opening.result.createObjectStore(name, { keyPath: 'id' });
        if (name === 'outbox') store.createIndex('destination', ['dest.adapter', 'dest.url', 'seq']);
      }
      for (const name of given.valueStores) opening.result.createObjectStore(name);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const transaction = database.transaction(['outbox', 'meta'], 'readwrite');
  const outbox = transaction.objectStore('outbox');
  const meta = transaction.objectStore('meta');
  const reading = meta.get('outbox:totals');
  reading.onsuccess = () => {
    const { seq = 0, bytes = 0 } = reading.result ?? {};
    given.rows.forEach((row, index) => {
      outbox.add({ ...row, seq: seq + 1 + index });
    });
    const added = given.rows.reduce((sum, row) => sum + row.bytes, 0);
    meta.put({ seq: seq + given.rows.length, bytes: bytes + added }, 'outbox:totals');
  };
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
}
