import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type HostFile, pageWith, startHost } from './support/host.ts';

declare global {
  interface Window {
    helplet: (verb: string, ...args: unknown[]) => unknown;
  }
}

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const KB: HostFile = { body: JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]) };

test('what the page queued before the script is heeded: configuration, listeners, calls', async () => {
  const queue = `
    window.helplet ||= function () { (helplet.q ||= []).push(arguments); };
    helplet('on', 'ready', () => { document.title += ' ready'; });
    helplet('boot', { kb: '/kb.json', name: 'Tea house' });
    helplet('open');`;
  const page = pageWith('');
  const host = await startHost({
    files: {
      '/': { body: String(page.body).replace('<script async', '<script src="/queue.js"></script><script async') },
      '/queue.js': { body: queue },
      '/icon.svg': { body: '' },
      '/kb.json': KB,
    },
  });
  const opened = await openPage(browser, host.url);
  await panel(opened.page).getByRole('button', { name: 'Opening hours' }).waitFor();
  expect(await panel(opened.page).getAttribute('aria-label')).toBe('Tea house');
  expect(await opened.page.title()).toBe('A page ready');
  await opened.context.close();
  await host.close();
});

test('the focus stays in the field of the page while the panel goes on loading', async () => {
  const host = await startHost({
    files: {
      '/': pageWith('data-kb="/kb.json"', '<main><label>Name <input id="name"></label></main>'),
      '/icon.svg': { body: '' },
      '/kb.json': KB,
    },
  });
  const { page, context } = await openPage(browser, host.url);
  await page.route('**/views-*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await openPanel(page);
  await page.locator('#name').click();
  await page.keyboard.type('abc');
  await page.waitForTimeout(2_000);
  await page.keyboard.type('def');
  expect(await page.locator('#name').inputValue()).toBe('abcdef');
  await context.close();
  await host.close();
});
