import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './support/browser.ts';
import { dump, openPanel, type PrivacySite, panel, sendRequest, startPrivacySite } from './support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': 'data-retention="3"' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** From the next load on it is so many days later. */
function moveClock(page: Page, days: number): Promise<unknown> {
  return page.addInitScript((aheadMs) => {
    const Real = Date;
    const now = () => Real.now() + aheadMs;
    Object.assign(window, {
      Date: class extends Real {
        constructor(...args: []) {
          if (args.length > 0) super(...args);
          else super(now());
        }
        static override now = now;
      },
    });
  }, days * 86_400_000);
}

test('what was sent is gone with the first start after its days, and not before', async () => {
  const { page, context, complaints } = await openPage(browser, site.url);
  await openPanel(page);
  await sendRequest(page, 'Kept for three days', 'sent');
  await moveClock(page, 2);
  await page.reload();
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'My requests' }).click();
  await panel(page)
    .getByRole('button', { name: /Kept for three days/ })
    .waitFor();
  await panel(page).getByText('Kept on this device for 3 days.').waitFor();
  expect(JSON.stringify((await dump(page)).receipts)).toContain('Kept for three days');
  await moveClock(page, 2); // on top of the two
  await page.reload();
  await openPanel(page);
  await panel(page).getByRole('combobox').waitFor();
  await expect.poll(async () => (await dump(page)).receipts).toEqual([]);
  expect(JSON.stringify(await dump(page))).not.toContain('Kept for three days');
  await expect.poll(() => panel(page).getByRole('button', { name: 'My requests' }).count()).toBe(0);
  expect((await site.service.tickets()).map(({ data }) => data.body)).toEqual(['Kept for three days']); // theirs to keep
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});
