import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildIndex, embedArticles, encodeKnowledge } from '../../src/knowledge/index.ts';
import { createEncoder } from '../../src/language/encoder/index.ts';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { pageWith, startHost } from './support/host.ts';

/** Shares no word with the article that answers. */
const QUESTION = 'temperature tomorrow';
const articles = [
  { id: 'weather', title: 'Weather forecast', body: 'Seven days, every morning.' },
  { id: 'refund', title: 'How do I get a refund?', body: 'Refunds are paid within fourteen days.' },
  { id: 'shipping', title: 'Shipping times', body: 'Parcels arrive in two to five working days.' },
];

let browser: Browser;
let kb: Uint8Array;

beforeAll(async () => {
  browser = await launchBrowser();
  const weights = new URL('../../src/language/weights/encoder.hle', import.meta.url);
  kb = encodeKnowledge(embedArticles(buildIndex(articles), createEncoder(await readFile(weights))));
});
afterAll(() => browser?.close());

/** Asks the question anew; gives the name of the event that tells what came of it. */
async function ask(page: Page): Promise<string> {
  const told = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        for (const name of ['helplet:search', 'helplet:search:empty']) {
          document.addEventListener(name, () => resolve(name), { once: true });
        }
      }),
  );
  const box = panel(page).getByRole('combobox');
  await box.fill('');
  await box.fill(QUESTION);
  return told;
}

test('a knowledge base with vectors is searched by meaning soon after it was loaded, by words before', async () => {
  const host = await startHost({ files: { '/': pageWith('data-kb="/kb.hkb"'), '/kb.hkb': { body: Buffer.from(kb) } } });
  const { page, context, complaints } = await openPage(browser, host.url);
  const asked = (name: RegExp) => host.requests.some(({ path }) => name.test(path));
  await openPanel(page);
  const box = panel(page).getByRole('combobox');
  await box.fill('refund');
  await panel(page)
    .getByRole('option', { name: /refund/ })
    .first()
    .waitFor();
  expect(asked(/encoder/)).toBe(false); // not before the visitor's first questions
  expect(await ask(page)).toBe('helplet:search:empty');
  await expect
    .poll(() => asked(/\/models\/encoder\.hle$/) && asked(/\/chunks\/encoder-/), { timeout: 10_000 })
    .toBe(true);
  await expect.poll(() => ask(page), { timeout: 10_000 }).toBe('helplet:search');
  expect(await panel(page).getByRole('option').first().textContent()).toContain('Weather forecast');
  expect(complaints.violations).toEqual([]);
  await context.close();
  await host.close();
});

test('without the encoder words go on deciding, and nothing is said of it', async () => {
  const gone = { '/helplet/models/encoder.hle': { status: 404, body: 'not here' } };
  const files = { '/': pageWith('data-kb="/kb.hkb"'), '/kb.hkb': { body: Buffer.from(kb) }, ...gone };
  const host = await startHost({ files });
  const { page, context, complaints } = await openPage(browser, host.url);
  await openPanel(page);
  await expect
    .poll(() => host.requests.some(({ path }) => path.endsWith('encoder.hle')), { timeout: 10_000 })
    .toBe(true);
  await page.waitForTimeout(300);
  await panel(page).getByRole('combobox').fill('refund');
  await panel(page).getByRole('option').first().waitFor();
  expect(complaints.violations).toEqual([]);
  await context.close();
  await host.close();
});
