import type { Browser, Page } from 'playwright-core';
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
/** An article that is longer than the panel. */
const LONG = Array.from({ length: 60 }, (_, number) => `Line ${number} of the opening hours.`).join('\n\n');

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
  const articles = [{ id: 'hours', title: 'Opening hours', body: LONG }];
  host = await startHostPages({ service, files: { '/kb.json': { body: JSON.stringify(articles) } } });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), service?.dispose()]);
});

const open = (name: string) => openPage(browser, `${host.url}/pages/${name}.html`);

function visit(page: Page, how: 'swap' | 'replace' | 'push', name: string): Promise<void> {
  return page.evaluate((detail) => void window.dispatchEvent(new CustomEvent('visit', { detail })), { how, name });
}

const body = (page: Page) => panelIn(page).locator('.body');

describe.each(['swap', 'replace', 'push'] as const)('a router that goes on by a "%s"', (how) => {
  test('leaves the panel open, where it was, and what is written in it', async () => {
    const { page, context, complaints } = await open('router');
    await visit(page, how, 'first');
    await expect.poll(() => page.locator('helplet-widget').count(), PATIENCE).toBe(1);
    await launcherIn(page).click();
    await readArticle(page);
    await body(page).evaluate((element) => element.scrollTo(0, 500));
    await expect.poll(() => body(page).evaluate((element) => element.scrollTop), PATIENCE).toBe(500);
    await visit(page, how, 'second');
    await panelIn(page).waitFor();
    await expect.poll(() => body(page).evaluate((element) => element.scrollTop), PATIENCE).toBe(500);
    await panelIn(page).getByRole('button', { name: 'Back', exact: true }).click();
    await panelIn(page).getByRole('button', { name: 'Clear', exact: true }).click();
    await panelIn(page).getByRole('button', { name: 'Write to us' }).click();
    await panelIn(page).getByRole('textbox', { name: 'Message' }).fill(`Begun before a ${how}`);
    await visit(page, how, 'third');
    await panelIn(page).getByLabel('Your e-mail').fill('ana@example.com');
    await panelIn(page).getByRole('button', { name: 'Send request' }).click();
    await waitForState(page, 'Sent.');
    const tickets = (await service.tickets()).filter(({ data }) => data.body === `Begun before a ${how}`);
    expect(tickets.map(({ data }) => data.page)).toEqual([`${host.url}/pages/third.html`]);
    expect(await page.locator('helplet-widget').count()).toBe(1);
    expect(await page.evaluate(() => history.state)).toEqual({ router: 'third' });
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

test('a page that was scrolled stays where it is while the panel is opened, used and closed', async () => {
  const { page, context } = await open('router');
  await visit(page, 'swap', 'tall');
  await page.evaluate(() => scrollTo(0, 1_234));
  await walkMainPath(page, 'Written far down');
  expect(await page.evaluate(() => scrollY)).toBe(1_234);
  await context.close();
});

test('with page() the suggestions follow the address of an app that never reloads', async () => {
  const { page, context, complaints } = await open('router');
  await launcherIn(page).click();
  await panelIn(page).getByRole('combobox').waitFor();
  await visit(page, 'push', 'opening-hours');
  await page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('page'));
  await panelIn(page).getByRole('button', { name: 'Opening hours' }).click();
  await panelIn(page).locator('article h2').waitFor();
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

describe('a page that takes us out again and again', () => {
  test('finds one widget each time, which goes on where it was', async () => {
    const { page, context, complaints } = await open('remover');
    const element = await page.locator('helplet-widget').elementHandle();
    await launcherIn(page).click();
    await panelIn(page).getByRole('button', { name: 'Write to us' }).click();
    await panelIn(page).getByRole('textbox', { name: 'Message' }).fill('Typed between two removals');
    for (let turn = 0; turn < 3; turn++) {
      await page.waitForFunction(() => !document.querySelector('helplet-widget'), null, { polling: 20 });
      await page.waitForFunction(() => document.querySelector('helplet-widget'), null, { polling: 20 });
    }
    expect(await panelIn(page).getByRole('textbox', { name: 'Message' }).inputValue()).toBe(
      'Typed between two removals',
    );
    expect(await page.evaluate((one) => one === document.querySelector('helplet-widget'), element)).toBe(true);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('and destroy() ends it: then it stays out', async () => {
    const { page, context } = await open('plain');
    await launcherIn(page).click();
    await panelIn(page).getByRole('combobox').waitFor();
    await page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('destroy'));
    await page.waitForTimeout(500);
    expect(await page.locator('helplet-widget').count()).toBe(0);
    await context.close();
  });
});

describe('a page that takes our style sheets', () => {
  const empty = (page: Page) =>
    page.evaluate(() => {
      document.adoptedStyleSheets = [];
      const root = document.querySelector('helplet-widget')?.shadowRoot;
      if (root) root.adoptedStyleSheets = [];
    });
  const look = (page: Page) =>
    page.evaluate(() => {
      const element = document.querySelector('helplet-widget');
      const one = (selector: string) => {
        const { position, display, width, height, color } = getComputedStyle(
          element?.shadowRoot?.querySelector(selector) ?? document.body,
        );
        return { position, display, width, height, color };
      };
      return [one('.panel'), one('button.launcher'), one('.header'), getComputedStyle(element as Element).position];
    });

  test('sees them come back, all of them, with the next opening', async () => {
    const { page, context, complaints } = await open('plain');
    await launcherIn(page).click();
    await readArticle(page);
    const before = await look(page);
    await empty(page);
    expect(await look(page)).not.toEqual(before);
    await page.keyboard.press('Escape');
    await panelIn(page).waitFor({ state: 'hidden' });
    await page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('open'));
    await panelIn(page).waitFor();
    expect(await look(page)).toEqual(before);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('before the first opening leaves a panel that can be used', async () => {
    const { page, context, complaints } = await open('plain');
    await launcherIn(page).waitFor();
    await empty(page);
    await walkMainPath(page, 'Written without a style sheet of the launcher');
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

test('one request, however often the page is swapped while it is under way', async () => {
  const { page, context } = await open('router');
  await launcherIn(page).click();
  await writeRequest(page, 'Sent while the page changes');
  for (let turn = 0; turn < 5; turn++) await visit(page, 'replace', `turn-${turn}`);
  await waitForState(page, 'Sent.');
  const tickets = (await service.tickets()).filter(({ data }) => data.body === 'Sent while the page changes');
  expect(tickets).toHaveLength(1);
  await context.close();
});
