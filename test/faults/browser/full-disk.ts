import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { until } from '../harness/scene.ts';
import { inContext, openAt } from './in-context.ts';

const WAYS = ['quota', 'put', 'commit', 'any'] as const;

interface Full {
  full: boolean;
}

/**
 * While `window.full`: `put` makes the writing of a row throw, `commit` lets it succeed and aborts the transaction
 * when it would be committed, `any` fails every other write of whatever store.
 */
function fail(way: string): void {
  const page = window as unknown as Full;
  const quotaError = () =>
    new DOMException('The current transaction exceeded its quota limitations.', 'QuotaExceededError');
  let writes = 0;
  for (const name of ['add', 'put'] as const) {
    const native = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      const isRow = this.name === 'outbox';
      if (page.full && ((way === 'put' && isRow) || (way === 'any' && ++writes % 2 === 1))) throw quotaError();
      const request = key === undefined ? native.call(this, value) : native.call(this, value, key);
      if (page.full && way === 'commit' && isRow) {
        const { transaction } = this;
        request.addEventListener('success', () => {
          Object.defineProperty(transaction, 'error', { value: quotaError() });
          transaction.abort();
        });
      }
      return request;
    };
  }
}

/** A disk that takes nothing more: the form says so and keeps the text, and it can be sent once there is room. */
export const fullDisk: Fault = {
  number: 25,
  name: "QuotaExceededError: at put, at commit, in any store, by the browser's own quota",
  run: (seed) => {
    const way = WAYS[seed % WAYS.length] ?? 'quota';
    return inContext({ seed, init: fail, argument: way }, async (scene) => {
      // Chromium asks for the room an origin has once, and believes the answer for a while: so before the first visit.
      const limiter = way === 'quota' ? await openAt(scene.context, scene.site.bare) : null;
      if (limiter) await setQuota(limiter, 1);
      const page = await scene.visit();
      if (!limiter && scene.draw(0, 1) === 1) await scene.write(page, scene.messages(1));
      await setFull(page, true);
      const [message = ''] = scene.messages(1);
      const [answer = { isTaken: true, sentence: '' }] = await scene.write(page, [message]);
      // A single failed write may have been of something else (the draft, say).
      scene.check(way === 'any' || !answer.isTaken, `${way}: "${answer.sentence}" on a full disk`);
      if (!answer.isTaken) {
        scene.check(answer.sentence.startsWith("This couldn't be saved here."), `${way}: "${answer.sentence}"`);
        const kept = await page.locator('helplet-widget form textarea').inputValue();
        scene.check(kept === message, `${way}: the form has "${kept}" where the message was`);
      }
      await setFull(page, false);
      if (limiter) await setQuota(limiter);
      const { rows } = await scene.stored(page);
      const isKept = rows.some(({ event }) => event.data.body === message);
      scene.check(answer.isTaken || !isKept, `${way}: refused, and kept all the same`);
      const [later] = await scene.write(page, scene.messages(1));
      scene.check(later?.isTaken === true, `${way}: "${later?.sentence}" though there is room again`);
      const isIn = () => scene.arrived().some(({ body }) => body === later?.message);
      await until(isIn, 'what was taken to arrive');
      return page;
    });
  },
};

async function setFull(page: Page, isFull: boolean): Promise<void> {
  await page.evaluate((full) => {
    (window as unknown as Full).full = full;
  }, isFull);
}

/** Room for all databases of the page's origin, bytes; without `quotaSize` the browser's own again. */
async function setQuota(page: Page, quotaSize?: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize !== undefined && { quotaSize }) });
}
