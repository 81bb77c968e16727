import type { Browser, Page } from 'playwright-core';

/** What a page cost its visitor. */
export interface Cost {
  /** The most memory its scripts held, bytes, as seen every quarter of a second. */
  readonly peakHeapBytes: number;
}

export interface LongestTask {
  /** Between its beginning and its end, ms. On a busy machine most of that may be waiting for a processor. */
  readonly wallMs: number;
  /** What it took of a processor, ms. A virtual machine's processor clock may leap: no task takes more than its time. */
  readonly cpuMs: number;
}

const EVERY_MS = 250;

/** Looks at a page's memory until told to stop. */
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
      await session.detach();
      return { peakHeapBytes };
    },
  };
}

/** An event of Chromium's trace, microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/**
 * Measures the tasks of the busiest main thread until told to stop, which is that of the pages under load (pages of one
 * site share a process; the browser's own pages do little): the longest by wall and by processor time.
 */
export async function watchTasks(browser: Browser): Promise<{ stop(): Promise<LongestTask> }> {
  const session = await browser.newBrowserCDPSession();
  const tasks: TraceEvent[] = [];
  const mains = new Set<string>();
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === 'thread_name' && event.args.name === 'CrRendererMain') mains.add(threadOf(event));
      else if (event.name === 'ThreadControllerImpl::RunTask' && (event.dur ?? 0) > 5_000) tasks.push(event);
    }
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  return {
    async stop() {
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await complete;
      await session.detach();
      const sums = new Map<string, number>();
      for (const task of tasks) sums.set(threadOf(task), (sums.get(threadOf(task)) ?? 0) + (task.tdur ?? 0));
      const [busiest] = [...mains].sort((one, other) => (sums.get(other) ?? 0) - (sums.get(one) ?? 0));
      const own = tasks.filter((task) => threadOf(task) === busiest);
      return {
        wallMs: Math.max(0, ...own.map(({ dur = 0 }) => dur)) / 1_000,
        cpuMs: Math.max(0, ...own.map(({ dur = 0, tdur = 0 }) => Math.min(dur, tdur))) / 1_000,
      };
    },
  };
}
