import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { builtFiles, startHostPages } from '../support/host-pages.ts';
import { launcherIn, panelIn, readArticle, waitForState, walkMainPath, writeRequest } from '../support/main-path.ts';
import { type Service, startService } from '../support/service.ts';

let browser: Browser;
let service: Service;
/** Another origin: what the pages call their CDN, and a site in a frame of theirs. */
let other: Host;
let host: Host;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
  // For frames without an origin of their own, modules need to be open to all.
  const files = builtFiles('/helplet/');
  other = await startHostPages({ service, files });
  host = await startHostPages({ service, files, cdn: other.url.replace('127.0.0.1', 'localhost') });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), other?.close(), service?.dispose()]);
});

const received = async (message: string) => (await service.tickets()).filter(({ data }) => data.body === message);
const workersOf = (page: Page) => page.workers().map((worker) => new URL(worker.url()).pathname);

describe('a page with a <base>', () => {
  test('that lies elsewhere has the worker beside the script all the same', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/base-href.html`);
    await launcherIn(page).click();
    await readArticle(page);
    expect(workersOf(page)).toEqual(['/helplet/worker.js']);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('on the CDN of the script tries no worker there, which its policy would report', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/base-cdn.html`);
    await walkMainPath(page, 'Written with the CDN as base');
    expect(workersOf(page)).toEqual([]);
    expect(await received('Written with the CDN as base')).toHaveLength(1);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

describe('a sandboxed frame, which has no origin and may store nothing', () => {
  const open = async () => {
    const opened = await openPage(browser, `${host.url}/pages/framing.html`);
    return { ...opened, frame: opened.page.frameLocator('[name="sandboxed"]') };
  };

  test('has the whole widget, in memory and on the main thread', async () => {
    const { page, frame, context, complaints } = await open();
    await walkMainPath(frame, 'Written in a sandbox');
    const [request] = await received('Written in a sandbox');
    expect(request?.data).toMatchObject({ page: `${host.url}/pages/plain.html` });
    expect(await received('Written in a sandbox')).toHaveLength(1);
    expect(workersOf(page)).toEqual([]);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('says that a request is only on this page, until it is sent', async () => {
    const { page, frame, context } = await open();
    await page.route('**/v1/events', (route) => route.abort());
    await launcherIn(frame).click();
    await writeRequest(frame, 'Held in a sandbox');
    await waitForState(frame, 'Not saved on this device, only on this page.');
    expect(await received('Held in a sandbox')).toHaveLength(0);
    await page.unroute('**/v1/events');
    await waitForState(frame, 'Sent.');
    expect(await received('Held in a sandbox')).toHaveLength(1);
    await expectNothingStored(page, frame);
    await context.close();
  });
});

/** Neither the site that frames nor the frame has a database. */
async function expectNothingStored(page: Page, frame: FrameLocator): Promise<void> {
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  const refused = await frame.locator('body').evaluate(() => {
    try {
      indexedDB.open('helplet:default');
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
}

describe('a frame of another origin', () => {
  test('of the same site has the whole widget, and its requests stay after a reload', async () => {
    const near = await startHostPages({ service, cdn: other.url }); // another port is another origin, but the same site
    const { page, context, complaints } = await openPage(browser, `${near.url}/pages/framing.html`);
    const frame = page.frameLocator('[name="other"]');
    await walkMainPath(frame, 'Written in a near frame');
    await page.reload();
    await launcherIn(frame).click();
    await panelIn(frame).getByRole('button', { name: 'My requests' }).click();
    await panelIn(frame)
      .getByRole('button', { name: /Written in a near frame/ })
      .waitFor();
    expect(await received('Written in a near frame')).toHaveLength(1);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
    await near.close();
  });

  test('of another site, to which the browser denies storage, works in memory and says so', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/framing.html`);
    const frame = page.frameLocator('[name="other"]');
    await walkMainPath(frame, 'Written in a far frame');
    expect(await received('Written in a far frame')).toHaveLength(1);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await page.reload();
    await page.route('**/v1/events', (route) => route.abort());
    await launcherIn(frame).click();
    await writeRequest(frame, 'Held in a far frame');
    await waitForState(frame, 'Not saved on this device, only on this page.');
    await page.unroute('**/v1/events');
    await waitForState(frame, 'Sent.');
    expect(await received('Held in a far frame')).toHaveLength(1);
    await context.close();
  });
});
