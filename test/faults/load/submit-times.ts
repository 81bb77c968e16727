import type { Browser } from 'playwright-core';
import type { CollectorProcess } from '../harness/collector.ts';
import type { Site } from '../harness/site.ts';
import { write } from '../harness/visit.ts';

/** Milliseconds, sorted. */
export interface SubmitTimes {
  /**
   * Between the click on "send" and the moment the row is durable. Masking and understanding of the text, which come
   * before the outbox, are in it.
   */
  readonly submits: readonly number[];
  /** Of one bare write of 1 kB with `durability: strict` after each submit, in a database of its own: the machine's share. */
  readonly bareWrites: readonly number[];
}

/** A page that notes its times. */
interface Timed {
  readonly submitTimes: number[];
  readonly bareTimes: number[];
}

/** Lets a visitor send some requests, one after the other. */
export async function timeSubmits(
  browser: Browser,
  site: Site,
  collector: CollectorProcess,
  count: number,
): Promise<SubmitTimes> {
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addInitScript('globalThis.__name ??= (one) => one');
  await context.addInitScript(() => {
    const page = Object.assign(globalThis, { submitTimes: [], bareTimes: [] } satisfies Timed);
    let clickedAt = 0;
    const open = indexedDB.open('bare');
    open.onupgradeneeded = () => open.result.createObjectStore('bare', { autoIncrement: true });
    addEventListener('submit', () => (clickedAt = performance.now()), true);
    addEventListener('click', () => (clickedAt = performance.now()), true);
    addEventListener('helplet:ticket:queued', () => {
      (page as Timed).submitTimes.push(performance.now() - clickedAt);
      const startedAt = performance.now();
      const write = open.result.transaction('bare', 'readwrite', { durability: 'strict' });
      write.objectStore('bare').put('x'.repeat(1_000));
      write.oncomplete = () => (page as Timed).bareTimes.push(performance.now() - startedAt);
    });
  });
  try {
    const page = await context.newPage();
    await page.goto(site.page({ endpoint: `${collector.url}/v1/events` }));
    await write(
      page,
      Array.from({ length: count }, (_, index) => `The ${index}th kettle does not boil any more, what can I do?`),
    );
    const ascending = (times: readonly number[]) => times.toSorted((one, other) => one - other);
    const { submitTimes, bareTimes } = await page.evaluate(() => {
      const { submitTimes, bareTimes } = globalThis as unknown as Timed;
      return { submitTimes, bareTimes };
    });
    return { submits: ascending(submitTimes), bareWrites: ascending(bareTimes) };
  } finally {
    await context.close();
  }
}
