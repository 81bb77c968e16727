import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboxChange } from '../../src/outbox/changes.ts';
import type { OutboxRow, Receipt } from '../../src/outbox/ports.ts';
import { createEmitter } from '../../src/shared/emitter.ts';
import { createSeededRandom } from '../../src/shared/random.ts';
import { type Backup, createBackup } from '../../src/storage/backup.ts';
import { openStorage, type Storage } from '../../src/storage/open-storage.ts';
import { createMemoryCaches, type MemoryCaches } from '../support/cache-storage.ts';
import { COLLECTOR, eventId, newRow, OTHER } from '../support/outbox/events.ts';

const NAME = 'helplet:default';
const ROOM = { maxRows: 1_000, maxBytes: 10_000_000 };
/** Of the device, ms. The rows are of this moment. */
let now = 0;
let memory: MemoryCaches;
let factory: IDBFactory;
const opened: Storage[] = [];

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://shop.example/cart'));
  now = newRow(1).createdAt;
  factory = new IDBFactory();
  use(createMemoryCaches());
});
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close(); // or its backup would go on in the next test
  vi.unstubAllGlobals();
});

function use(next: MemoryCaches): void {
  memory = next;
  vi.stubGlobal('caches', next.caches);
}

interface Visit {
  readonly storage: Storage;
  readonly backup: Backup;
  readonly woken: readonly string[];
  /** As the outbox does after every change. */
  tell(): void;
}

/** A page of the site that sends nothing. */
function visit(options: { readonly persistent?: boolean } = {}): Visit {
  const storage = openStorage({ indexedDB: factory, ...options });
  opened.push(storage);
  const emitter = createEmitter<{ change: OutboxChange }>(() => {});
  const woken: string[] = [];
  const outbox = {
    subscribe: (listener: (change: OutboxChange) => void) => emitter.on('change', listener),
    wake: (reason: string) => void woken.push(reason),
  };
  const backup = createBackup({ name: NAME, storage, outbox, limits: { receiptDays: 30 }, clock: () => now });
  return { storage, backup, woken, tell: () => emitter.emit('change', { changed: [] }) };
}

/** What the browser has lost. */
function loseDatabase(): void {
  factory = new IDBFactory();
}

async function settle({ storage }: Visit, number: number): Promise<void> {
  const [held] = (await storage.outbox.list()).rows.filter(({ id }) => id === eventId(number));
  if (!held) throw new Error(`there is no row ${number}`);
  const receipt: Receipt = { id: held.id, type: 'x', seq: held.seq, createdAt: 1, sentAt: 2 };
  await storage.outbox.apply([{ kind: 'settle', held, receipt }]);
}

const ids = (...numbers: readonly number[]) => numbers.map(eventId);

describe('the backup of what waits', () => {
  test('has a copy of each row, and is gone with the last of them', async () => {
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    await page.storage.outbox.add(newRow(2), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)?.toSorted()).toEqual(ids(1, 2));
    await settle(page, 1);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(2));
    await settle(page, 2);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toBe(null);
  });

  test('has a copy of what the visitor writes as soon as the database has it', async () => {
    const page = visit();
    await page.storage.outbox.destinations();
    for (const [number, keepCopy] of [
      [1, true],
      [2, false],
    ] as const) {
      const row = newRow(number, { keepCopy });
      page.backup.copy(row, page.storage.outbox.add(row, ROOM));
    }
    await expect.poll(() => memory.idsIn(NAME), { interval: 1 }).toEqual(ids(1));
    page.tell(); // and it stays
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(memory.idsIn(NAME)).toEqual(ids(1));
  });

  test('has none of what was not stored', async () => {
    const page = visit();
    await page.storage.outbox.destinations();
    page.backup.copy(newRow(1), Promise.resolve('full'));
    page.backup.copy(newRow(2), Promise.reject(new DOMException('full', 'QuotaExceededError')));
    page.backup.copy(newRow(3), Promise.resolve('held'));
    await expect.poll(() => memory.calls.filter((call) => call === 'put').length).toBe(3);
    await expect.poll(() => memory.idsIn(NAME)).toBe(null);
  });

  test('has what a repeated try found to be stored already', async () => {
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    page.backup.copy(newRow(1), page.storage.outbox.add(newRow(1), ROOM));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(memory.idsIn(NAME)).toEqual(ids(1));
    await settle(page, 1);
    page.backup.copy(newRow(1), page.storage.outbox.add(newRow(1), ROOM));
    await expect.poll(() => memory.idsIn(NAME)).toBe(null);
  });

  test('breaks nothing where it has no room, is refused or never answers', async () => {
    const page = visit();
    const { outbox } = page.storage;
    memory.caches.open = async () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    page.backup.copy(newRow(1), outbox.add(newRow(1), ROOM));
    memory.caches.open = () => new Promise(() => {});
    page.backup.copy(newRow(2), outbox.add(newRow(2), ROOM));
    await expect.poll(async () => (await outbox.list()).rows.length).toBe(2);
    memory.caches.delete = () => new Promise(() => {});
    const before = performance.now();
    expect(await outbox.remove(eventId(1), () => 0)).toBe(true);
    expect(performance.now() - before).toBeLessThan(5_000);
  }, 10_000);

  test('goes also where one of its rows cannot be copied', async () => {
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(1));
    memory.isFull = true;
    await page.storage.outbox.add(newRow(2), ROOM);
    await settle(page, 1);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual([]);
  });

  test('leaves alone what a later version has copied', async () => {
    memory.plant(NAME, eventId(9), '{"v":2}', 2);
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(9, 1));
    await settle(page, 1);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(9));
  });

  test('has what the visitor wrote at once, anything else when a try has failed', async () => {
    const page = visit();
    const { outbox } = page.storage;
    await outbox.add(newRow(1, { keepCopy: false }), ROOM);
    await outbox.add(newRow(2, { keepCopy: false }), ROOM);
    await outbox.add(newRow(3), ROOM);
    await outbox.update(null, (row) => (row.id === eventId(2) ? { ...row, attempts: 1 } : null));
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)?.toSorted()).toEqual(ids(2, 3));
  });

  test('is not made where nothing waits', async () => {
    const page = visit();
    page.tell();
    await expect.poll(() => memory.calls.length).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(new Set(memory.calls)).toEqual(new Set(['has']));
  });

  test('is not touched while nothing may be kept on the device', async () => {
    const page = visit({ persistent: false });
    await page.storage.outbox.add(newRow(1), ROOM);
    page.tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(memory.calls).toEqual([]);
  });

  test('holds the newest 500 of a queue the site has made longer', async () => {
    const before = openStorage({ indexedDB: factory });
    for (let number = 1; number <= 503; number++) await before.outbox.add(newRow(number), ROOM);
    before.close();
    visit();
    await expect.poll(() => memory.idsIn(NAME)?.length, { timeout: 5_000 }).toBe(500);
    expect(memory.idsIn(NAME)).not.toContain(eventId(3));
    expect(memory.idsIn(NAME)).toContain(eventId(503));
  });

  test('keeps what the visitor wrote, however much that nobody wrote is behind it', async () => {
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(1));
    for (let number = 2; number <= 502; number++) {
      await page.storage.outbox.add(newRow(number, { keepCopy: false }), ROOM);
    }
    page.tell();
    await new Promise((resolve) => setTimeout(resolve, 700));
    page.tell();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(memory.idsIn(NAME)).toEqual(ids(1));
  }, 10_000);

  test('is done without where there is no Cache Storage', async () => {
    vi.stubGlobal('caches', undefined);
    const page = visit();
    expect(await page.storage.outbox.add(newRow(1), ROOM)).toBe('stored');
    page.tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await page.storage.outbox.remove(eventId(1), () => 0)).toBe(true);
    await page.storage.outbox.clear();
  });
});

describe('rows the database has lost', () => {
  async function leave(...numbers: readonly number[]): Promise<void> {
    const page = visit();
    for (const number of numbers) await page.storage.outbox.add(newRow(number), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)?.length).toBe(numbers.length);
    page.storage.close();
  }

  test('are put back in their order, as what may have arrived, and the outbox is woken', async () => {
    await leave(2, 1, 3);
    loseDatabase();
    const page = visit();
    await expect.poll(() => page.woken).toEqual(['online']);
    const { rows } = await page.storage.outbox.list();
    const found = rows.toSorted((one, other) => one.seq - other.seq);
    expect(found.map(({ id, state, lease }) => [id, state, lease])).toEqual(
      ids(1, 2, 3).map((id) => [id, 'ambiguous', null]),
    );
    expect(found[0]?.event).toEqual(newRow(1).event);
    expect(memory.idsIn(NAME)?.toSorted()).toEqual(ids(1, 2, 3));
  });

  test('are only those that are missing', async () => {
    await leave(1, 2);
    const other = visit();
    await settle(other, 1);
    await other.storage.outbox.add(newRow(3), ROOM);
    other.storage.close();
    const page = visit();
    await expect.poll(() => memory.idsIn(NAME)?.toSorted()).toEqual(ids(2, 3));
    expect((await page.storage.outbox.list()).rows.map(({ id }) => id).toSorted()).toEqual(ids(2, 3));
    expect(page.woken).toEqual([]);
  });

  test('cannot be read where the browser died over the copy, which goes', async () => {
    await leave(1);
    memory.plant(NAME, eventId(2), '{"v":1,"id":');
    memory.plant(NAME, eventId(3), '{"v":1}');
    loseDatabase();
    const page = visit();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(1));
    expect((await page.storage.outbox.list()).rows.map(({ id }) => id)).toEqual(ids(1));
  });

  test('stay lost where their receipts may have been swept and their receiver need not recognise a repeat', async () => {
    const copy = (number: number, overrides: Partial<OutboxRow>) =>
      memory.plant(NAME, eventId(number), JSON.stringify({ ...newRow(number, overrides), seq: number }));
    copy(1, { dest: OTHER, keepCopy: false });
    copy(2, { dest: OTHER, keepCopy: true });
    copy(3, { dest: COLLECTOR, keepCopy: false });
    now += 86_400_000;
    const page = visit();
    await expect.poll(() => page.woken).toEqual(['online']);
    expect((await page.storage.outbox.list()).rows.map(({ id }) => id).toSorted()).toEqual(ids(2, 3));
  });

  test('are put back whatever changes meanwhile', async () => {
    for (let wait = 0; wait <= 60; wait++) {
      factory = new IDBFactory();
      use(createMemoryCaches());
      for (const number of [1, 2]) {
        memory.plant(NAME, eventId(number), JSON.stringify({ ...newRow(number), seq: number }));
      }
      const page = visit();
      for (let turn = 0; turn < wait; turn++) await new Promise((resolve) => setImmediate(resolve));
      page.tell();
      const idsInStore = async () => (await page.storage.outbox.list()).rows.map(({ id }) => id).toSorted();
      await expect.poll(idsInStore, { interval: 5 }).toEqual(ids(1, 2));
      page.storage.close();
    }
  }, 30_000);

  test('are put back at the next change where the database refuses at first', async () => {
    await leave(1, 2, 3);
    loseDatabase();
    const page = visit();
    const { add } = page.storage.outbox;
    let adds = 0;
    page.storage.outbox.add = (row, limits) =>
      ++adds === 2 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : add(row, limits);
    await expect.poll(() => adds).toBe(2);
    page.tell();
    await expect.poll(async () => (await page.storage.outbox.list()).rows.length).toBe(3);
    expect(memory.idsIn(NAME)?.toSorted()).toEqual(ids(1, 2, 3));
  });

  test('wait for the database where that does not open at first', async () => {
    await leave(1);
    loseDatabase();
    const page = visit({ persistent: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await page.storage.outbox.list()).rows).toEqual([]);
    await page.storage.setPersistent(true);
    page.tell();
    await expect.poll(() => page.woken).toEqual(['online']);
  });
});

describe('a visitor whose pseudonym was lost with his rows', () => {
  async function restored(data: Readonly<Record<string, unknown>>, type = 'helplet.ticket.created'): Promise<unknown> {
    const { event, ...row } = newRow(1);
    memory.plant(
      NAME,
      eventId(1),
      JSON.stringify({ ...row, event: { ...event, type, data: { ...event.data, ...data } } }),
    );
    const page = visit();
    await expect.poll(() => page.woken).toEqual(['online']);
    const stored = await page.storage.keyValue('meta').get('visitor');
    return stored.ok ? stored.value : stored.reason;
  }

  test('has it back, and with it his right to see and to erase them', async () => {
    expect(await restored({ visitor: 'v1', contact: { email: 'ana@example.com' } })).toBe('v1');
  });

  test.each([
    ['whom the site has identified', { visitor: 'v1', contact: { email: 'ana@example.com', id: '7' } }, undefined],
    ['of whom a row does not tell that', { visitor: 'v1' }, 'helplet.message.created'],
  ] as const)('has another one (%s)', async (_, data, type) => {
    expect(await restored(data, type)).toBe(undefined);
  });
});

describe('what the visitor deletes', () => {
  /** Turns of the event loop, which the database's double takes for each of its steps, too. */
  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  test.each(['remove', 'clear'] as const)('has no copy any more when it goes (%s)', async (way) => {
    const page = visit();
    await page.storage.outbox.add(newRow(1), ROOM);
    page.tell();
    await expect.poll(() => memory.idsIn(NAME)).toEqual(ids(1));
    const { outbox } = page.storage;
    const order: string[] = [];
    const remove = memory.caches.delete;
    memory.caches.delete = async (name) => {
      const { rows } = await outbox.list();
      order.push(rows.length > 0 ? 'backup' : 'backup, once more');
      return remove(name);
    };
    await (way === 'remove' ? outbox.remove(eventId(1), () => 0) : outbox.clear());
    expect(order).toEqual(['backup', 'backup, once more']);
  });

  test('does not come back by a page that was putting it back meanwhile', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = createSeededRandom(seed);
      const upTo = (most: number) => Math.floor(random() * (most + 1));
      factory = new IDBFactory();
      use(createMemoryCaches(() => turns(upTo(6))));
      memory.plant(NAME, eventId(1), JSON.stringify(newRow(1)));
      const [here, there] = [visit(), visit()];
      await turns(upTo(120));
      await (seed % 2 === 0 ? here.storage.outbox.clear() : here.storage.erase());
      await turns(400); // what was being put back is taken out again
      const watcher = openStorage({ indexedDB: factory });
      const { rows } = await watcher.outbox.list();
      expect([seed, rows.length, memory.idsIn(NAME) ?? []]).toEqual([seed, 0, []]);
      for (const { storage } of [here, there, { storage: watcher }]) storage.close();
    }
  }, 30_000);

  test.each(['remove', 'clear'] as const)(
    'never comes back, whatever is copied meanwhile (%s)',
    async (way) => {
      for (let seed = 1; seed <= 300; seed++) {
        const random = createSeededRandom(seed);
        const upTo = (most: number) => Math.floor(random() * (most + 1));
        factory = new IDBFactory();
        use(createMemoryCaches(() => turns(upTo(8))));
        const [here, there] = [visit(), visit()];
        await here.storage.outbox.add(newRow(1), ROOM);
        await here.storage.outbox.add(newRow(2), ROOM);
        here.tell();
        await turns(upTo(100));
        there.tell();
        await turns(upTo(20));
        await (way === 'remove' ? here.storage.outbox.remove(eventId(1), () => 0) : here.storage.outbox.clear());
        // The browser may end at any moment from here on.
        let sightings = 0;
        for (let look = 0; look < 150; look++) {
          if (memory.idsIn(NAME)?.includes(eventId(1))) sightings += 1;
          await turns(1);
        }
        expect([seed, sightings]).toEqual([seed, 0]);
        for (const { storage } of [here, there]) storage.close();
      }
    },
    30_000,
  );
});
