import type { Browser } from 'playwright-core';
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

test('the panel stays as it is while the shop changes pages without a load', async () => {
  const { page, context, complaints } = await openPage(browser, service.url);
  await page.getByLabel('Navigate without reloads').check();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('delivery');
  await panel(page).getByRole('option').nth(1).waitFor();
  await page.getByRole('link', { name: 'Delivery and returns' }).first().click();
  await expect.poll(() => page.url()).toContain('/delivery');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(await panel(page).isVisible()).toBe(true);
  expect(await panel(page).getByRole('combobox').inputValue()).toBe('delivery');
  expect(await page.locator('helplet-widget').count()).toBe(1);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('with full loads each page has its own launcher, and the requests go along', async () => {
  const { page, context, complaints } = await openPage(browser, service.url);
  await openPanel(page);
  await page.evaluate(() =>
    (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('ticket', {
      email: 'ana@example.com',
      body: 'Asked on the first page',
    }),
  );
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await expect.poll(() => panel(page).locator('.state').textContent()).toContain('Sent.');
  await page.goto(`${service.url}/about`);
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'My requests' }).click();
  expect(await panel(page).locator('.requests').textContent()).toContain('Asked on the first page');
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('a page that swaps its whole body keeps the widget', async () => {
  const { page, context } = await openPage(browser, service.url);
  await openPanel(page);
  await page.evaluate(() => {
    const body = document.createElement('body');
    body.append(Object.assign(document.createElement('p'), { textContent: 'Another page' }));
    document.body.replaceWith(body);
  });
  await expect.poll(() => page.locator('helplet-widget').count()).toBe(1);
  expect(await panel(page).isVisible()).toBe(true);
  await page.evaluate(() => document.querySelector('helplet-widget')?.remove());
  await expect.poll(() => page.locator('helplet-widget').count()).toBe(1);
  await context.close();
});

test('the strip shows what the outbox is doing', async () => {
  const { page, context } = await openPage(browser, service.url);
  const strip = page.getByText("What the widget's outbox is doing").first();
  await strip.click();
  await page.getByText('No widget activity yet').first().waitFor();
  await openPanel(page);
  await page.evaluate(() =>
    (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('ticket', {
      email: 'ana@example.com',
      body: 'For the strip',
    }),
  );
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await page.getByText('Request saved on this device').first().waitFor();
  await page.getByText('Request sent', { exact: true }).first().waitFor();
  await context.close();
});
