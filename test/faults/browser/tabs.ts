import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { httpReply, idsIn } from '../harness/http-message.ts';
import { runScene, type Scene, until } from '../harness/scene.ts';

const TABS = 5;

/** Five tabs of one visitor write and send at the same time. */
export const fiveTabs: Fault = {
  number: 19,
  name: 'five tabs submit and drain at once',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const tabs = await Promise.all(Array.from({ length: TABS }, () => scene.visit()));
      const early = watchSenders(scene);
      const isOutage = seed % 2 === 1;
      if (isOutage) scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const texts = tabs.map(() => scene.messages(scene.draw(1, 3)));
      await Promise.all(tabs.map((tab, index) => scene.write(tab, texts[index] ?? [])));
      const late = isOutage ? watchSenders(scene) : early;
      await Promise.all(tabs.map(flush));
      const count = texts.flat().length;
      await until(() => scene.arrived().length >= count, 'everything to arrive');
      scene.check(late.most === 1, `${late.most} tabs sent one row at the same time`);
      return tabs[0] ?? null;
    }),
};

/**
 * The tab that sends crashes with its request under way. By turns the shop is opened anew, or the visitor goes to a tab
 * he had open all the time and had not used.
 */
export const crashedTab: Fault = {
  number: 21,
  name: 'the sending tab crashes in mid-lease',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const idle = seed % 4 < 2 ? await scene.visit() : null;
      await idle?.waitForFunction(() => 'ready' in (window as unknown as { helplet: object }).helplet);
      const leader = await scene.visit();
      const texts = scene.messages(scene.draw(1, 3));
      let hasStarted = false;
      scene.proxy.plan(() => {
        hasStarted = true;
        return seed % 2 === 0 ? { kind: 'hang' } : { kind: 'cut-reply', bytes: 0, end: 'hang' };
      });
      await scene.write(leader, texts);
      await until(() => hasStarted, 'the leader to send');
      const session = await scene.context.newCDPSession(leader);
      void session.send('Page.crash').catch(() => undefined); // it never answers
      await leader.waitForEvent('crash');
      scene.proxy.plan(() => ({ kind: 'pass' }));
      const other = idle ?? (await scene.visit());
      // What a browser with a screen tells the tab somebody goes to.
      await idle?.evaluate(() => dispatchEvent(new Event('focus')));
      await until(() => scene.arrived().length >= texts.length, 'the other tab to take over');
      return other;
    }),
};

/** Passes all requests on, and counts how many of them hold the same row at the same time. */
function watchSenders(scene: Scene): { most: number } {
  const found = { most: 0 };
  const now = new Map<string, number>();
  scene.proxy.plan(async (exchange) => {
    const ids = idsIn(exchange);
    for (const id of ids) {
      const count = (now.get(id) ?? 0) + 1;
      now.set(id, count);
      found.most = Math.max(found.most, count);
    }
    const reply = await fetch(`${scene.collector.url}${exchange.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: exchange.body.toString(),
    });
    const body = await reply.text();
    for (const id of ids) now.set(id, (now.get(id) ?? 1) - 1);
    return { kind: 'answer', reply: httpReply(reply.status, body) };
  });
  return found;
}

function flush(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await (window as unknown as { helplet: (verb: string) => unknown }).helplet('flush');
  });
}
