import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Complaints, launchBrowser, watchContext } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { builtFiles, startHostPages } from '../support/host-pages.ts';
import { launcherIn, panelIn, waitForState, writeRequest } from '../support/main-path.ts';
import { ADDED_STORE, buildNextVersion, type NextVersion } from '../support/next-version.ts';
import { type Service, startService } from '../support/service.ts';

let browser: Browser;
let service: Service;
let host: Host;
let next: NextVersion;
let context: BrowserContext;
let complaints: Complaints;

beforeAll(async () => {
  next = buildNextVersion();
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
  host = await startHostPages({ service, files: builtFiles('/next/', next.dist) });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), service?.dispose()]);
  next?.dispose();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  complaints = await watchContext(context);
});
afterEach(async () => {
  await context.close();
  const { violations, errors } = complaints;
  // What the browser itself says of requests that the test has cut off.
  expect({ violations, errors: errors.filter((text) => !text.includes('net::ERR_FAILED')) }).toEqual({
    violations: [],
    errors: [],
  });
});

type Version = 'this' | 'next';

/** A tab with one version of the widget, its panel open. */
async function openTab(version: Version): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (/in memory|cannot be used/.test(message.text())) complaints.errors.push(message.text());
  });
  await page.goto(`${host.url}/pages/${version === 'this' ? 'plain' : 'next'}.html`);
  await launcherIn(page).click();
  await panelIn(page).getByRole('combobox').waitFor();
  return page;
}

async function write(page: Page, message: string): Promise<void> {
  await goHome(page);
  await writeRequest(page, message);
}

async function goHome(page: Page): Promise<void> {
  const back = panelIn(page).getByRole('button', { name: 'Back', exact: true });
  while (await back.isVisible()) await back.click();
}

/** What "My requests" lists, once it lists that many. */
async function expectListed(page: Page, messages: readonly string[]): Promise<void> {
  await goHome(page);
  await panelIn(page).getByRole('button', { name: 'My requests' }).click();
  for (const message of messages) {
    await panelIn(page).getByRole('button', { name: message }).waitFor({ timeout: 15_000 });
  }
}

async function expectOnceEach(messages: readonly string[]): Promise<void> {
  const arrived = async () =>
    (await service.tickets()).map(({ data }) => data.body).filter((body) => messages.includes(body));
  await expect.poll(async () => new Set(await arrived()).size, { timeout: 30_000 }).toBe(messages.length);
  const [page] = context.pages();
  await page?.waitForTimeout(1_500); // time enough for a second sending
  expect((await arrived()).sort()).toEqual([...messages].sort());
}

/** Version and stores of the database, looked at by a page of the origin without the widget. */
async function database(): Promise<{ version: number; stores: string[] }> {
  const page = await context.newPage();
  await page.goto(`${host.url}/pages/own.js`);
  const found = await page.evaluate(
    () =>
      new Promise<{ version: number; stores: string[] }>((resolve, reject) => {
        const request = indexedDB.open('helplet:default');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const { version, objectStoreNames } = request.result;
          resolve({ version, stores: [...objectStoreNames] });
          request.result.close();
        };
      }),
  );
  await page.close();
  return found;
}

const cutOff = () => context.route('**/v1/events', (route) => route.abort());
const connect = () => context.unroute('**/v1/events');

/** The tag's version as the page hears it. */
function versionOf(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { helplet } = window as unknown as { helplet: (...args: unknown[]) => unknown };
        helplet('once', 'ready', ({ version }: { version: string }) => resolve(version));
        helplet('shutdown');
        helplet('boot');
      }),
  );
}

test('the next version is another one', async () => {
  const [old, young] = [await openTab('this'), await openTab('next')];
  expect(await versionOf(young)).toBe(next.version);
  expect(await versionOf(old)).not.toBe(next.version);
});

test.each([
  ['this version first: the next one upgrades the database under it', ['this', 'next'] as const],
  ['the next version first: this one opens the newer database', ['next', 'this'] as const],
])('two tabs, %s; both send, nothing is lost or doubled', async (_, [first, second]) => {
  const prefix = `${first} then ${second}`;
  const one = await openTab(first);
  await cutOff();
  await write(one, `${prefix}: kept by the first`);
  const two = await openTab(second);
  await write(two, `${prefix}: kept by the second`);
  // The first goes on after the second has taken, or found, the newer database.
  await write(one, `${prefix}: written last`);
  await waitForState(one, 'Saved on this device.');
  expect(await database()).toMatchObject({
    version: next.databaseVersion,
    stores: expect.arrayContaining([ADDED_STORE, 'outbox', 'receipts']),
  });
  const messages = ['kept by the first', 'kept by the second', 'written last'].map((text) => `${prefix}: ${text}`);
  await expectListed(one, messages);
  await expectListed(two, messages);
  await connect();
  await expectOnceEach(messages);
  await expectListed(one, messages);
  await expectListed(two, messages);
});

test('both drain at once what one of them left', async () => {
  const messages = Array.from({ length: 4 }, (_, number) => `Left ${number} by turns`);
  await cutOff();
  const one = await openTab('this');
  const two = await openTab('next');
  for (const [index, message] of messages.entries()) await write(index % 2 === 0 ? one : two, message);
  await connect();
  await Promise.all(
    [one, two].map((page) =>
      page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('flush')),
    ),
  );
  await expectOnceEach(messages);
  for (const page of [one, two]) await expectListed(page, messages);
});

test('this version after the next one was here and has gone: it reads, adds and sends', async () => {
  const young = await openTab('next');
  await write(young, 'Sent by the next version');
  await waitForState(young, 'Sent.');
  await cutOff();
  await write(young, 'Left by the next version');
  await waitForState(young, 'Saved on this device.');
  await young.close();
  await connect();
  const old = await openTab('this');
  await write(old, 'Written by this version after it');
  const messages = ['Sent by the next version', 'Left by the next version', 'Written by this version after it'];
  await expectOnceEach(messages);
  await expectListed(old, messages);
  expect((await database()).version).toBe(next.databaseVersion);
});
