import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launcher, openPage, panel } from './support/browser.ts';
import { type Host, pageWith, startHost } from './support/host.ts';

let browser: Browser;
let host: Host;

/** Longest task that may hold up a page, as the Long Tasks API counts them (W3C Long Tasks, 50 ms). */
const LONG_TASK_MS = 50;

beforeAll(async () => {
  browser = await launchBrowser();
  const articles = Array.from({ length: 300 }, (_, index) => ({
    id: `a${index}`,
    title: `How to change setting ${index}`,
    body: `Open the settings, look for number ${index} and change it.\n\n${'It takes effect at once. '.repeat(12)}`,
  }));
  host = await startHost({
    files: {
      '/': pageWith('data-kb="/kb.json" data-endpoint="/v1/events"'),
      '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
      '/kb.json': { body: JSON.stringify(articles) },
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

/** Everything this origin has stored in the browser. */
function stored(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    caches: await caches.keys(),
    cookies: document.cookie,
  }));
}

const NOTHING = { databases: [], local: [], session: [], caches: [], cookies: '' };

test('before the visitor touches it, the widget asks for its script alone and stores nothing', async () => {
  const { page, context, complaints } = await openPage(browser, host.url);
  await launcher(page).waitFor();
  await page.mouse.move(200, 300);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 1_000))));
  const paths = host.requests.map(({ path }) => path).filter((path) => path !== '/' && path !== '/icon.svg');
  expect(paths).toEqual(['/helplet/helplet.js']);
  expect(await stored(page)).toEqual(NOTHING);
  await page.reload();
  await launcher(page).waitFor();
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 500))));
  expect(await stored(page)).toEqual(NOTHING);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('at a quarter of the speed no task of the page is long, from load to the first answer', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
    }).observe({ type: 'longtask', buffered: true });
  });
  const longTasks = () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
  await page.goto(host.url);
  await launcher(page).waitFor();
  await page.waitForTimeout(500);
  const atLoad = await longTasks();
  await launcher(page).click();
  await panel(page).getByRole('combobox').fill('change setting 7');
  await panel(page).getByRole('option').nth(1).waitFor();
  const toAnswer = await longTasks();
  console.log(
    `long tasks at 4× throttle: before interaction ${JSON.stringify(atLoad)} ms, to the first answer ${JSON.stringify(toAnswer)} ms`,
  );
  expect(atLoad.filter((duration) => duration > LONG_TASK_MS)).toEqual([]);
  await context.close();
});
