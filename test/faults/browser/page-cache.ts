import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { makeProfile, startChromium } from '../harness/chromium.ts';
import { demand, runScene, type Scene, until } from '../harness/scene.ts';

/** What the visitor does meanwhile: writes on another page of the shop, only visits one, or is where there is no widget. */
const WAYS = ['write', 'visit', 'away'] as const;

/** What failed is not tried again while the page is being left. */
const PATIENT = { backoffBaseMs: 4_000, backoffCapMs: 4_000 };

/**
 * Chromium's word for a frozen page that stood in another's way: it was left in the middle of a transaction on what that
 * one needs. No page can help that, so it may try again.
 */
const IN_TRANSACTION = 'IgnoreEventAndEvict';
const MOST_TRIPS = 3;

/**
 * A page that goes into the back/forward cache while it sends or waits, and comes out again. Playwright's own launch
 * switches that cache off; the suite's own does not. A widget must not cost its host page its place there, whatever the
 * next page's widget does.
 */
export const pageCache: Fault = {
  number: 22,
  name: 'into and out of the back/forward cache during a drain',
  async run(seed) {
    const way = WAYS[seed % WAYS.length] ?? 'write';
    const profile = makeProfile();
    const chromium = await startChromium(profile.path);
    try {
      return await runScene({ seed, context: chromium.context }, async (scene) => {
        const page = await scene.visit({ limits: PATIENT }, (fresh) => fresh.addInitScript(noteReturns));
        const reasons = await watchCache(page);
        const other = way === 'away' ? scene.site.bare : page.url().replace('/#', '/?other#');
        for (let trip = 1; ; trip++) {
          await leaveInMidDrain(scene, page, () => page.goto(other));
          if (way === 'write') await scene.write(page, scene.messages(1));
          await wait(scene.draw(300, 900)); // the other page's widget looks for what waits
          scene.proxy.plan(() => ({ kind: 'pass' }));
          await page.goBack({ waitUntil: 'commit' });
          const isBack = await until(() => page.evaluate(hasReturned), 'the return', 5_000).then(
            () => true,
            () => false,
          );
          if (isBack) break;
          const isTaken = trip < MOST_TRIPS && reasons.every((reason) => reason === IN_TRANSACTION);
          demand(isTaken, `the page to come out of the cache (${way}), which it did not: ${reasons.join(', ')}`);
          reasons.length = 0;
        }
        await scene.write(page, scene.messages(1));
        await scene.drained(page);
        return page;
      });
    } finally {
      await chromium.kill();
      profile.remove();
    }
  },
};

/**
 * Leaves the page with a request under way, whose answer finds it in the cache, or with messages that wait after a
 * failure. Not in the middle of a transaction: that would stand in the way of the next page's, and Chromium would throw
 * out the page that has begun it.
 */
async function leaveInMidDrain(scene: Scene, page: Page, leave: () => Promise<unknown>): Promise<void> {
  const isRefused = scene.draw(0, 2) === 0;
  let left = (): void => {};
  const isLeft = new Promise<void>((resolve) => {
    left = resolve;
  });
  scene.proxy.plan(async () => {
    if (isRefused) return { kind: 'refuse', end: 'reset' };
    await isLeft;
    return { kind: 'pass', delayMs: scene.draw(0, 300) };
  });
  await scene.write(page, scene.messages(scene.draw(1, 3)));
  await until(async () => {
    if (!isRefused) return scene.proxy.exchanges.some(({ index }) => index >= 0);
    const { rows } = await scene.stored(page);
    return rows.every(({ attempts, lease }) => attempts > 0 && lease?.until === 0);
  }, 'a request under way, or all to wait');
  await leave();
  left();
}

interface Returning {
  returns: number;
}

/** In the page: counts how often it came back as it was. */
function noteReturns(): void {
  const page = window as unknown as Returning;
  page.returns = 0;
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) page.returns += 1;
  });
}

function hasReturned(): boolean {
  return (window as unknown as Returning).returns === 1;
}

/** Why Chromium did not keep a page, filled as it says so, for the caller to empty. */
async function watchCache(page: Page): Promise<string[]> {
  const reasons: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    reasons.push(...notRestoredExplanations.map(({ reason }) => reason));
  });
  await session.send('Page.enable');
  return reasons;
}
