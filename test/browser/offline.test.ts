import type { ServerResponse } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Host, type HostRequest, pageWith, STRICT_CSP, startHost } from './support/host.ts';

let browser: Browser;
let host: Host;
const received: string[] = [];

/** A site's own service worker: Helplet installs none, but works under one. */
const SERVICE_WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request).then(async (response) => {
    await (await caches.open('site')).put(event.request, response.clone());
    return response;
  }, () => caches.match(event.request)));
});`;

const REGISTRATION = `
const policy = window.trustedTypes.createPolicy('site', { createScriptURL: (url) => url });
navigator.serviceWorker.register(policy.createScriptURL('/sw.js'));`;

beforeAll(async () => {
  browser = await launchBrowser();
  host = await startHost({
    csp: STRICT_CSP.replace('trusted-types helplet', 'trusted-types helplet site'),
    files: {
      '/': pageWith(
        'data-kb="/kb.json" data-endpoint="/v1/events"',
        '<main><h1>Shop</h1></main><script src="/register.js"></script>',
      ),
      '/register.js': { body: REGISTRATION },
      '/sw.js': { body: SERVICE_WORKER },
      '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
      '/kb.json': {
        body: JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'We are open from nine to five.' }]),
      },
      '/v1/events': accept,
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

/** The least a collector does: it acknowledges what it was given. */
function accept(request: HostRequest, response: ServerResponse): void {
  const ids = (JSON.parse(request.body) as { id: string; type: string }[]).map(({ id }) => id);
  received.push(...ids);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ accepted: ids, duplicates: [], rejected: [] }));
}

test('a request written offline outlives a reload offline and is delivered once when the connection is back', async () => {
  const { page, context, complaints } = await openPage(browser, host.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload(); // now every file goes through the site's worker
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
  // All of the widget's files have been used once.
  await expect.poll(() => host.requests.filter(({ path }) => path.includes('/views-')).length).toBeGreaterThan(0);
  await expect
    .poll(() => host.requests.filter(({ path }) => path.includes('collector-transport')).length)
    .toBeGreaterThan(0);

  await context.setOffline(true);
  await panel(page).getByRole('button', { name: 'Write to us' }).click();
  await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
  await panel(page).getByLabel('Message').fill('Written in a tunnel');
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  const offline = "You're offline. We'll send it as soon as you're back.";
  await expect.poll(() => panel(page).locator('.state').textContent()).toBe(offline);
  expect(received).toEqual([]);

  await page.reload();
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('open'); // answers come offline, too
  await expect.poll(() => panel(page).getByRole('option').first().textContent()).toContain('Opening hours');
  await panel(page).getByRole('button', { name: 'Clear' }).click();
  await panel(page).getByRole('button', { name: 'My requests' }).click();
  await panel(page)
    .getByRole('button', { name: /Written in a tunnel/ })
    .click();
  // The page that was reloaded may have left it in the middle of a try, which then first has to run out.
  await expect.poll(() => panel(page).locator('.state').textContent(), { timeout: 40_000 }).toBe(offline);
  expect(received).toEqual([]);

  await context.setOffline(false);
  await expect.poll(() => panel(page).locator('.state').textContent(), { timeout: 20_000 }).toContain('Sent.');
  expect(received).toHaveLength(1);
  await page.reload();
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'My requests' }).waitFor();
  expect(received).toHaveLength(1);
  expect(complaints.violations).toEqual([]);
  await context.close();
});

test('while the server cannot be reached the page says "waiting", and never that it was sent', async () => {
  let isUp = false;
  const arrived: string[] = [];
  const flaky = await startHost({
    files: {
      '/': pageWith('data-endpoint="/v1/events"'),
      '/v1/events': (request, response) => {
        if (!isUp) {
          response.writeHead(503, { 'retry-after': '1' });
          response.end();
          return;
        }
        const ids = (JSON.parse(request.body) as { id: string }[]).map(({ id }) => id);
        arrived.push(...ids);
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ accepted: ids, duplicates: [], rejected: [] }));
      },
    },
  });
  const { page, context } = await openPage(browser, flaky.url);
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Write to us' }).click();
  await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
  await panel(page).getByLabel('Message').fill('Is anybody there?');
  const states: (string | null)[] = [];
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await expect
    .poll(async () => {
      states.push(await panel(page).locator('.state').textContent());
      return states.at(-1);
    })
    .toBe("Saved on this device. We couldn't reach the server yet and keep trying.");
  expect(states.filter((state) => state?.startsWith('Sent.'))).toEqual([]);
  isUp = true;
  await expect.poll(() => panel(page).locator('.state').textContent(), { timeout: 20_000 }).toContain('Sent.');
  expect(arrived).toHaveLength(1);
  await context.close();
  await flaky.close();
});
