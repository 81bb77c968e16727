import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  interface Window {
    helplet: (verb: string, ...args: unknown[]) => unknown;
  }
}

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

interface AxeRun {
  run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe has against the widget as it stands now: WCAG 2.2 A and AA, and best practice. */
async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: AxeRun }).axe;
    const { violations } = await axe.run(
      { include: [['helplet-widget']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

const locales = [
  { locale: 'en-GB', path: '/' },
  { locale: 'zh-CN', path: '/zh/' },
] as const;
const schemes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;
const cases = locales.flatMap((one) =>
  schemes.flatMap((scheme) => sizes.map((viewport) => ({ ...one, scheme, viewport }))),
);

test.each(cases)('every view is clean for axe: $locale, $scheme, $viewport.width px', async (one) => {
  const { page, context } = await openPage(browser, service.url + one.path, {
    locale: one.locale,
    colorScheme: one.scheme,
    viewport: one.viewport,
    reducedMotion: 'reduce',
  });
  // Over the debugging protocol, because the page's own policy refuses scripts from elsewhere.
  const session = await context.newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: readFileSync(AXE, 'utf8') });

  const found: Record<string, string[]> = {};
  const check = async (view: string) => {
    found[view] = await violations(page);
  };
  await check('launcher');
  await openPanel(page);
  await panel(page).locator('.row').nth(3).waitFor();
  await check('home');
  await panel(page)
    .getByRole('combobox')
    .fill(one.path === '/' ? 'refund' : '退款');
  await panel(page).getByRole('option').nth(2).waitFor();
  await panel(page).getByRole('combobox').press('ArrowDown');
  await check('results');
  await panel(page).getByRole('combobox').fill('qqqqzzzz');
  await panel(page).locator('.none').waitFor();
  await check('nothing found');
  await panel(page)
    .getByRole('combobox')
    .fill(one.path === '/' ? 'delivery times and costs' : '配送时效和运费');
  await expect.poll(() => panel(page).getByRole('option').count()).toBeGreaterThan(1);
  await panel(page).getByRole('option').first().click();
  await panel(page).locator('article h2').waitFor();
  await check('article');
  await panel(page).locator('.vote .button').nth(1).click();
  await check('article, asked why');
  await panel(page).locator('.back').click();
  await panel(page).getByRole('option').last().click();
  await panel(page).getByRole('log').locator('button').first().waitFor();
  await check('conversation');
  const call = (verb: string, value?: unknown) =>
    page.evaluate(([name, argument]) => window.helplet(String(name), argument), [verb, value]);
  await call('ticket', { body: 'The card 4242 4242 4242 4242 was charged twice.' });
  await panel(page).locator('.chip').waitFor();
  await check('request form');
  await panel(page).locator('[type=submit]').click();
  await panel(page).locator('.field-error').first().waitFor();
  await check('request form with errors');
  await panel(page).locator('[name=email]').fill('ana@example.com');
  await panel(page).locator('[type=submit]').click();
  await panel(page).locator('.state.sent').waitFor();
  await check('sent request');
  await panel(page).locator('.back').click();
  await panel(page).locator('.ways .row').first().click();
  await panel(page).locator('.requests .row').first().waitFor();
  await check('my requests');
  await panel(page).locator('.back').click();
  await call('rate');
  await panel(page).getByRole('radio').nth(3).click();
  await check('rating');
  await panel(page).locator('[type=submit]').click();
  await panel(page).locator('.outcome').waitFor();
  await check('rated');
  await panel(page).locator('.back').click();
  await panel(page).locator('.ways .row').last().click();
  await panel(page).getByRole('switch').waitFor();
  await check('privacy');

  const unclean = Object.fromEntries(Object.entries(found).filter(([, problems]) => problems.length > 0));
  expect(unclean).toEqual({});
  expect(Object.keys(found)).toHaveLength(14);
  await context.close();
});
