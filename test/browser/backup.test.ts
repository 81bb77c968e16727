import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Host, pageWith, startHost } from './support/host.ts';

let browser: Browser;
let host: Host;
let isUp = true;
const received: (string | undefined)[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  host = await startHost({
    files: {
      '/': pageWith('data-endpoint="/v1/events"'),
      '/bare': { body: '<!doctype html><title>Bare</title>' },
      '/v1/events': (request, response) => {
        if (!isUp) return void response.writeHead(503, { 'retry-after': '1' }).end();
        const events = JSON.parse(request.body) as { id: string; data: { body?: string } }[];
        received.push(...events.map(({ data }) => data.body));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ accepted: events.map(({ id }) => id), duplicates: [], rejected: [] }));
      },
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

async function send(page: Page, message: string): Promise<void> {
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Write to us' }).click();
  await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
  await panel(page).getByLabel('Message').fill(message);
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await panel(page)
    .locator('.state', { hasText: /^Saved|^Sent/ })
    .waitFor();
}

/** How many copies the device has of what waits; null when there is no backup. */
function copies(page: Page): Promise<number | null> {
  return page.evaluate(async () => {
    const [name] = await caches.keys();
    return name ? (await (await caches.open(name)).keys()).length : null;
  });
}

test('what the browser has lost of its database is sent on the next visit, which touches nothing', async () => {
  isUp = false;
  received.length = 0;
  const { page, context } = await openPage(browser, host.url);
  await send(page, 'Confirmed, and then forgotten');
  await expect.poll(() => copies(page)).toBe(1);
  await page.goto(`${host.url}/bare`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deletion = indexedDB.deleteDatabase('helplet:default');
        deletion.onsuccess = () => resolve();
        deletion.onerror = () => reject(deletion.error);
      }),
  );
  isUp = true;
  await page.goto(host.url);
  await expect.poll(() => received, { timeout: 15_000 }).toEqual(['Confirmed, and then forgotten']);
  await expect.poll(() => copies(page), { timeout: 10_000 }).toBe(null);
  await context.close();
});

test('what was sent leaves nothing, what was erased does not come back', async () => {
  isUp = true;
  received.length = 0;
  const { page, context } = await openPage(browser, host.url);
  await send(page, 'Sent at once');
  await expect.poll(() => received).toEqual(['Sent at once']);
  await expect.poll(() => copies(page), { timeout: 10_000 }).toBe(null);
  isUp = false;
  await page.reload();
  await send(page, 'To be erased');
  await expect.poll(() => copies(page)).toBe(1);
  await page.evaluate(() => (window as unknown as { helplet: (verb: string) => Promise<void> }).helplet('erase'));
  isUp = true;
  await page.reload();
  await openPanel(page);
  // What arrives yet is that he has erased everything, which has no text.
  await expect.poll(() => received, { timeout: 30_000 }).toEqual(['Sent at once', undefined]);
  await expect.poll(() => copies(page), { timeout: 10_000 }).toBe(null);
  await context.close();
});
