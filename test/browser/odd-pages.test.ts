import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type HostFile, pageWith, startHost } from './support/host.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const KB: HostFile = { body: JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]) };

/** What a page does before or around the widget, as a script of its own. */
const pages: Readonly<Record<string, string>> = {
  'has added to Object.prototype':
    "Object.prototype.extend = function () {}; Object.prototype.endpoint = 'https://evil.example/';",
  'gives arrays and texts a toJSON':
    'Array.prototype.toJSON = String.prototype.toJSON = function () { return "broken"; };',
  'refuses locks and channels':
    "navigator.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError')); window.BroadcastChannel = function () { throw new Error('no'); };",
  'breaks fetch after the widget has started':
    "window.addEventListener('load', () => { window.fetch = () => Promise.reject(new Error('broken by the page')); });",
  'names an element helplet':
    "document.addEventListener('DOMContentLoaded', () => { document.body.append(Object.assign(document.createElement('div'), { id: 'helplet' })); });",
  'unsets every style':
    "document.addEventListener('DOMContentLoaded', () => { const sheet = new CSSStyleSheet(); sheet.replaceSync('* { all: unset !important }'); document.adoptedStyleSheets = [sheet]; });",
};

test.each(Object.entries(pages))(
  'on a page that %s a request is answered and delivered once',
  async (_name, script) => {
    const received: { id: string; data: { body: string } }[] = [];
    const page: HostFile = pageWith('data-kb="/kb.json" data-endpoint="/v1/events"');
    const host = await startHost({
      files: {
        '/': { body: String(page.body).replace('<script async', '<script src="/page.js"></script><script async') },
        '/page.js': { body: script },
        '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
        '/kb.json': KB,
        '/v1/events': (request, response) => {
          const events = JSON.parse(request.body) as typeof received;
          received.push(...events);
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ accepted: events.map(({ id }) => id), duplicates: [], rejected: [] }));
        },
      },
    });
    const opened = await openPage(browser, host.url);
    await openPanel(opened.page);
    await panel(opened.page).getByRole('combobox').fill('opening');
    await expect.poll(() => panel(opened.page).getByRole('option').first().textContent()).toContain('Opening hours');
    await panel(opened.page).getByRole('option').last().click();
    await panel(opened.page).getByLabel('Your e-mail').fill('ana@example.com');
    await panel(opened.page).getByRole('button', { name: 'Send request' }).dblclick();
    await expect.poll(() => panel(opened.page).locator('.state').textContent()).toContain('Sent.');
    expect(received.map(({ data }) => data.body)).toEqual(['opening']);
    expect(opened.complaints).toEqual({ violations: [], errors: [] });
    await opened.context.close();
    await host.close();
  },
);

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
