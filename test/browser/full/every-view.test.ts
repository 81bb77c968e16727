import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { startViewSite } from '../views/site.ts';
import { countViews, walkViews } from '../views/walk-views.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let site: Host;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startViewSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

interface AxeRun {
  run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that can differ between the themes. */
const COLOURS = ['cat.color'];

/** What axe has against the widget as it stands now. */
async function violations(page: Page, runOnly: readonly string[]): Promise<string[]> {
  // Over the debugging protocol, because the page's own policy refuses scripts from elsewhere.
  if (!(await page.evaluate(() => 'axe' in window))) {
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: AXE });
    await session.detach();
  }
  return page.evaluate(async (rules) => {
    const axe = (window as unknown as { axe: AxeRun }).axe;
    const include = [['helplet-widget'], ...(document.querySelector('.survey-host') ? [['.survey-host']] : [])];
    const { violations } = await axe.run({ include }, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, runOnly);
}

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 800 };
const walks = [
  { lang: 'en', viewport: phone },
  { lang: 'zh', viewport: desktop },
  { lang: 'ar', viewport: phone },
] as const;

test.each(walks)(
  'every view is clean for axe in both themes: $lang, $viewport.width px',
  async ({ lang, viewport }) => {
    const unclean: Record<string, string[]> = {};
    const seen = new Set<string>();
    await walkViews(browser, { url: site.url, lang, context: { viewport } }, async (name, { page }) => {
      seen.add(name);
      for (const [colorScheme, rules] of [
        ['light', RULES],
        ['dark', COLOURS],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        const found = await violations(page, rules);
        if (found.length > 0) unclean[`${name}, ${colorScheme}`] = found;
      }
    });
    expect(unclean).toEqual({});
    expect(seen.size).toBe(countViews());
  },
  240_000,
);
