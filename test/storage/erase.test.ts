import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPicker } from '../../src/outbox/pick-rows.ts';
import type { OutboxRow } from '../../src/outbox/ports.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/open-storage.ts';
import { COLLECTOR, eventId, newRow } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const ROOM = { maxRows: 100, maxBytes: 100_000 };
const NAME = 'helplet:default';

function open(indexedDB: IDBFactory, options: Partial<StorageOptions> = {}) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  return Object.assign(openStorage({ indexedDB, schedule: () => () => {}, onError, ...options }), { errors });
}

function rawOpen(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(NAME);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/** What the database holds, by another connection; null when there is none. */
async function contents(factory: IDBFactory): Promise<Record<string, unknown[]> | null> {
  if ((await factory.databases()).length === 0) return null;
  const database = await rawOpen(factory);
  const names = [...database.objectStoreNames];
  const tx = database.transaction(names);
  const found = await Promise.all(
    names.map(
      (name) =>
        new Promise<[string, unknown[]]>((resolve) => {
          const all = tx.objectStore(name).getAll();
          all.onsuccess = () => resolve([name, all.result]);
        }),
    ),
  );
  database.close();
  return Object.fromEntries(found);
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

const receiptOf = ({ id, event, seq, createdAt }: OutboxRow) => ({ id, type: event.type, seq, createdAt, sentAt: 1 });

async function fill(storage: Storage): Promise<void> {
  await storage.outbox.add(newRow(1), ROOM);
  await storage.keyValue('meta').set('visitor', 'v1');
  await storage.keyValue('drafts').set('ticket', 'half a sentence');
}

/** Every read there is, and every change of what might be there. */
async function touchEverything({ outbox, keyValue, snapshot }: Storage): Promise<void> {
  expect(await outbox.destinations()).toEqual([]);
  expect(await outbox.claim(COLLECTOR, claimAll)).toEqual({ rows: [], nextAt: null });
  const held = { ...newRow(1), seq: 1 };
  expect(await outbox.confirm([held])).toEqual([]);
  expect(await outbox.apply([{ kind: 'settle', held, receipt: receiptOf(held) }])).toEqual([]);
  await outbox.update(null, (row) => ({ ...row, nextAt: 5 }));
  expect(await outbox.list()).toEqual({ rows: [], dead: [], receipts: [] });
  expect(await outbox.revive(eventId(1), (row) => row)).toBe(false);
  expect(await outbox.remove(eventId(1), () => 0)).toBe(false);
  await outbox.setPause({ dest: COLLECTOR, reason: 'gone', message: 'late', since: 1, probeAt: 2 });
  expect(await outbox.pauses()).toEqual([]);
  await outbox.clearPause(COLLECTOR);
  expect(await outbox.sweep({ now: 1, copiesBefore: 1, restBefore: 1 })).toEqual([]);
  expect(await outbox.hasOthers('v1')).toBe(false);
  await outbox.clear('v1');
  await outbox.clear();
  for (const name of ['meta', 'drafts'] as const) {
    expect(await keyValue(name).get('visitor')).toEqual({ ok: true, value: undefined });
    expect(await keyValue(name).delete('visitor')).toMatchObject({ ok: true });
  }
  expect(Object.values(await snapshot()).flatMap((store) => Object.values(store))).toEqual([]);
}

describe('erasing', () => {
  test('deletes the database, and nothing but something new makes it again', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    await storage.erase();
    expect(await factory.databases()).toEqual([]);
    await touchEverything(storage);
    await settle();
    expect(await factory.databases()).toEqual([]);
    expect(storage.mode).toBe('indexed-db');
    expect(storage.errors).toEqual([]);
  });

  test.each([
    ['a row', async (storage: Storage) => expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored')],
    [
      'a value',
      async (storage: Storage) =>
        expect(await storage.keyValue('meta').set('visitor', 'v2')).toMatchObject({ ok: true }),
    ],
  ])('%s that is added afterwards is kept for the next page, and is all there is', async (_, add) => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    await storage.erase();
    await add(storage);
    const found = Object.values((await contents(factory)) ?? {}).flat();
    expect(JSON.stringify(found)).not.toContain('message 1');
    expect(JSON.stringify(found)).not.toContain('half a sentence');
    const isThere = (await open(factory).outbox.list()).rows.length + found.filter((value) => value === 'v2').length;
    expect(isThere).toBe(1);
  });

  test('makes no database where there was none, and asks for none in a frame that may have none', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await storage.erase();
    expect(await factory.databases()).toEqual([]);
    const sandboxed = open({
      open: () => {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    } as unknown as IDBFactory);
    await sandboxed.outbox.add(newRow(1), ROOM);
    await sandboxed.erase();
    await touchEverything(sandboxed);
    expect(await sandboxed.outbox.add(newRow(2), ROOM)).toBe('held');
  });

  test('empties memory, and no probe brings a database back', async () => {
    const factory = new IDBFactory();
    let isBroken = true;
    const flaky = {
      open: (name: string, version?: number) => {
        if (isBroken) throw new DOMException('not now', 'UnknownError');
        return factory.open(name, version);
      },
      deleteDatabase: (name: string) => factory.deleteDatabase(name),
    } as unknown as IDBFactory;
    const time = createManualClock();
    const storage = open(flaky, { schedule: time.schedule });
    await fill(storage);
    expect(storage.mode).toBe('memory');
    isBroken = false;
    await storage.erase();
    await time.advance(86_400_000);
    await touchEverything(storage);
    expect(await factory.databases()).toEqual([]);
  });

  test('also deletes what an earlier page left while nothing may be kept', async () => {
    const factory = new IDBFactory();
    await fill(open(factory));
    const storage = open(factory, { persistent: false });
    await storage.outbox.add(newRow(2), ROOM);
    await storage.erase();
    await touchEverything(storage);
    expect(await factory.databases()).toEqual([]);
    expect(storage.mode).toBe('memory');
  });

  test('a tab that does not let go holds an empty database, and that is told', async () => {
    const factory = new IDBFactory();
    const time = createManualClock();
    const storage = open(factory, { schedule: time.schedule });
    await fill(storage);
    const stuck = await rawOpen(factory); // does not close on versionchange
    let isOver = false;
    const erasing = storage.erase().then(() => {
      isOver = true;
    });
    await settle();
    await time.advance(2_900);
    expect(isOver).toBe(false);
    await time.advance(200);
    await erasing;
    expect(storage.errors).toMatchObject([{ code: 'storage-blocked' }]);
    const rows = await new Promise((resolve) => {
      const count = stuck.transaction('outbox').objectStore('outbox').count();
      count.onsuccess = () => resolve(count.result);
    });
    expect(rows).toBe(0);
    const adding = storage.outbox.add(newRow(2), ROOM);
    await time.advance(3_100);
    expect(await adding).toBe('held'); // the database comes only behind the deletion
    stuck.close();
    await settle();
    expect(storage.mode).toBe('indexed-db');
    expect((await contents(factory))?.outbox).toMatchObject([{ id: eventId(2) }]);
  });

  test('says so when the database can neither be emptied nor deleted, and shows what is still there', async () => {
    const factory = new IDBFactory();
    let isBroken = false;
    const flaky = {
      open: (name: string, version?: number) => {
        if (isBroken) throw new DOMException('not now', 'UnknownError');
        return factory.open(name, version);
      },
      deleteDatabase: () => {
        throw new DOMException('not now', 'UnknownError');
      },
    } as unknown as IDBFactory;
    const storage = open(flaky);
    await fill(storage);
    isBroken = true;
    await expect(storage.erase()).rejects.toMatchObject({ code: 'storage-not-erased' });
    isBroken = false;
    expect((await storage.outbox.list()).rows).toHaveLength(1);
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
  });

  test('what another version keeps goes as well', async () => {
    const factory = new IDBFactory();
    await fill(open(factory));
    await new Promise<void>((resolve) => {
      const opening = factory.open(NAME, 7);
      opening.onupgradeneeded = () => opening.result.createObjectStore('later', { autoIncrement: true }).put('mine');
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    const stuck = await rawOpen(factory); // so that it is emptied but not deleted
    const time = createManualClock();
    const erasing = open(factory, { schedule: time.schedule }).erase();
    await settle();
    await time.advance(3_000);
    await erasing;
    const all = await new Promise((resolve) => {
      const reading = stuck.transaction('later').objectStore('later').getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    expect(all).toEqual([]);
    stuck.close();
    await settle();
  });
});

describe('erasing while something is under way', () => {
  test('a row being added is refused, not added afterwards', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    const adding = storage.outbox.add(newRow(1), ROOM);
    const setting = storage.keyValue('drafts').set('ticket', 'half a sentence');
    const erasing = storage.erase();
    await expect(adding).rejects.toMatchObject({ code: 'storage-erased' });
    expect(await setting).toMatchObject({ ok: false });
    await erasing;
    await settle();
    expect(await factory.databases()).toEqual([]);
  });

  test('rows being claimed are not handed out, and their verdict writes nothing', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    const [held] = (await storage.outbox.claim(COLLECTOR, claimAll)).rows;
    if (!held) throw new Error('nothing was claimed');
    const claiming = storage.outbox.claim(COLLECTOR, claimAll);
    const applying = storage.outbox.apply([{ kind: 'settle', held, receipt: receiptOf(held) }]);
    const reading = storage.keyValue('meta').get('visitor');
    const erasing = storage.erase();
    expect(await claiming).toEqual({ rows: [], nextAt: null });
    expect(await applying).toEqual([]);
    expect(await reading).toEqual({ ok: true, value: undefined });
    await erasing;
    expect(await storage.outbox.apply([{ kind: 'settle', held, receipt: receiptOf(held) }])).toEqual([]);
    expect(await factory.databases()).toEqual([]);
  });

  test('however far a call has come, it has happened before or it finds nothing', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const factory = new IDBFactory();
      const storage = open(factory);
      await fill(storage);
      const back = { claim: false, add: false, get: false };
      const claiming = storage.outbox.claim(COLLECTOR, claimAll).finally(() => {
        back.claim = true;
      });
      const adding = storage.outbox
        .add(newRow(2), ROOM)
        .catch((error) => error.code)
        .finally(() => {
          back.add = true;
        });
      const getting = storage
        .keyValue('meta')
        .get('visitor')
        .finally(() => {
          back.get = true;
        });
      await settle(turns);
      const before = { ...back };
      await storage.erase();
      expect((await claiming).rows).toHaveLength(before.claim ? 1 : 0);
      expect(await adding).toBe(before.add ? 'stored' : 'storage-erased');
      expect(await getting).toEqual({ ok: true, value: before.get ? 'v1' : undefined });
      await settle();
      expect(await factory.databases()).toEqual([]);
    }
  });

  test('what is asked after it waits for it', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    const erasing = storage.erase();
    const listing = storage.outbox.list();
    const adding = storage.outbox.add(newRow(2), ROOM);
    expect((await listing).rows).toEqual([]);
    expect(await adding).toBe('stored');
    await erasing;
    expect((await contents(factory))?.outbox).toMatchObject([{ id: eventId(2) }]);
  });

  test('what is being moved into the database is deleted with it', async () => {
    const factory = new IDBFactory();
    const storage = open(factory, { persistent: false });
    await fill(storage);
    const moving = storage.setPersistent(true);
    const adding = storage.outbox.add(newRow(2), ROOM);
    const erasing = storage.erase();
    await expect(adding).rejects.toMatchObject({ code: 'storage-erased' });
    await Promise.all([moving, erasing]);
    await settle();
    expect(await factory.databases()).toEqual([]);
    await touchEverything(storage);
  });

  test('two at once are one', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    await Promise.all([storage.erase(), storage.erase()]);
    expect(await factory.databases()).toEqual([]);
    expect(await storage.outbox.add(newRow(2), ROOM)).toBe('stored');
  });
});

describe('another tab', () => {
  test('whose database was deleted under it finds nothing, and makes none until it adds something', async () => {
    const factory = new IDBFactory();
    const here = open(factory);
    const there = open(factory);
    await fill(here);
    expect((await there.outbox.list()).rows).toHaveLength(1);
    await here.erase();
    await touchEverything(there);
    await settle();
    expect(await factory.databases()).toEqual([]);
    expect(await there.outbox.add(newRow(2), ROOM)).toBe('stored');
    expect((await contents(factory))?.outbox).toMatchObject([{ id: eventId(2) }]);
    expect([here.errors, there.errors]).toEqual([[], []]);
  });

  test('that has rows in flight writes no receipt of them', async () => {
    const factory = new IDBFactory();
    const here = open(factory);
    const there = open(factory);
    await fill(here);
    const { rows } = await there.outbox.claim(COLLECTOR, claimAll);
    const erasing = here.erase();
    const verdicts = rows.map((held) => ({ kind: 'settle', held, receipt: receiptOf(held) }) as const);
    await Promise.all([erasing, there.outbox.apply(verdicts)]);
    expect(await there.outbox.apply(verdicts)).toEqual([]);
    expect(await there.outbox.list()).toEqual({ rows: [], dead: [], receipts: [] });
    await settle();
    expect(await factory.databases()).toEqual([]);
  });

  test.each([
    ['erased', (_: IDBFactory, here: Storage) => here.erase()],
    ['deleted by somebody else', async (factory: IDBFactory) => void factory.deleteDatabase(NAME)],
  ])('that is just moving its memory into a database being %s leaves no half of it there', async (_, remove) => {
    for (let turns = 0; turns < 60; turns++) {
      const factory = new IDBFactory();
      const here = open(factory);
      const there = open(factory, { persistent: false });
      await here.outbox.list();
      await there.outbox.add(newRow(1), ROOM);
      for (const key of ['a', 'b', 'c']) await there.keyValue('drafts').set(key, 'half a sentence');
      const moving = there.setPersistent(true);
      await settle(turns);
      const wasMoved = there.mode === 'indexed-db';
      await Promise.all([remove(factory, here), moving]);
      await settle();
      if (!wasMoved && (await factory.databases()).length > 0) continue; // it was opened only after the deletion
      expect(Object.values(await there.snapshot()).flatMap((store) => Object.values(store))).toEqual([]);
      expect(await factory.databases()).toEqual([]);
    }
  });

  test('that only upgrades the database does not count as an erasure', async () => {
    const factory = new IDBFactory();
    const storage = open(factory);
    await fill(storage);
    await new Promise<void>((resolve) => {
      const opening = factory.open(NAME, 9);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    expect((await storage.outbox.list()).rows).toHaveLength(1);
  });
});

type Step =
  | { readonly kind: 'add' | 'set' | 'claim' | 'list' | 'erase' | 'on' | 'off'; readonly tab: number }
  | { readonly kind: 'turns'; readonly turns: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constantFrom('add', 'set', 'claim', 'list' as const), tab: fc.nat({ max: 1 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('erase', 'on', 'off' as const), tab: fc.nat({ max: 1 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('turns' as const), turns: fc.integer({ min: 0, max: 12 }) }),
    },
  ),
  { minLength: 5, maxLength: 40, size: 'max' },
);

test('whatever two tabs do meanwhile, what was there is never there again, and nothing is thrown', async () => {
  let erasuresSeen = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const factory = new IDBFactory();
      const tabs = [open(factory), open(factory)] as const;
      /** Texts that must never be seen again, by who may see them no more: everybody (on disk), or one tab. */
      const gone = new Set<string>();
      const calledIn: [Set<string>, Set<string>] = [new Set(), new Set()];
      const onDisk = new Set<string>();
      const running: Promise<unknown>[] = [];
      let number = 0;

      const start = (task: Promise<unknown>) => running.push(task);
      const add = (tab: 0 | 1, kind: 'add' | 'set') => {
        number += 1;
        const id = eventId(number);
        calledIn[tab].add(id);
        const call =
          kind === 'add'
            ? tabs[tab].outbox.add(newRow(number), ROOM).catch((error) => {
                expect(error).toMatchObject({ code: 'storage-erased' });
                gone.add(id);
                return 'refused';
              })
            : tabs[tab].keyValue('drafts').set(id, id);
        start(
          call.then((result) => {
            const isStored = result === 'stored' || (typeof result === 'object' && result.ok);
            if (isStored && tabs[tab].mode === 'indexed-db') onDisk.add(id);
          }),
        );
      };
      const erase = (tab: 0 | 1) => {
        erasuresSeen += 1;
        for (const id of [...calledIn[tab], ...onDisk]) gone.add(id);
        start(tabs[tab].erase());
      };

      for (const step of script) {
        if (step.kind === 'turns') {
          await settle(step.turns);
          continue;
        }
        const tab = step.tab === 0 ? 0 : 1;
        if (step.kind === 'add' || step.kind === 'set') add(tab, step.kind);
        else if (step.kind === 'erase') erase(tab);
        else if (step.kind === 'claim') start(tabs[tab].outbox.claim(COLLECTOR, claimAll));
        else if (step.kind === 'list') start(tabs[tab].outbox.list());
        else start(tabs[tab].setPersistent(step.kind === 'on'));
      }
      await Promise.all(running);
      await Promise.all(tabs.map((tab) => tab.setPersistent(true)));
      const seen = JSON.stringify([await contents(factory), await tabs[0].snapshot(), await tabs[1].snapshot()]);
      for (const id of gone) expect(seen).not.toContain(id);
      expect([...tabs[0].errors, ...tabs[1].errors]).toEqual([]);
      for (const tab of tabs) tab.close();
    }),
    { numRuns: 200, seed: 42 },
  );
  expect(erasuresSeen).toBeGreaterThan(200);
}, 60_000);
