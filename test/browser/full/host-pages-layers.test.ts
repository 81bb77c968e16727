import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { startHostPages } from '../support/host-pages.ts';
import { launcherIn, panelIn, readArticle, waitForState, walkMainPath, writeRequest } from '../support/main-path.ts';
import { type Service, startService } from '../support/service.ts';

/** On a busy machine, too. */
const PATIENCE = { timeout: 10_000 };
let browser: Browser;
let service: Service;
let host: Host;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
  host = await startHostPages({ service });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), service?.dispose()]);
});

const open = (name: string, options = {}) => openPage(browser, `${host.url}/pages/${name}.html`, options);

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not drawn');
  return { ...box, bottom: box.y + box.height };
}

/** Goes by the Tab key until the launcher has the focus. */
async function tabToLauncher(page: Page): Promise<void> {
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press('Tab');
    if (await launcherIn(page).evaluate((button) => button.matches(':focus'))) return;
  }
  throw new Error('the Tab key does not reach the launcher');
}

describe('a cookie notice', () => {
  test('is not covered: launcher and panel stand on it, and come down when it goes', async () => {
    const { page, context, complaints } = await open('cookie-bar');
    const bar = await boxOf(page.locator('#cookies'));
    await expect.poll(async () => (await boxOf(launcherIn(page))).bottom, PATIENCE).toBe(bar.y - 20);
    await launcherIn(page).click();
    await readArticle(page);
    const panel = await boxOf(panelIn(page));
    expect(panel.bottom).toBeLessThanOrEqual((await boxOf(launcherIn(page))).y);
    expect(panel.y).toBeGreaterThanOrEqual(0);
    await page.locator('#accept').click();
    await expect.poll(async () => (await boxOf(launcherIn(page))).bottom, PATIENCE).toBe(800 - 20);
    await expect.poll(async () => (await boxOf(panelIn(page))).bottom, PATIENCE).toBe(800 - 88);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('that we were not told of may cover the launcher: the keyboard gets there', async () => {
    const { page, context, complaints } = await open('cookie-bar-over');
    await page.locator('#accept').focus();
    const openByKeys = async () => {
      await tabToLauncher(page);
      await page.keyboard.press('Enter');
    };
    await walkMainPath(page, 'Written beside a cookie notice', { open: openByKeys });
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('over a phone’s window leaves the launcher above it in reach', async () => {
    const { page, context } = await open('cookie-bar', { viewport: { width: 320, height: 568 } });
    const bar = await boxOf(page.locator('#cookies'));
    await expect.poll(async () => (await boxOf(launcherIn(page))).bottom, PATIENCE).toBe(bar.y - 20);
    await launcherIn(page).click();
    await panelIn(page).getByRole('combobox').waitFor();
    await context.close();
  });
});

test('a sheet of glass over everything, higher than we are, cannot keep the keyboard out', async () => {
  const { page, context } = await open('unset-everything');
  await page.evaluate(() => document.documentElement.append(document.querySelector('#glass') as Node));
  await page.locator('#own').focus();
  await tabToLauncher(page);
  await page.keyboard.press('Enter');
  await panelIn(page).getByRole('combobox').waitFor();
  await page.keyboard.type('opening');
  await panelIn(page)
    .getByRole('option', { name: /Opening hours/ })
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panelIn(page).locator('article h2').waitFor();
  await context.close();
});

describe('a modal dialog of the page', () => {
  // The browser makes everything outside of it inert, and lets nobody above it: so Helplet waits behind it.
  test('that comes up over the open panel makes it wait, and nothing in it is lost', async () => {
    const { page, context, complaints } = await open('dialog');
    await launcherIn(page).click();
    await panelIn(page).getByRole('button', { name: 'Write to us' }).click();
    const message = panelIn(page).getByRole('textbox', { name: 'Message' });
    await message.fill('Written around a dialog');
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('#show')?.click());
    await page.locator('#answer').waitFor();
    await page.keyboard.type('x');
    expect(await message.inputValue()).toBe('Written around a dialog');
    expect(await topmostAt(page, message)).toBe('dialog');
    await page.keyboard.press('Escape');
    await page.locator('#answer').waitFor({ state: 'hidden' });
    expect(await panelIn(page).isVisible()).toBe(true);
    await panelIn(page).getByLabel('Your e-mail').fill('ana@example.com');
    await panelIn(page).getByRole('button', { name: 'Send request' }).click();
    await waitForState(page, 'Sent.');
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('that was there first keeps the focus; the panel opens behind it and can be used afterwards', async () => {
    const { page, context, complaints } = await open('dialog');
    await page.locator('#show').click();
    await page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('open'));
    await panelIn(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer');
    expect(await topmostAt(page, launcherIn(page))).toBe('dialog');
    for (let presses = 0; presses < 6; presses++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('helplet-widget');
    }
    await page.locator('#answer').click();
    await readArticle(page);
    await panelIn(page).getByRole('button', { name: 'Close', exact: true }).click();
    await panelIn(page).waitFor({ state: 'hidden' });
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

/** What a click in the middle of an element would hit: `dialog` for a modal one and its backdrop. */
async function topmostAt(page: Page, locator: Locator): Promise<string | undefined> {
  const { x, y, width, height } = await boxOf(locator);
  return page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.localName, [
    x + width / 2,
    y + height / 2,
  ] as const);
}

test('on paper there is nothing of Helplet', async () => {
  const { page, context } = await open('plain');
  await launcherIn(page).click();
  await readArticle(page);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => launcherIn(page).isVisible(), PATIENCE).toBe(false);
  expect(await panelIn(page).isVisible()).toBe(false);
  expect(await page.locator('helplet-widget').evaluate((element) => getComputedStyle(element).display)).toBe('none');
  expect(await page.locator('#own').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await panelIn(page).waitFor();
  await context.close();
});

test('at 400 % zoom and with forced colours the panel fills the window, without sideways scrolling', async () => {
  const { page, context } = await open('fixed-scale', {
    viewport: { width: 320, height: 256 },
    forcedColors: 'active',
  });
  await launcherIn(page).click();
  await writeRequest(page, 'Written at 400 %');
  await waitForState(page, 'Sent.');
  const panel = panelIn(page);
  expect(await boxOf(panel)).toMatchObject({ x: 0, width: 320 });
  expect(await panel.locator('.body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
  const border = await panel.evaluate((element) => getComputedStyle(element).borderTopStyle);
  expect(border).toBe('solid');
  await context.close();
});
