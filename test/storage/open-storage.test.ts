import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { createPicker } from '../../src/outbox/pick-rows.ts';
import { openStorage, type StorageOptions } from '../../src/storage/open-storage.ts';
import { COLLECTOR, eventId, newRow } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const ROOM = { maxRows: 100, maxBytes: 100_000 };
const NAME = 'helplet:default';
const STORES = ['outbox', 'dead', 'receipts', 'meta', 'keys', 'blobs', 'kb', 'drafts'];

function open(indexedDB: IDBFactory, options: Partial<StorageOptions> = {}) {
  return openStorage({ indexedDB, schedule: () => () => {}, ...options });
}

function rawOpen(
  factory: IDBFactory,
  version?: number,
  upgrade?: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(NAME, version);
    opening.onupgradeneeded = () => upgrade?.(opening.result);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function rawPut(database: IDBDatabase, store: string, value: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite');
    transaction.objectStore(store).put(value);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function claimAll(owner = 'a') {
  const options = {
    now: 1_700_000_000_000,
    leaseMs: 1_000,
    maxRows: 100,
    maxBytes: 1_000_000,
    longestWaitMs: 86_400_000,
  };
  return () => createPicker({ ...options, owner });
}

describe('the database', () => {
  test('is not created before the first call', async () => {
    const factory = new IDBFactory();
    open(factory);
    await settle();
    expect(await factory.databases()).toEqual([]);
  });

  test('keeps rows for the next page, apart for each instance', async () => {
    const factory = new IDBFactory();
    await open(factory).outbox.add(newRow(1), ROOM);
    await open(factory, { instance: 'shop-b' }).outbox.add(newRow(2), ROOM);
    expect((await open(factory).outbox.list()).rows.map(({ id }) => id)).toEqual([eventId(1)]);
  });

  test('writes rows, receipts and removals with strict durability', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const asked: unknown[] = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      asked.push([mode, options?.durability]);
      return transaction.call(this, names, mode, options);
    };
    try {
      await storage.outbox.add(newRow(2), ROOM);
      await storage.outbox.apply([]);
      await storage.outbox.remove(eventId(1), () => 0);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(asked).toEqual(Array(3).fill(['readwrite', 'strict']));
  });

  test('a later version is opened as it is, and its rows are sent', async () => {
    const factory = new IDBFactory();
    await open(factory).outbox.add(newRow(1), ROOM);
    const newer = await rawOpen(factory, 7, (database) => database.createObjectStore('something-new'));
    newer.close();
    const storage = open(factory);
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
    expect((await storage.outbox.claim(COLLECTOR, claimAll())).rows).toHaveLength(2);
    expect(storage.mode).toBe('indexed-db');
  });

  test('a database without our stores gets them', async () => {
    const factory = new IDBFactory();
    (await rawOpen(factory, 3, (database) => database.createObjectStore('kb'))).close();
    expect(await open(factory).outbox.add(newRow(1), ROOM)).toBe('stored');
    const database = await rawOpen(factory);
    expect([...database.objectStoreNames].sort()).toEqual([...STORES].sort());
    database.close();
  });

  test('a database without our stores gets them, though somebody else changes it at the same time', async () => {
    const factory = new IDBFactory();
    (await rawOpen(factory)).close();
    const adding = open(factory).outbox.add(newRow(1), ROOM);
    const other = rawOpen(factory, 2, (database) => database.createObjectStore('something-else'));
    other.then((database) => database.close());
    expect(await adding).toBe('stored');
    const database = await rawOpen(factory);
    expect([...database.objectStoreNames].sort()).toEqual([...STORES, 'something-else'].sort());
    database.close();
  });

  test('lets a newer tab upgrade at once and goes on afterwards', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const newer = await rawOpen(factory, 9, (database) => database.createObjectStore('later'));
    newer.close();
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
    expect((await storage.outbox.list()).rows).toHaveLength(2);
  });

  test('a connection lost between two calls is opened again', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const { transaction } = IDBDatabase.prototype;
    let losses = 1;
    IDBDatabase.prototype.transaction = function (...args: Parameters<typeof transaction>) {
      if (losses-- > 0) throw new DOMException('connection is closing', 'InvalidStateError');
      return transaction.apply(this, args);
    };
    try {
      expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect((await storage.outbox.list()).rows).toHaveLength(2);
  });

  test('an opening that is cut off is repeated once', async () => {
    const factory = new IDBFactory();
    let cuts = 1;
    const storage = open({
      open(...args: Parameters<IDBFactory['open']>) {
        const opening = factory.open(...args);
        const cut = () => cuts-- > 0 && queueMicrotask(() => opening.transaction?.abort());
        opening.addEventListener('upgradeneeded', cut);
        return opening;
      },
    } as IDBFactory);
    expect(await storage.outbox.add(newRow(1), ROOM)).toBe('stored');
    expect((await storage.outbox.list()).rows).toHaveLength(1);
  });

  test('a transaction cut off is repeated once and adds its row once', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const { add } = IDBObjectStore.prototype;
    let cuts = 1;
    IDBObjectStore.prototype.add = function (...args: Parameters<typeof add>) {
      const request = add.apply(this, args);
      if (cuts-- > 0) this.transaction.abort();
      return request;
    };
    try {
      expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
    } finally {
      IDBObjectStore.prototype.add = add;
    }
    expect((await storage.outbox.list()).rows.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a full disk rejects the add and leaves nothing half-written', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      await expect(storage.outbox.add(newRow(2), ROOM)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    } finally {
      IDBObjectStore.prototype.add = add;
    }
    expect((await storage.outbox.list()).rows).toHaveLength(1);
    expect(storage.mode).toBe('indexed-db');
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
  });

  test('a row that cannot be read goes to the dead ones and the queue goes on', async () => {
    const factory = new IDBFactory();
    const { outbox } = open(factory);
    await outbox.add(newRow(1), ROOM);
    const raw = await rawOpen(factory);
    await rawPut(raw, 'outbox', { id: eventId(2), seq: 9, dest: COLLECTOR, event: 'not an event' });
    await rawPut(raw, 'outbox', { id: eventId(3) });
    raw.close();
    expect((await outbox.claim(COLLECTOR, claimAll())).rows.map(({ id }) => id)).toEqual([eventId(1)]);
    expect(await outbox.sweep({ now: 5, copiesBefore: 0, restBefore: 0 })).toEqual([eventId(2), eventId(3)]);
    const { rows, dead } = await outbox.list();
    expect(rows).toHaveLength(1);
    expect(dead).toMatchObject([
      { id: eventId(2), row: null, raw: { event: 'not an event' }, reason: { code: 'corrupt' } },
      { id: eventId(3), row: null },
    ]);
    expect(await outbox.revive(eventId(2), (row) => row)).toBe(false);
    expect(await outbox.remove(eventId(2), () => 0)).toBe(true);
  });

  test('a row of a later format is left alone', async () => {
    const factory = new IDBFactory();
    const { outbox } = open(factory);
    await outbox.add(newRow(1), ROOM);
    const raw = await rawOpen(factory);
    await rawPut(raw, 'outbox', { ...newRow(2), v: 2, seq: 2, novelty: true });
    expect((await outbox.claim(COLLECTOR, claimAll())).rows).toHaveLength(1);
    await outbox.update(null, (row) => ({ ...row, nextAt: 1 }));
    expect(await outbox.sweep({ now: 5, copiesBefore: 0, restBefore: 0 })).toEqual([]);
    const kept = await new Promise((resolve) => {
      const get = raw.transaction('outbox').objectStore('outbox').get(eventId(2));
      get.onsuccess = () => resolve(get.result);
    });
    expect(kept).toMatchObject({ v: 2, novelty: true, nextAt: 0 });
    raw.close();
  });
});

describe('memory mode', () => {
  test('begins when the database throws, and says so', async () => {
    const modes: string[] = [];
    const storage = open({
      open: () => {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    } as unknown as IDBFactory);
    storage.onModeChange((mode) => modes.push(mode));
    expect(await storage.outbox.add(newRow(1), ROOM)).toBe('held');
    expect(modes).toEqual(['memory']);
    expect(await storage.keyValue('meta').set('visitor', 'v1')).toEqual({ ok: true, value: 'v1' });
    expect(await storage.keyValue('meta').get('visitor')).toEqual({ ok: true, value: 'v1' });
  });

  test('begins when the database does not answer within three seconds, and its rows move over when it does', async () => {
    const factory = new IDBFactory();
    await open(factory).outbox.add(newRow(1), ROOM);
    // A tab of some other version that does not close: the open below is blocked.
    const old = await rawOpen(factory);
    const deletion = factory.deleteDatabase(NAME);
    await settle();
    const time = createManualClock();
    const modes: string[] = [];
    const storage = openStorage({ indexedDB: factory, schedule: time.schedule });
    storage.onModeChange((mode) => modes.push(mode));
    const adding = storage.outbox.add(newRow(2), ROOM);
    await time.advance(2_900);
    expect(storage.mode).toBe('indexed-db');
    await time.advance(200);
    expect(await adding).toBe('held');
    await storage.keyValue('drafts').set('form', 'half a sentence');
    old.close();
    await settle();
    expect(modes).toEqual(['memory', 'indexed-db']);
    expect(await storage.outbox.add(newRow(3), ROOM)).toBe('stored');
    expect((await open(factory).outbox.list()).rows.map(({ id }) => id)).toEqual([eventId(2), eventId(3)]);
    expect(await open(factory).keyValue('drafts').get('form')).toEqual({ ok: true, value: 'half a sentence' });
    expect(deletion.readyState).toBe('done');
  });

  test('moves rows in flight, so that their verdict still finds them', async () => {
    const factory = new IDBFactory();
    let isBroken = true;
    const flaky = {
      open: (name: string, version?: number) => {
        if (isBroken) throw new DOMException('not now', 'UnknownError');
        return factory.open(name, version);
      },
    } as unknown as IDBFactory;
    const time = createManualClock();
    const storage = openStorage({ indexedDB: flaky, schedule: time.schedule });
    await storage.outbox.add(newRow(1), ROOM);
    await storage.outbox.add(newRow(2), ROOM);
    const { rows } = await storage.outbox.claim(COLLECTOR, claimAll());
    isBroken = false;
    await time.advance(1_000);
    await settle();
    expect(storage.mode).toBe('indexed-db');
    const applied = await storage.outbox.apply(
      rows.map((held) => ({
        kind: 'settle',
        held,
        receipt: { id: held.id, type: held.event.type, seq: held.seq, createdAt: held.createdAt, sentAt: 1 },
      })),
    );
    expect(applied).toEqual([eventId(1), eventId(2)]);
    expect(await open(factory).outbox.list()).toMatchObject({
      rows: [],
      receipts: [{ id: eventId(1) }, { id: eventId(2) }],
    });
  });

  test('does not forget a verdict on rows of a database that went away', async () => {
    const factory = new IDBFactory();
    let isBroken = false;
    const flaky = {
      open: (name: string, version?: number) => {
        if (isBroken) throw new DOMException('not now', 'UnknownError');
        return factory.open(name, version);
      },
    } as unknown as IDBFactory;
    const storage = open(flaky);
    await storage.outbox.add(newRow(1), ROOM);
    const { rows } = await storage.outbox.claim(COLLECTOR, claimAll());
    isBroken = true;
    (await rawOpen(factory, 9)).close(); // makes the page's connection close
    const receipt = { id: eventId(1), type: 't', seq: 1, createdAt: 1, sentAt: 1 };
    await expect(storage.outbox.apply(rows.map((held) => ({ kind: 'settle', held, receipt })))).rejects.toThrow(
      /database/,
    );
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('held');
  });
});

describe('small values', () => {
  test('are kept by store and key, and deleting leaves the outbox its own', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    const meta = storage.keyValue('meta');
    await storage.outbox.add(newRow(1), ROOM);
    expect(await meta.get('visitor')).toEqual({ ok: true, value: undefined });
    expect(await meta.set('visitor', 'v1', { onlyIfAbsent: true })).toEqual({ ok: true, value: 'v1' });
    expect(await meta.set('visitor', 'v2', { onlyIfAbsent: true })).toEqual({ ok: true, value: 'v1' });
    await storage.keyValue('kb').set('visitor', new Uint8Array([1, 2]));
    expect(await open(factory).keyValue('kb').get('visitor')).toEqual({ ok: true, value: new Uint8Array([1, 2]) });
    expect(await meta.keys()).toEqual({ ok: true, value: ['visitor'] });
    await meta.delete('visitor');
    expect(await meta.get('visitor')).toEqual({ ok: true, value: undefined });
    await storage.outbox.add(newRow(2), ROOM);
    expect((await storage.outbox.list()).rows.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a value that cannot be kept is told as a value', async () => {
    const storage = open(new IDBFactory());
    expect(await storage.keyValue('drafts').set('x', () => {})).toMatchObject({ ok: false });
  });
});
