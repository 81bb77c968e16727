import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { startHostPages } from '../support/host-pages.ts';
import { launcherIn, panelIn, waitForState, walkMainPath, writeRequest } from '../support/main-path.ts';
import { type Service, startService } from '../support/service.ts';

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

const received = async (message: string) => (await service.tickets()).filter(({ data }) => data.body === message);

/** Both lie beside each other: the one at the start is of the instance "coffee". */
const AT_START = 'helplet-widget[position="start"]';
const AT_END = 'helplet-widget:not([position="start"])';

/** The bodies of the requests an instance keeps. */
function kept(page: Page, instance: string): Promise<string[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`helplet:${name}`);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const stores = ['outbox', 'receipts'];
    const transaction = database.transaction(stores);
    const texts: string[] = [];
    for (const store of stores) {
      const rows = await new Promise<object[]>((resolve) => {
        const request = transaction.objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      for (const row of rows) {
        const { event } = row as { event?: { data: { body?: string } } };
        if (event?.data.body) texts.push(event.data.body);
      }
    }
    database.close();
    return texts.sort();
  }, instance);
}

test.each([
  ['two made by code', 'instances', 'tea'],
  ['the tag and one made by code', 'tag-and-instance', 'default'],
])('%s keep to themselves on one page: storage, requests, visitors', async (_, name, first) => {
  const { page, context, complaints } = await openPage(browser, `${host.url}/pages/${name}.html`);
  await launcherIn(page, AT_START).waitFor();
  await launcherIn(page, AT_END).waitFor();
  const [here, there] = [`At the end of "${name}"`, `At the start of "${name}"`];
  await walkMainPath(page, here, { element: AT_END });
  await walkMainPath(page, there, { element: AT_START });
  const tickets = [...(await received(here)), ...(await received(there))];
  expect(tickets).toHaveLength(2);
  expect(new Set(tickets.map(({ data }) => data.visitor)).size).toBe(2);
  expect(await kept(page, first)).toEqual([here]);
  expect(await kept(page, 'coffee')).toEqual([there]);
  for (const [element, own, others] of [
    [AT_END, here, there],
    [AT_START, there, here],
  ] as const) {
    await launcherIn(page, element).click();
    await panelIn(page, element).getByRole('button', { name: 'Back', exact: true }).click();
    await panelIn(page, element).getByRole('button', { name: 'My requests' }).click();
    await panelIn(page, element).getByRole('button', { name: own }).waitFor();
    expect(await panelIn(page, element).getByText(others).count()).toBe(0);
  }
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('with both open at once and the endpoint away, each sends its own when it is back, once', async () => {
  const { page, context } = await openPage(browser, `${host.url}/pages/instances.html`);
  await page.route('**/v1/events', (route) => route.abort());
  for (const element of [AT_END, AT_START]) {
    await launcherIn(page, element).click();
    await writeRequest(page, `Waited in ${element}`, element);
    await waitForState(page, "We couldn't reach the server yet", element);
  }
  await page.unroute('**/v1/events');
  await page.reload(); // what an earlier visit left is sent without anybody opening the panel
  for (const element of [AT_END, AT_START]) {
    const message = `Waited in ${element}`;
    await expect.poll(async () => (await received(message)).length, { timeout: 30_000 }).toBe(1);
  }
  await page.waitForTimeout(2_000); // time enough for a second sending
  for (const element of [AT_END, AT_START]) expect(await received(`Waited in ${element}`)).toHaveLength(1);
  await context.close();
});

test('shutting one down leaves the other', async () => {
  const { page, context, complaints } = await openPage(browser, `${host.url}/pages/instances.html`);
  await launcherIn(page, AT_END).click();
  await launcherIn(page, AT_START).click();
  await panelIn(page, AT_START).getByRole('combobox').waitFor();
  await panelIn(page, AT_END).getByRole('combobox').waitFor();
  await page.evaluate(() => (window as unknown as Widgets).widgets.tea?.shutdown());
  expect(await page.locator('helplet-widget').count()).toBe(1);
  await panelIn(page, AT_START).getByRole('combobox').fill('opening');
  await panelIn(page, AT_START)
    .getByRole('option', { name: /Opening hours/ })
    .waitFor();
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

interface Widgets {
  readonly widgets: Readonly<Record<string, { shutdown(): Promise<void> }>>;
}
