import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { demand, runScene, until } from '../harness/scene.ts';
import { inContext, openAt } from './in-context.ts';
import { demandMemorySoon } from './memory-soon.ts';

const NAME = 'helplet:default';
/** Longer than the widget waits for its database. */
const LONG_UPGRADE_MS = 4_000;

/** An old tab that never lets go of the database, or one that is told to while it sends. */
export const blockedDatabase: Fault = {
  number: 26,
  name: 'an old tab blocks the opening for ever; the database changes its version while messages are sent',
  run: (seed) =>
    seed % 2 === 0
      ? runScene({ seed }, async (scene) => {
          // The old tab holds an older database and hears nothing; the upgrade the widget needs waits for it.
          const old = await openAt(scene.context, scene.site.bare);
          await old.evaluate(
            (name) =>
              new Promise<void>((resolve) => {
                const opening = indexedDB.open(name, 1);
                opening.onupgradeneeded = () => opening.result.createObjectStore('something-old');
                opening.onsuccess = () => {
                  Object.assign(window, { kept: opening.result });
                  resolve();
                };
              }),
            NAME,
          );
          const page = await scene.visit();
          scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
          const held = scene.messages(scene.draw(1, 2));
          const start = Date.now();
          for (const { isTaken, sentence } of await scene.write(page, held)) {
            scene.check(isTaken && !sentence.startsWith('Saved'), `blocked: "${sentence}"`);
          }
          demandMemorySoon(start);
          if (scene.draw(0, 1) === 1) {
            scene.proxy.plan(() => ({ kind: 'pass' }));
            await until(() => scene.arrived().length >= held.length, 'what is held to arrive');
          }
          await old.close();
          await until(
            async () => (await page.evaluate(() => indexedDB.databases())).some(({ version }) => version === 2),
            'the upgrade',
          );
          scene.proxy.plan(() => ({ kind: 'pass' }));
          await until(() => scene.arrived().length >= held.length, 'what was held to arrive');
          const later = scene.messages(1);
          const [answer] = await scene.write(page, later);
          scene.check(!answer?.sentence.startsWith('Not saved'), `after the upgrade: "${answer?.sentence}"`);
          await until(() => scene.arrived().length >= held.length + 1, 'the later message to arrive');
          return page;
        })
      : runScene({ seed }, async (scene) => {
          const page = await scene.visit();
          scene.proxy.plan(() => ({ kind: 'pass', delayMs: scene.draw(0, 150) }));
          const texts = scene.messages(scene.draw(2, 4));
          const newer = await openAt(scene.context, scene.site.bare);
          const writing = scene.write(page, texts);
          await setTimeout(scene.draw(0, 700)); // while the database is made, or while it is used
          await raiseVersion(newer, seed % 4 === 1 ? 0 : LONG_UPGRADE_MS);
          await writing;
          await until(() => scene.arrived().length >= texts.length, 'everything to arrive');
          return page;
        }),
};

/** A later version was here: its database has another number and more stores. */
export const newerDatabase: Fault = {
  number: 27,
  name: 'the database is newer than the code',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const first = await scene.visit();
      scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const before = scene.messages(scene.draw(1, 3));
      await scene.write(first, before);
      await first.close();
      const bare = await openAt(scene.context, scene.site.bare);
      await raiseVersion(bare);
      const page = await scene.visit();
      const after = scene.messages(1);
      const [answer] = await scene.write(page, after);
      scene.check(answer?.sentence.startsWith('Not saved') === false, `in a newer database: "${answer?.sentence}"`);
      scene.proxy.plan(() => ({ kind: 'pass' }));
      await until(() => scene.arrived().length >= before.length + 1, 'everything to arrive');
      return page;
    }),
};

/** Adds a store, as the version after this one might, and takes so long for it. */
async function raiseVersion(page: Page, lastsMs = 0): Promise<void> {
  await page.evaluate(
    ({ name, lastsMs }) =>
      new Promise<void>((resolve, reject) => {
        const reading = indexedDB.open(name);
        reading.onsuccess = () => {
          const { version } = reading.result;
          reading.result.close();
          const opening = indexedDB.open(name, version + 1);
          opening.onupgradeneeded = () => {
            if (!opening.result.objectStoreNames.contains('of-the-future'))
              opening.result.createObjectStore('of-the-future');
            const store = opening.transaction?.objectStore('of-the-future');
            const endsAt = Date.now() + lastsMs;
            const goOn = () => {
              if (store && Date.now() < endsAt) store.count().onsuccess = goOn;
            };
            goOn();
          };
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { name: NAME, lastsMs },
  );
}

const DAMAGE = ['event', 'dest', 'seq', 'lease', 'state', 'newer', 'blob', 'pause', 'dead', 'receipt'] as const;

/** Damaged values among good ones: they are put aside and said to be damaged, and the others are sent. */
export const corruptRows: Fault = {
  number: 31,
  name: 'corrupt rows, pauses, dead letters and receipts, a row of a later format, a missing file',
  async run(seed) {
    const damage = DAMAGE[seed % DAMAGE.length] ?? 'event';
    return inContext({ seed }, async (scene) => {
      const first = await scene.visit();
      await scene.write(first, scene.messages(1));
      await scene.drained(first);
      await first.goto(scene.site.bare);
      const good = scene.messages(scene.draw(3, 12));
      await scene.plant(first, good);
      await first.evaluate(harm, damage);
      const page = await scene.visit();
      await until(
        () => scene.arrived().filter(({ body }) => good.includes(body)).length === good.length,
        'all good rows',
      );
      // What cannot be read goes from the database at the end, so that the harness counts good rows only.
      const kept = await page.evaluate(find);
      const isVisible =
        kept.dead || kept.outbox || !['event', 'dest', 'seq', 'lease', 'state', 'newer'].includes(damage);
      demand(isVisible, `the damaged row (${damage}) to be kept`);
      await scene.look(page);
      await first.evaluate(clean);
      return page;
    });
  },
};

/** In the page: puts a damaged value in. */
async function harm(damage: string): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('helplet:default');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = database.transaction(['outbox', 'dead', 'receipts', 'meta'], 'readwrite');
  const outbox = transaction.objectStore('outbox');
  const reading = outbox.getAll();
  reading.onsuccess = () => {
    const [row] = reading.result;
    const other = { ...row, id: 'damaged', seq: 0.5, event: { ...row.event, id: 'damaged' } };
    if (damage === 'event') outbox.put({ ...other, event: '{"id":"dama' });
    if (damage === 'dest') outbox.put({ ...other, dest: undefined });
    if (damage === 'seq') outbox.put({ ...other, seq: 'first' });
    if (damage === 'lease') outbox.put({ ...other, lease: { owner: 'x', since: 'then' } });
    if (damage === 'state') outbox.put({ ...other, state: 'gone' });
    if (damage === 'newer') outbox.put({ ...other, v: 2 });
    if (damage === 'blob') {
      const attachments = [{ id: 'no-such-file', name: 'a.png', type: 'image/png', bytes: 3 }];
      outbox.put({ ...row, event: { ...row.event, data: { ...row.event.data, attachments } } });
    }
    if (damage === 'pause') transaction.objectStore('meta').put('garbage', 'outbox:pause:garbage');
    if (damage === 'dead') transaction.objectStore('dead').put({ id: 'damaged', row: {}, reason: null });
    if (damage === 'receipt') transaction.objectStore('receipts').put({ id: 'damaged' });
  };
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
}

/** In the page: where the damaged row is. */
async function find(): Promise<{ readonly outbox: boolean; readonly dead: boolean }> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('helplet:default');
    opening.onsuccess = () => resolve(opening.result);
  });
  const has = (name: string) =>
    new Promise<boolean>((resolve) => {
      const request = database.transaction(name).objectStore(name).getKey('damaged');
      request.onsuccess = () => resolve(request.result !== undefined);
    });
  const found = { outbox: await has('outbox'), dead: await has('dead') };
  database.close();
  return found;
}

/** In the page: takes the damaged values out. */
async function clean(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('helplet:default');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = database.transaction(['outbox', 'dead', 'receipts'], 'readwrite');
  for (const name of ['outbox', 'dead', 'receipts']) transaction.objectStore(name).delete('damaged');
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}
