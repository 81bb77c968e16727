import type { Browser, Page } from 'playwright-core';
import type { CollectorProcess } from '../harness/collector.ts';
import { until } from '../harness/scene.ts';
import type { Site } from '../harness/site.ts';
import { countWaiting, readStored } from '../harness/visit.ts';
import { seedRows } from './seed-rows.ts';
import { type LongestTask, watchCost, watchTasks } from './watch-page.ts';

/** Room for more rows than the default has. */
const LIMITS = { maxRows: 20_000, maxBytes: 100_000_000 };
const PATIENCE_MS = 180_000;

export interface Drained {
  readonly rows: number;
  /** From the call of the first page until the collector had everything. */
  readonly seconds: number;
  /** The most memory that scripts of one page held. */
  readonly peakHeapBytes: number;
  readonly task: LongestTask;
  /** Not at the collector at the end. */
  readonly lost: number;
  /** Sent again although they had arrived. */
  readonly sentTwice: number;
  readonly left: number;
}

/** Lets some tabs of one visitor, opened together, send what lies in their queue. */
export async function drain(
  browser: Browser,
  site: Site,
  collector: CollectorProcess,
  { rows, tabs }: { readonly rows: number; readonly tabs: number },
): Promise<Drained> {
  const context = await browser.newContext();
  // tsx gives functions their names by a helper, which those that run in the page have to find there.
  await context.addInitScript('globalThis.__name ??= (one) => one');
  let sentTwice = 0;
  context.on('response', async (response) => {
    if (response.request().method() !== 'POST') return;
    const reply = (await response.json().catch(() => ({}))) as { readonly duplicates?: readonly string[] };
    sentTwice += reply.duplicates?.length ?? 0;
  });
  const bare = await context.newPage();
  await bare.goto(site.bare);
  const endpoint = `${collector.url}/v1/events`;
  const ids = await seedRows(bare, rows, endpoint);
  const startSeq = collector.lastSeq();
  const pages: Page[] = [];
  for (let tab = 0; tab < tabs; tab++) pages.push(await context.newPage());
  const watches = await Promise.all(pages.map(watchCost));
  const tasks = await watchTasks(browser);
  const start = performance.now();
  await Promise.all(pages.map((page) => page.goto(site.page({ endpoint, limits: LIMITS }))));
  await until(() => collector.lastSeq() - startSeq >= rows, 'the queue to be drained', PATIENCE_MS, 100);
  const seconds = (performance.now() - start) / 1_000;
  // Counted, not read: reading ten thousand receipts would be the longest task of all.
  await until(async () => (await countWaiting(bare)) === 0, 'the receipts to be written', 30_000, 250);
  const task = await tasks.stop();
  const costs = await Promise.all(watches.map((watch) => watch.stop()));
  const there = new Set(collector.rows(startSeq).map(({ id }) => id));
  const { rows: left } = await readStored(bare);
  await context.close();
  return {
    rows,
    seconds,
    peakHeapBytes: Math.max(...costs.map(({ peakHeapBytes }) => peakHeapBytes)),
    task,
    lost: ids.filter((id) => !there.has(id)).length,
    sentTwice,
    left: left.length,
  };
}
