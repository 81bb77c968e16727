import type { Browser } from 'playwright-core';
import type { CollectorProcess } from '../harness/collector.ts';
import { startProxy } from '../harness/proxy.ts';
import { until } from '../harness/scene.ts';
import type { Site } from '../harness/site.ts';
import { readStored, write } from '../harness/visit.ts';
import { seedRows } from './seed-rows.ts';

/** Most live rows a visitor has by default. */
const DEFAULT_ROWS = 500;

export interface FullQueue {
  /** Whether the last one there was room for was taken. */
  readonly isLastTaken: boolean;
  readonly isNextRefused: boolean;
  /** What the form said to the one too many. */
  readonly sentence: string;
  /** Whether its text was still in the form then. */
  readonly isTextKept: boolean;
  /** Of all that were taken, not at the collector once it could be reached. */
  readonly lost: number;
}

/** Fills a queue of the default size while nothing can be sent, writes one more, and then lets everything through. */
export async function fillQueue(browser: Browser, site: Site, collector: CollectorProcess): Promise<FullQueue> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addInitScript('globalThis.__name ??= (one) => one');
  const proxy = await startProxy(() => collector.url);
  proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
  const startSeq = collector.lastSeq();
  try {
    const endpoint = `${proxy.url}/v1/events`;
    const bare = await context.newPage();
    await bare.goto(site.bare);
    await seedRows(bare, DEFAULT_ROWS - 1, endpoint);
    const page = await context.newPage();
    await page.goto(site.page({ endpoint }));
    const [last, next] = await write(page, ['The last one there is room for', 'One more than there is room for']);
    const kept = await page.evaluate(() => {
      const field = document.querySelector('helplet-widget')?.shadowRoot?.querySelector('form.form textarea');
      return field instanceof HTMLTextAreaElement ? field.value : '';
    });
    proxy.plan(() => ({ kind: 'pass' }));
    await until(
      async () => {
        await page.evaluate(() => (globalThis as unknown as { helplet: { flush(): Promise<void> } }).helplet.flush());
        return (await readStored(bare)).rows.length === 0;
      },
      'the queue to be drained',
      60_000,
      500,
    );
    return {
      isLastTaken: last?.isTaken === true,
      isNextRefused: next?.isTaken === false,
      sentence: next?.sentence ?? '',
      isTextKept: kept.includes('One more'),
      lost: DEFAULT_ROWS - (collector.lastSeq() - startSeq),
    };
  } finally {
    await context.close();
    await proxy.close();
  }
}
