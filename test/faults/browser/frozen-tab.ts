import type { Browser, Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { makeProfile, startChromium } from '../harness/chromium.ts';
import { demand, runScene, until } from '../harness/scene.ts';

/** How long a page keeps its process busy, so that it can be told from the others. */
const BUSY_MS = 400;
/** Longer than a try and a lease of the suite's limits together. */
const LONG_MS = 3_000;

/**
 * The tab that sends stands still, its lock and its lease in hand; another takes over, and what the first one does when
 * it goes on changes nothing. A page without a screen cannot be frozen by DevTools: its process is stopped (SIGSTOP).
 */
export const frozenTab: Fault = {
  number: 20,
  name: 'the sending tab is frozen, another takes over, the first one thaws',
  async run(seed) {
    const profile = makeProfile();
    const { browser, context, kill } = await startChromium(profile.path);
    let stopped = 0;
    try {
      return await runScene({ seed, context, keepsAll: true }, async (scene) => {
        const leader = await scene.visit();
        await scene.write(leader, scene.messages(1));
        await scene.drained(leader);
        const other = await context.newPage();
        await other.goto(scene.site.bare);
        const processes = [await processOf(browser, leader), await processOf(browser, other)];
        demand(processes[0] !== processes[1], 'tabs in processes of their own');
        const tries = scene.proxy.exchanges.length;
        scene.proxy.plan(() => scene.pick([{ kind: 'hang' }, { kind: 'cut-reply', bytes: 0, end: 'hang' }] as const));
        const messages = scene.messages(scene.draw(1, 3));
        await scene.write(leader, messages);
        await until(() => scene.proxy.exchanges.length > tries, 'the first tab to send');
        stopped = processes[0] ?? 0;
        process.kill(stopped, 'SIGSTOP');
        scene.proxy.plan(() => ({ kind: 'pass', delayMs: scene.draw(0, 60) }));
        await other.goto(leader.url());
        await scene.drained(other); // although the first tab holds the lock
        const sent = scene.proxy.exchanges.length;
        process.kill(stopped, 'SIGCONT');
        stopped = 0;
        await new Promise((resolve) => setTimeout(resolve, LONG_MS));
        demand(scene.proxy.exchanges.length === sent, 'the thawed tab to send nothing that is sent');
        await scene.look(leader);
        return other;
      });
    } finally {
      if (stopped) process.kill(stopped, 'SIGCONT');
      await kill();
      profile.remove();
    }
  },
};

/** The process of a page: the one that gets busy when the page does. */
async function processOf(browser: Browser, page: Page): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const times = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await page.evaluate((ms) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, BUSY_MS);
  const [busiest] = [...(await times())]
    .map(([id, time]) => ({ id, worked: time - (before.get(id) ?? 0) }))
    .sort((one, two) => two.worked - one.worked);
  await session.detach();
  return busiest?.id ?? 0;
}
