import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { FAST_LIMITS } from '../harness/limits.ts';
import { runScene, until } from '../harness/scene.ts';

interface Second {
  second: { flush(): Promise<unknown> };
}

/** A second widget on the page, over the same database or one of its own, sends at the same time. */
export const twoWidgets: Fault = {
  number: 41,
  name: 'two widgets on one page, over one database or two',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const page = await scene.visit();
      scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const texts = scene.messages(scene.draw(1, 4));
      await scene.write(page, texts);
      await addSecond(page, {
        endpoint: `${scene.proxy.url}/v1/events`,
        instance: seed % 2 === 0 ? 'default' : 'second',
        limits: FAST_LIMITS,
      });
      scene.proxy.plan(() => ({ kind: 'pass', delayMs: scene.draw(0, 200) }));
      await page.evaluate(() =>
        Promise.all([
          (window as unknown as { helplet: (verb: string) => unknown }).helplet('flush'),
          (window as unknown as Second).second.flush(),
        ]).then(() => undefined),
      );
      await until(() => scene.arrived().length >= texts.length, 'everything to arrive');
      return page;
    }),
};

async function addSecond(page: Page, config: Readonly<Record<string, unknown>>): Promise<void> {
  // As text, which the runner of the tests does not rewrite.
  await page.evaluate(`import('/helplet/index.js').then(({ createHelplet }) => {
    window.second = createHelplet(${JSON.stringify(config)});
  })`);
}
