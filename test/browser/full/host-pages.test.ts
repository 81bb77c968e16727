import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { fingerprint } from '../support/fingerprint.ts';
import type { Host } from '../support/host.ts';
import { startHostPages } from '../support/host-pages.ts';
import { launcherIn, walkMainPath } from '../support/main-path.ts';
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

interface Row {
  readonly page: string;
  readonly options?: BrowserContextOptions;
  /** How the visitor opens the panel there. Default: a click on the launcher. */
  readonly open?: (page: Page) => Promise<void>;
}

const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 640 }, hasTouch: true };

const rows: readonly Row[] = [
  { page: 'unset-everything' },
  { page: 'prototype-js' },
  { page: 'to-json' },
  { page: 'frozen' },
  { page: 'polluted' },
  { page: 'fetch-later' },
  { page: 'clobbered' },
  { page: 'quirks' },
  { page: 'rtl' },
  { page: 'cookie-bar' },
  { page: 'patched' },
  { page: 'no-locks' },
  { page: 'router' },
  { page: 'remover' },
  { page: 'base-href' },
  { page: 'meta-csp' },
  { page: 'shortcuts' },
  { page: 'fixed-scale', options: PHONE },
  { page: 'fixed-scale', options: { forcedColors: 'active' } },
  { page: 'dialog' },
  { page: 'written' },
  { page: 'head-script' },
];

test.each(rows)('on "$page" the main path works and the page is as it was', async ({ page: name, options, open }) => {
  const url = `${host.url}/pages/${name}.html`;
  const without = await openPage(browser, 'about:blank', options);
  await without.page.route('**/helplet/helplet.js', (route) =>
    route.fulfill({ body: '', contentType: 'text/javascript' }),
  );
  await without.page.goto(url);
  await without.page.locator('#own').press('Enter');
  await expect.poll(() => without.page.locator('#count').textContent(), PATIENCE).toBe('1');
  const before = await fingerprint(without.page);
  await without.context.close();

  const { page, context, complaints } = await openPage(browser, url, options);
  await launcherIn(page).waitFor({ state: 'attached' });
  const message = `Written on "${name}" ${JSON.stringify(options ?? {})}`;
  await walkMainPath(page, message, open && { open: () => open(page) });
  const tickets = (await service.tickets()).filter(({ data }) => data.body === message);
  expect(tickets).toHaveLength(1);
  expect(tickets[0]?.data).toMatchObject({ contact: { email: 'ana@example.com' }, channel: 'widget', page: url });

  await page.locator('#own').press('Enter');
  await expect.poll(() => page.locator('#count').textContent(), PATIENCE).toBe('1');
  const after = await fingerprint(page);
  expect(after.globals.filter((text) => !before.globals.includes(text))).toEqual([expect.stringMatching(/^helplet: /)]);
  expect({ ...after, globals: [] }).toEqual({ ...before, globals: [] });
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});
