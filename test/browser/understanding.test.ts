import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

/** Names of the files asked for that only who writes needs. */
function watchModels(page: Page): readonly string[] {
  const files: string[] = [];
  page.on('request', (request) => {
    const [name] = /[^/]+\.hlm$|language-[^/]+\.js$/.exec(new URL(request.url()).pathname) ?? [];
    if (name) files.push(name.replace(/-[^.]+/, ''));
  });
  return files;
}

async function write(page: Page, body: string): Promise<void> {
  await panel(page)
    .getByRole('button', { name: /Write to us|给我们留言/ })
    .click();
  await panel(page).locator('input[type=email]').fill('ana@example.com');
  await panel(page).locator('textarea').pressSequentially(body, { delay: 2 });
}

async function send(page: Page): Promise<void> {
  await panel(page)
    .getByRole('button', { name: /Send request|提交/ })
    .click();
  await panel(page).locator('.state.sent').waitFor();
}

test.each([
  {
    path: '/',
    locale: 'en-GB',
    body: 'This is the third time it broke. Terrible service, I want my money back today!',
  },
  { path: '/zh/', locale: 'zh-CN', body: '质量太差了，刚用两天就坏，客服也不理人，我要退款！' },
])('what a message is about goes along with it: $locale', async ({ path, locale, body }) => {
  const { page, context, complaints } = await openPage(browser, service.url + path, { locale });
  const files = watchModels(page);
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('refund');
  await panel(page).getByRole('option').first().waitFor();
  expect(files).toEqual([]); // a search needs none
  await panel(page).getByRole('combobox').fill('');
  await write(page, body);
  await expect.poll(() => [...files].sort()).toEqual(['intent.hlm', 'language.js', 'mood.hlm']);
  await page.waitForTimeout(1_000);
  await send(page);
  const ticket = (await service.tickets()).find(({ data }) => data.body === body);
  expect(ticket?.data).toMatchObject({
    intent: { label: expect.stringMatching(/^(refund|complaint)$/), confidence: expect.any(Number) },
    sentiment: { label: 'neg' },
    urgency: expect.any(Number),
  });
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('a visitor who saves data is spared the models, and his message goes without', async () => {
  const { page, context } = await openPage(browser, service.url);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  const files = watchModels(page);
  await openPanel(page);
  await write(page, 'Where is parcel 77, please?');
  await send(page);
  expect(files).toEqual([]);
  const ticket = (await service.tickets()).find(({ data }) => data.body.startsWith('Where is parcel 77'));
  expect(ticket?.data.intent).toBeUndefined();
  await context.close();
});

test('where the models cannot be fetched a message is sent all the same', async () => {
  const { page, context, complaints } = await openPage(browser, service.url);
  await page.route('**/*.hlm', (route) => route.abort());
  await openPanel(page);
  await write(page, 'The lid of my teapot is missing.');
  await page.waitForTimeout(500);
  await send(page);
  const ticket = (await service.tickets()).find(({ data }) => data.body.startsWith('The lid'));
  expect(ticket?.data.intent).toBeUndefined();
  expect(complaints.violations).toEqual([]);
  await context.close();
});
