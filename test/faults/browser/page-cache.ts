import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { makeProfile, startChromium } from '../harness/chromium.ts';
import { runScene, until } from '../harness/scene.ts';

/**
 * A page that goes into the back/forward cache while it sends, and comes out again. Playwright's own launch switches
 * that cache off; this browser is started without it. Where the browser does not keep the page, it is a reload.
 */
export const pageCache: Fault = {
  number: 22,
  name: 'into and out of the back/forward cache during a drain',
  async run(seed) {
    const profile = makeProfile();
    const chromium = await startChromium(profile.path, ['--enable-features=BackForwardCache']);
    try {
      return await runScene({ seed, context: chromium.context }, async (scene) => {
        const page = await scene.visit();
        scene.proxy.plan(() => ({ kind: 'pass', delayMs: scene.draw(20, 200) }));
        const texts = scene.messages(scene.draw(1, 3));
        await scene.write(page, texts);
        await wait(scene.draw(0, 100));
        await page.goto(scene.site.bare, { waitUntil: 'commit' });
        await wait(scene.draw(0, 400));
        scene.proxy.plan(() => ({ kind: 'pass' }));
        await page.goBack({ waitUntil: 'commit' });
        await until(() => scene.arrived().length >= texts.length, 'everything to arrive');
        return page;
      });
    } finally {
      await chromium.kill();
      profile.remove();
    }
  },
};
