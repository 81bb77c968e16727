import type { Page } from 'playwright-core';
import type { OutboxRow } from '../../../src/outbox/ports.ts';
import { createUuidV7 } from '../../../src/shared/ids.ts';
import { systemRandomBytes } from '../../../src/shared/random.ts';
import type { StoredOutbox } from './visit.ts';

/** A row as the widget writes it, of the visitor who has written one before. @throws Error when nobody has */
export function templateOf({ rows, receipts }: StoredOutbox, url: string): OutboxRow {
  const event = rows[0]?.event ?? receipts.find((receipt) => receipt.event)?.event;
  if (!event) throw new Error('to plant requests, one has to be written first');
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
    bytes: 0,
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

/** Adds rows to the outbox of a page's origin, at the end of its order, in one transaction. */
export function plantRows(page: Page, rows: readonly OutboxRow[], instance = 'default'): Promise<void> {
  return page.evaluate(
    async ([name, planted]) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction(['outbox', 'meta'], 'readwrite');
      const outbox = transaction.objectStore('outbox');
      const meta = transaction.objectStore('meta');
      const reading = meta.get('outbox:totals');
      reading.onsuccess = () => {
        const { seq = 0, bytes = 0 } = reading.result ?? {};
        planted.forEach((row, index) => {
          outbox.add({ ...row, seq: seq + 1 + index });
        });
        const added = planted.reduce((sum, row) => sum + row.bytes, 0);
        meta.put({ seq: seq + planted.length, bytes: bytes + added }, 'outbox:totals');
      };
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      database.close();
    },
    [`helplet:${instance}`, rows] as const,
  );
}
