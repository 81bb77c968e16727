import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasUnsentRows } from '../../src/loader/unsent-rows.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { eventId, newRow } from '../support/outbox/events.ts';

const NAME = 'helplet:default';
let factory: IDBFactory;

beforeEach(() => {
  factory = new IDBFactory();
  vi.stubGlobal('indexedDB', factory);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a look never creates the database', async () => {
  expect(await hasUnsentRows('default')).toBe(false);
  expect(await factory.databases()).toEqual([]);
});

test('rows are found, and no connection is left behind', async () => {
  const storage = openStorage({ indexedDB: factory });
  await storage.outbox.add(newRow(1), { maxRows: 10, maxBytes: 100_000 });
  expect(await hasUnsentRows('default')).toBe(true);
  await storage.outbox.remove(eventId(1), 0);
  expect(await hasUnsentRows('default')).toBe(false);
  storage.close();
  await new Promise<void>((resolve, reject) => {
    const deletion = factory.deleteDatabase(NAME);
    deletion.onsuccess = () => resolve();
    deletion.onblocked = () => reject(new Error('a connection was left open'));
  });
});

test('a page without storage has nothing unsent', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await hasUnsentRows('default')).toBe(false);
});
