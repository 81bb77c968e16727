import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { startViewSite } from '../views/site.ts';
import { walkViews } from '../views/walk-views.ts';

let browser: Browser;
let site: Host;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startViewSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** After changing a text or a role on purpose: `npx vitest run --project full test/browser/full/names.test.ts -u`. */
test.each([{ lang: 'en' }, { lang: 'zh' }] as const)(
  'a screen reader is told the same as before: $lang',
  async ({ lang }) => {
    const told: string[] = [];
    await walkViews(browser, { url: site.url, lang }, async (name, { page }) => {
      told.push(`## ${name}\n${steady(await page.locator('html').ariaSnapshot())}`);
    });
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(resolve(import.meta.dirname, `names/${lang}.txt`));
  },
  180_000,
);

/**
 * Leaves out what is announced a moment later, as it is not always there yet (the number of results, a survey's coming),
 * and the size of the picture of the page, which depends on this machine's fonts.
 */
function steady(tree: string): string {
  return tree
    .replace(/^ *- status: (\d+ results?|\d+ 条结果|A short question for you|想问您一个小问题).*\n/gm, '')
    .replace(/(\.png) \d+ kB/g, '$1 n kB');
}
