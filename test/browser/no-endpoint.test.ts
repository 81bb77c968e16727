import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Host, startHost } from './support/host.ts';

const STATIC = resolve(import.meta.dirname, '../../demo/static');

let browser: Browser;
let host: Host;

/** The example's own files, at the place it would have on a static host, with the script it names. */
const example = (file: string) => ({ body: readFileSync(resolve(STATIC, file)) });
const page = (file: string) => ({ body: example(file).body.toString().replaceAll('../../dist/', '/helplet/') });

beforeAll(async () => {
  browser = await launchBrowser();
  host = await startHost({
    files: {
      '/index.html': page('index.html'),
      '/with-email.html': page('with-email.html'),
      '/kb.json': example('kb.json'),
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

test('a static page with only the script tag and a JSON file answers in English and in Chinese', async () => {
  const { page, context, complaints } = await openPage(browser, `${host.url}/index.html`);
  await openPanel(page);
  const [english, chinese] = ['en', 'zh'].map((lang) => {
    const articles = JSON.parse(example('kb.json').body.toString()) as { title: string; lang?: string }[];
    return articles.find((article) => (article.lang ?? 'en').startsWith(lang))?.title ?? '';
  });
  for (const title of [english, chinese]) {
    if (!title) throw new Error('the example has no article in one of the languages');
    await panel(page).getByRole('combobox').fill(title);
    await expect.poll(() => panel(page).locator('.result-title').first().textContent()).toContain(title);
    await panel(page).getByRole('option').first().click();
    await expect.poll(() => panel(page).locator('article h2').textContent()).toBe(title);
    expect(await panel(page).locator('.vote').count()).toBe(0); // nobody would get the vote
    await panel(page).locator('.back').click();
  }
  expect(complaints.violations).toEqual([]);
  await context.close();
});

test('without an endpoint and an address the widget says that there is nowhere to send to', async () => {
  const { page, context } = await openPage(browser, `${host.url}/index.html`);
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('qqqzzz');
  await panel(page).getByText('Try other words, or look for a contact address on this site.').waitFor();
  // The question can still be asked: the answer comes from this device.
  expect(await panel(page).getByRole('option').allTextContents()).toEqual([expect.stringContaining('qqqzzz')]);
  await panel(page).getByRole('button', { name: 'Clear' }).click();
  for (const name of ['Write to us', 'Rate your experience']) expect(await panel(page).getByText(name).count()).toBe(0);
  await page.evaluate(() => (window as unknown as { helplet: (verb: string) => void }).helplet('ticket'));
  await expect.poll(() => panel(page).textContent()).toContain('There is nowhere to send a message to from here.');
  expect(await panel(page).locator('form, textarea, input').count()).toBe(0);
  await context.close();
});

test('without an endpoint but with an address it offers a mail with what was written', async () => {
  const { page, context } = await openPage(browser, `${host.url}/with-email.html`);
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Write to us' }).click();
  await panel(page).getByRole('textbox').fill('Where is my parcel?');
  const mail = panel(page).getByRole('link', { name: 'Open mail' });
  await expect.poll(() => mail.getAttribute('href')).toBe('mailto:help@example.org?body=Where%20is%20my%20parcel%3F');
  expect(host.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  await context.close();
});
