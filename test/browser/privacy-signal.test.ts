import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launcher, openPage } from './support/browser.ts';
import {
  openPanel,
  type PrivacySite,
  panel,
  QUIET_MS,
  sendRequest,
  setPrivacySignal,
  startPrivacySite,
  tell,
} from './support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': 'data-events="on" data-surveys="/surveys.json"' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Types of the events that came, in order. */
function types(from: number): string[] {
  return site.sent.slice(from).flatMap((body) => (JSON.parse(body) as { type: string }[]).map(({ type }) => type));
}

const card = (page: Page) => page.locator('helplet-widget .survey-root');

/** Looks around, and does nothing that is meant for anybody: searches, reads, asks, says who he is. */
async function lookAround(page: Page): Promise<void> {
  await openPanel(page);
  await tell(page, 'identify', { id: 'ana' });
  await panel(page).getByRole('combobox').fill('refund');
  await panel(page).locator('.result-title').first().click();
  await panel(page).locator('article h2').waitFor();
  await tell(page, 'search', 'when are you open on a saturday');
  await panel(page).getByRole('option').last().click();
  await panel(page).locator('.conversation-reply').first().waitFor();
  await tell(page, 'close');
  await tell(page, 'flush');
}

test('under Global Privacy Control nothing comes by itself: no survey, no event, nothing at idle', async () => {
  const { page, context, complaints } = await openPage(browser, 'about:blank');
  await setPrivacySignal(context);
  site.forgetAsked();
  const from = site.sent.length;
  await page.goto(site.url);
  await launcher(page).waitFor();
  await page.waitForTimeout(QUIET_MS);
  expect(site.asked()).toEqual(['GET /helplet/helplet.js']);
  await lookAround(page);
  await page.waitForTimeout(7_000); // longer than a question can be taken back: then its answer would be told
  const everything = site.asked();
  await page.reload(); // a database is here now, and still nothing is due
  await launcher(page).waitFor();
  site.forgetAsked();
  await page.waitForTimeout(QUIET_MS);
  expect(site.asked().filter((asked) => !asked.endsWith('/helplet.js'))).toEqual([]);
  expect(types(from)).toEqual([]);
  expect(everything).not.toContain('GET /surveys.json');
  expect(await card(page).count()).toBe(0);

  await openPanel(page);
  await sendRequest(page, 'Written by the visitor himself', 'sent');
  await tell(page, 'rate');
  await panel(page).getByRole('radio', { name: 'Happy', exact: true }).click();
  await panel(page).getByRole('button', { name: 'Send rating' }).click();
  await panel(page).locator('.outcome').waitFor();
  await tell(page, 'article', 'hours');
  await panel(page).getByRole('button', { name: 'Yes', exact: true }).click();
  await panel(page).getByText('Thanks for telling us.').waitFor();
  await expect
    .poll(() => types(from))
    .toEqual(['helplet.ticket.created', 'helplet.survey.answered', 'helplet.article.rated']);
  await tell(page, 'close');
  await page.waitForTimeout(QUIET_MS);
  expect(await card(page).count()).toBe(0);
  expect(types(from)).toHaveLength(3);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('without the signal the same page does send them, and asks', async () => {
  site.forgetAsked();
  const from = site.sent.length;
  const { page, context, complaints } = await openPage(browser, site.url);
  await card(page).waitFor();
  expect(site.asked()).toContain('GET /surveys.json');
  await card(page).getByRole('button', { name: 'Not now' }).click();
  await lookAround(page);
  await expect
    .poll(() => [...new Set(types(from))].sort(), { timeout: 15_000 })
    .toEqual(expect.arrayContaining(['helplet.answer.given', 'helplet.survey.dismissed', 'helplet.survey.shown']));
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});
