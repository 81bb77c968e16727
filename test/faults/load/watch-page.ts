import type { BrowserContext, Page } from 'playwright-core';

/** What a page cost its visitor. */
export interface Cost {
  /** The longest task of the main thread, ms; 0 when none took 50. */
  readonly longestTaskMs: number;
  /** The most memory its scripts held, bytes, as seen every quarter of a second. */
  readonly peakHeapBytes: number;
}

const EVERY_MS = 250;

/** Makes every page of a context write down its long tasks. */
export async function watchTasks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = globalThis as unknown as { longTasks: number[] };
    page.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) page.longTasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** Looks at a page until told to stop. */
export async function watchCost(page: Page): Promise<{ stop(): Promise<Cost> }> {
  const session = await page.context().newCDPSession(page);
  let peakHeapBytes = 0;
  const look = async () => {
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    peakHeapBytes = Math.max(peakHeapBytes, usedSize);
  };
  const timer = setInterval(() => void look().catch(() => undefined), EVERY_MS); // the page may be going
  return {
    async stop() {
      clearInterval(timer);
      await look();
      const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
      await session.detach();
      return { longestTaskMs: Math.max(0, ...tasks), peakHeapBytes };
    },
  };
}
