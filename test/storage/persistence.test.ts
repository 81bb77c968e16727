import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { createPicker } from '../../src/outbox/pick-rows.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/open-storage.ts';
import { COLLECTOR, eventId, newRow } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const ROOM = { maxRows: 100, maxBytes: 100_000 };

function open(indexedDB: IDBFactory, options: Partial<StorageOptions> = {}) {
  return openStorage({ indexedDB, schedule: () => () => {}, ...options });
}

function claimAll() {
  return createPicker({
    now: 1_700_000_000_000,
    owner: 'a',
    leaseMs: 1_000,
    maxRows: 100,
    maxBytes: 1_000_000,
    longestWaitMs: 86_400_000,
  });
}

async function idsIn(storage: Storage) {
  return (await storage.outbox.list()).rows.map(({ id }) => id);
}

/** A factory nobody may touch. */
const forbidden = new Proxy({} as IDBFactory, {
  get: (_, name) => {
    throw new Error(`indexedDB.${String(name)} was used`);
  },
});

describe('before anything may be kept', () => {
  test('everything works in memory and no database is touched, by reads or as time goes by', async () => {
    const time = createManualClock();
    const errors: unknown[] = [];
    const storage = open(forbidden, {
      persistent: false,
      schedule: time.schedule,
      onError: (error) => errors.push(error),
    });
    expect(await idsIn(storage)).toEqual([]);
    expect(await storage.outbox.add(newRow(1), ROOM)).toBe('held');
    expect(await storage.keyValue('meta').set('visitor', 'v1')).toEqual({ ok: true, value: 'v1' });
    expect(await storage.keyValue('meta').get('visitor')).toEqual({ ok: true, value: 'v1' });
    expect((await storage.snapshot()).meta).toEqual({ visitor: 'v1' });
    await time.advance(86_400_000);
    expect([storage.mode, errors]).toEqual(['memory', []]);
  });

  test('what an earlier page left is not seen', async () => {
    const factory = new IDBFactory();
    await open(factory).outbox.add(newRow(1), ROOM);
    const storage = open(factory, { persistent: false });
    expect(await idsIn(storage)).toEqual([]);
    await storage.setPersistent(true);
    expect(await idsIn(storage)).toEqual([eventId(1)]);
  });
});

describe('once it may be kept', () => {
  test('rows, also those in flight, and values are on disk when the promise resolves', async () => {
    const factory = new IDBFactory();
    const storage = open(factory, { persistent: false });
    const modes: string[] = [];
    storage.onModeChange((mode) => modes.push(mode));
    await storage.outbox.add(newRow(1), ROOM);
    await storage.keyValue('drafts').set('ticket', 'half a sentence');
    const { rows } = await storage.outbox.claim(COLLECTOR, claimAll);
    await storage.setPersistent(true);
    const next = open(factory);
    expect(await idsIn(next)).toEqual([eventId(1)]);
    expect(await next.keyValue('drafts').get('ticket')).toMatchObject({ value: 'half a sentence' });
    expect(await storage.outbox.confirm(rows)).toHaveLength(1);
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
    expect(modes).toEqual(['indexed-db']);
  });

  test('calls made meanwhile wait and find everything', async () => {
    const factory = new IDBFactory();
    const storage = open(factory, { persistent: false });
    await storage.outbox.add(newRow(1), ROOM);
    const moving = storage.setPersistent(true);
    const adding = storage.outbox.add(newRow(2), ROOM);
    expect(await idsIn(storage)).toEqual([eventId(1), eventId(2)]);
    expect(await adding).toBe('stored');
    await moving;
  });

  test('a value that an earlier page kept is not replaced', async () => {
    const factory = new IDBFactory();
    await open(factory).keyValue('meta').set('visitor', 'old');
    const storage = open(factory, { persistent: false });
    await storage.keyValue('meta').set('visitor', 'new');
    await storage.setPersistent(true);
    expect(await storage.keyValue('meta').get('visitor')).toMatchObject({ value: 'old' });
  });

  test('with nothing to keep no database is made', async () => {
    const factory = new IDBFactory();
    const storage = open(factory, { persistent: false });
    await storage.setPersistent(true);
    expect(storage.mode).toBe('indexed-db');
    expect(await factory.databases()).toEqual([]);
  });

  test('a database that cannot be had leaves everything in memory, until it can', async () => {
    const factory = new IDBFactory();
    let isBroken = true;
    const flaky = {
      open: (name: string, version?: number) => {
        if (isBroken) throw new DOMException('not now', 'UnknownError');
        return factory.open(name, version);
      },
    } as unknown as IDBFactory;
    const time = createManualClock();
    const storage = open(flaky, { persistent: false, schedule: time.schedule });
    await storage.outbox.add(newRow(1), ROOM);
    await storage.setPersistent(true);
    expect(storage.mode).toBe('memory');
    expect(await idsIn(storage)).toEqual([eventId(1)]);
    isBroken = false;
    await time.advance(1_000);
    await settle();
    expect(storage.mode).toBe('indexed-db');
    expect(await idsIn(open(factory))).toEqual([eventId(1)]);
  });

  test('one value the disk refuses does not take the others with it', async () => {
    const factory = new IDBFactory();
    const errors: unknown[] = [];
    const storage = open(factory, { persistent: false, onError: (error) => errors.push(error) });
    await storage.keyValue('meta').set('visitor', 'v1');
    await storage.keyValue('drafts').set('ticket', 'half a sentence');
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
      if (args[0] === 'v1') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
    try {
      await storage.setPersistent(true);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(await open(factory).keyValue('drafts').get('ticket')).toMatchObject({ value: 'half a sentence' });
    expect(errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  });
});

describe('once it may be kept no longer', () => {
  test('what comes is held in memory; the database stays as it is and is not touched', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    await storage.setPersistent(false);
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('held');
    expect(await idsIn(storage)).toEqual([eventId(2)]);
    expect(await idsIn(open(factory))).toEqual([eventId(1)]);
    await storage.setPersistent(true);
    expect(await idsIn(storage)).toEqual([eventId(1), eventId(2)]);
  });

  test('a call under way does not open the database again', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    const adding = storage.outbox.add(newRow(1), ROOM);
    const stopping = storage.setPersistent(false);
    expect(await adding).toBe('held');
    await stopping;
    await settle();
    const databases = await factory.databases();
    // The open request was on its way; nothing is in it.
    if (databases.length > 0) expect(await idsIn(open(factory))).toEqual([]);
    expect(await idsIn(storage)).toEqual([eventId(1)]);
  });

  test('switched off and on again at once, calls under way end in the database', async () => {
    const factory = new IDBFactory();
    const errors: unknown[] = [];
    const storage = open(factory, { onError: (error) => errors.push(error) });
    const adding = storage.outbox.add(newRow(1), ROOM);
    await Promise.all([storage.setPersistent(false), storage.setPersistent(true)]);
    await adding;
    expect(await idsIn(open(factory))).toEqual([eventId(1)]);
    expect([storage.mode, errors]).toEqual(['indexed-db', []]);
  });

  test('a verdict on a row of the database is not forgotten', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.outbox.add(newRow(1), ROOM);
    const { rows } = await storage.outbox.claim(COLLECTOR, claimAll);
    await storage.setPersistent(false);
    const receipt = { id: eventId(1), type: 't', seq: 1, createdAt: 1, sentAt: 1 };
    const verdicts = rows.map((held) => ({ kind: 'settle', held, receipt }) as const);
    await expect(storage.outbox.apply(verdicts)).rejects.toMatchObject({ code: 'storage-away' });
    await storage.setPersistent(true);
    expect(await storage.outbox.apply(verdicts)).toEqual([eventId(1)]);
  });
});
