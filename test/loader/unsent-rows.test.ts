import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countUnsentRows, hasBackup } from '../../src/loader/unsent-rows.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createMemoryCaches } from '../support/cache-storage.ts';
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
  expect(await countUnsentRows('default')).toBe(null);
  expect(await factory.databases()).toEqual([]);
});

test('rows are found, and no connection is left behind', async () => {
  const storage = openStorage({ indexedDB: factory });
  await storage.outbox.add(newRow(1), { maxRows: 10, maxBytes: 100_000 });
  expect(await countUnsentRows('default')).toBe(1);
  await storage.outbox.remove(eventId(1), () => 0);
  expect(await countUnsentRows('default')).toBe(0);
  storage.close();
  await new Promise<void>((resolve, reject) => {
    const deletion = factory.deleteDatabase(NAME);
    deletion.onsuccess = () => resolve();
    deletion.onblocked = () => reject(new Error('a connection was left open'));
  });
});

test('a backup is seen where it is, and looking makes none', async () => {
  const memory = createMemoryCaches();
  vi.stubGlobal('caches', memory.caches);
  expect(await hasBackup('default')).toBe(false);
  expect(memory.idsIn(NAME)).toBe(null);
  memory.plant(NAME, eventId(1), '{}');
  expect([await hasBackup('default'), await hasBackup('other')]).toEqual([true, false]);
});

test('a page without Cache Storage has no backup', async () => {
  const refused = { has: async () => Promise.reject(new DOMException('refused', 'SecurityError')) };
  for (const caches of [undefined, refused]) {
    vi.stubGlobal('caches', caches);
    expect(await hasBackup('default')).toBe(false);
  }
});

test('a database that something else made under our name has nothing unsent, and is not touched', async () => {
  const opening = factory.open(NAME, 3);
  opening.onupgradeneeded = () => opening.result.createObjectStore('theirs');
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  opening.result.close();
  expect(await countUnsentRows('default')).toBe(0);
  expect(await factory.databases()).toEqual([{ name: NAME, version: 3 }]);
});

test('a page that may not use storage has nothing unsent', async () => {
  const open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError'); // a sandboxed frame
  };
  vi.stubGlobal('indexedDB', { open });
  expect(await countUnsentRows('default')).toBe(null);
});

test('a page without storage has nothing unsent', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await countUnsentRows('default')).toBe(null);
});
