import type { Fault } from '../fault.ts';
import { httpReply } from '../harness/http-message.ts';
import { demand, runScene, until } from '../harness/scene.ts';
import { readSentence } from '../harness/visit.ts';

/** Answers a page of another origin may not read (403, 429, even 200), or a preflight that is refused. */
const opaque: Fault = {
  number: 10,
  name: 'answers hidden by CORS, 403 and 429 among them',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const status = scene.pick([403, 429, 500, 200]);
      const hidden = { kind: 'answer', reply: httpReply(status, '{}', {}, { cors: false }) } as const;
      if (scene.random() < 0.3) scene.proxy.preflight(() => hidden);
      else scene.proxy.plan(() => hidden);
      const page = await scene.visit();
      const tries = scene.proxy.exchanges.length + scene.draw(6, 14);
      await scene.write(page, scene.messages(scene.draw(1, 2)));
      await until(() => scene.proxy.exchanges.length >= tries, `${tries} tries`);
      let sentence = '';
      // The last message may not have been tried yet, or the page not have heard of it.
      const isTried = async () => {
        sentence = await readSentence(page);
        return sentence !== 'Saved on this device. Sending now.';
      };
      await until(isTried, 'the last message to be tried', 3_000).catch(() => undefined);
      const isHonest = /^(Saved on this device\. We couldn't reach|Sending$)/.test(sentence);
      scene.check(isHonest, `"${sentence}": nothing can be reached`);
      await scene.look(page);
      demand((await scene.stored(page)).dead.length === 0, 'no row to be given up for answers that cannot be read');
      return page;
    }),
};

const tokenExpired: Fault = {
  number: 12,
  name: '401 or 403 in the middle of a drain: the destination waits, not the row',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await scene.drained(page);
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      const from = scene.proxy.exchanges.filter(({ index }) => index >= 0).length + scene.draw(0, 2);
      const times = scene.draw(1, 6);
      const status = scene.pick([401, 403]);
      scene.proxy.plan(({ index }) =>
        index >= from && index < from + times ? { kind: 'answer', reply: httpReply(status) } : { kind: 'pass' },
      );
      await scene.plant(page, scene.messages(scene.draw(210, 260)));
      await page.reload();
      page.on('console', (message) => warnings.push(message.text()));
      await until(() => scene.proxy.exchanges.some(({ index }) => index >= from + times - 1), 'all refusals');
      await scene.look(page);
      await scene.drained(page);
      demand(
        warnings.some((text) => text.includes('paused (unauthorized')),
        'the site to be told that its token is refused',
      );
      return page;
    }),
};

const adBlocker: Fault = {
  number: 39,
  name: 'an ad blocker blocks the address (ERR_BLOCKED_BY_CLIENT)',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const page = await scene.visit();
      await page.route('**/v1/events', (route) => route.abort('blockedbyclient'));
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await until(async () => {
        const { rows } = await scene.stored(page);
        return rows.every(({ attempts }) => attempts >= 2);
      }, 'two tries of each');
      await scene.look(page);
      const sentence = await readSentence(page);
      scene.check(!/^Sent/.test(sentence), `"${sentence}": it was blocked`);
      if (scene.random() < 0.5) {
        await page.close();
        return null; // the next visit is without the blocker
      }
      await page.unroute('**/v1/events');
      return page;
    }),
};

export const refusals: readonly Fault[] = [opaque, tokenExpired, adBlocker];
