import type { Browser } from 'playwright-core';
import type { CollectorProcess } from '../harness/collector.ts';
import type { Site } from '../harness/site.ts';
import { write } from '../harness/visit.ts';

/**
 * Milliseconds between the click on "send" and the moment the row is durable, sorted. Masking and understanding of the
 * text, which come before the outbox, are in it.
 */
export async function timeSubmits(
  browser: Browser,
  site: Site,
  collector: CollectorProcess,
  count: number,
): Promise<readonly number[]> {
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
    const times = await page.evaluate(() => (globalThis as unknown as { submitTimes: number[] }).submitTimes);
    return times.sort((one, other) => one - other);
  } finally {
    await context.close();
  }
}
