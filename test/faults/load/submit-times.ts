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
  /** Of as many bare writes of 1 kB afterwards, `durability: strict`, in a database of their own: the machine's share. */
  readonly bareWrites: readonly number[];
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
    const page = globalThis as unknown as { submitTimes: number[] };
    page.submitTimes = [];
    let clickedAt = 0;
    addEventListener('submit', () => (clickedAt = performance.now()), true);
    addEventListener('click', () => (clickedAt = performance.now()), true);
    addEventListener('helplet:ticket:queued', () => page.submitTimes.push(performance.now() - clickedAt));
  });
  try {
    const page = await context.newPage();
    await page.goto(site.page({ endpoint: `${collector.url}/v1/events` }));
    await write(
      page,
      Array.from({ length: count }, (_, index) => `The ${index}th kettle does not boil any more, what can I do?`),
    );
    const submits = await page.evaluate(() => (globalThis as unknown as { submitTimes: number[] }).submitTimes);
    const bareWrites = await page.evaluate(timeBareWrites, count);
    const ascending = (times: readonly number[]) => times.toSorted((one, other) => one - other);
    return { submits: ascending(submits), bareWrites: ascending(bareWrites) };
  } finally {
    await context.close();
  }
}

/** In the page: writes one after the other, and gives what each took. */
async function timeBareWrites(count: number): Promise<readonly number[]> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('bare');
    opening.onupgradeneeded = () => opening.result.createObjectStore('bare', { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
  });
  const times: number[] = [];
  for (let written = 0; written < count; written++) {
    const start = performance.now();
    await new Promise<void>((resolve) => {
      const transaction = database.transaction('bare', 'readwrite', { durability: 'strict' });
      transaction.objectStore('bare').put('x'.repeat(1_000));
      transaction.oncomplete = () => resolve();
    });
    times.push(performance.now() - start);
  }
  return times;
}
