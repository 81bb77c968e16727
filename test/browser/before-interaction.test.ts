import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launcher, openPage } from './support/browser.ts';
import { type Host, pageWith, startHost } from './support/host.ts';

let browser: Browser;
let host: Host;

/** Longest task that may hold up a page before it is touched: the Long Tasks API reports nothing shorter (W3C, 50 ms). */
const LONG_TASK_MS = 50;

/** From the click to the first answer; the aim is 50 ms there too, the rest is room for a busy test machine. */
const LONGEST_OPENING_TASK_MS = 100;

const ROUNDS = 5;

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
  const rounds: Round[] = [];
  // What is truly long is long in every round; a busy test machine is not.
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound());
  for (const { atLoad, toAnswer, answerMs } of rounds) {
    console.log(
      `4× throttle: long tasks before interaction [${atLoad}] ms, until the answer after ${answerMs} ms [${toAnswer}] ms`,
    );
  }
  expect(Math.min(...rounds.map(({ atLoad }) => Math.max(0, ...atLoad)))).toBeLessThanOrEqual(LONG_TASK_MS);
  expect(Math.min(...rounds.map(({ toAnswer }) => Math.max(0, ...toAnswer)))).toBeLessThanOrEqual(
    LONGEST_OPENING_TASK_MS,
  );
});

/** Durations of long tasks, in ms. */
interface Round {
  readonly atLoad: readonly number[];
  readonly toAnswer: readonly number[];
  readonly answerMs: number;
}

async function measureRound(): Promise<Round> {
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
  await page.waitForTimeout(2_000); // asking the page whether it is ready would be work of the page, too
  const atLoad = await longTasks();
  await page.waitForTimeout(500);
  // By the page itself: the test's own polling would be counted as the page's work.
  const answerMs = await page.evaluate(async () => {
    const root = document.querySelector('helplet-widget')?.shadowRoot;
    const appears = (selector: string) =>
      new Promise<HTMLElement>((resolve) => {
        const look = () => {
          const found = root?.querySelector<HTMLElement>(selector);
          if (found) resolve(found);
          else setTimeout(look, 20);
        };
        look();
      });
    const start = performance.now();
    (await appears('button.launcher')).click();
    const box = (await appears('input[role=combobox]')) as HTMLInputElement;
    await appears('ul.rows .row .icon');
    box.value = 'change setting 7';
    box.dispatchEvent(new Event('input', { bubbles: true }));
    await appears('.result');
    return Math.round(performance.now() - start);
  });
  await page.waitForTimeout(1_500);
  const toAnswer = await longTasks();
  await context.close();
  return { atLoad, toAnswer, answerMs };
}
