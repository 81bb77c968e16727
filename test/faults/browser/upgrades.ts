import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { makeProfile, startChromium } from '../harness/chromium.ts';
import { runScene } from '../harness/scene.ts';

const ROWS = 1_000;

/**
 * An older database with a thousand requests is brought to this version's form, and the browser is killed in the
 * middle of it. There was no older form yet: this one has the rows and nothing else, neither index nor further stores.
 */
export const killedUpgrade: Fault = {
  number: 30,
  name: 'an older database with 1,000 rows, killed in the middle of its upgrade',
  async run(seed) {
    const profile = makeProfile();
    let chromium = await startChromium(profile.path);
    try {
      return await runScene({ seed, context: chromium.context }, async (scene) => {
        const page = await scene.visit();
        await scene.write(page, scene.messages(1));
        await scene.drained(page);
        await page.goto(scene.site.bare);
        await scene.plant(page, scene.messages(ROWS));
        await page.evaluate(makeOlder);
        await page.close();
        const held = scene.site.held();
        void scene
          .visit({}, (upgrading) => upgrading.addInitScript(holdUpgrade, scene.draw(1, 7)))
          .catch(() => undefined); // killed
        await held;
        await chromium.kill();
        chromium = await startChromium(profile.path);
        await scene.moveTo(chromium.context);
        const next: Page = await scene.visit();
        await scene.drained(next);
        return next;
      });
    } finally {
      await chromium.kill();
      profile.remove();
    }
  },
};

/** In the page: puts the rows into a database with nothing else in it. */
async function makeOlder(): Promise<void> {
  const name = 'helplet:default';
  const done = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const now = await done(indexedDB.open(name));
  const rows: unknown[] = await done(now.transaction('outbox').objectStore('outbox').getAll());
  now.close();
  await done(indexedDB.deleteDatabase(name));
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('outbox', { keyPath: 'id' });
    for (const row of rows) store.add(row);
  };
  (await done(opening)).close();
}

/** In the page: stands still at the n-th store that the upgrade makes. */
function holdUpgrade(place: number): void {
  const { createObjectStore } = IDBDatabase.prototype;
  let made = 0;
  IDBDatabase.prototype.createObjectStore = function (...args) {
    if (++made === place) {
      const request = new XMLHttpRequest();
      request.open('GET', '/hold', false);
      request.send();
    }
    return createObjectStore.apply(this, args);
  };
}
