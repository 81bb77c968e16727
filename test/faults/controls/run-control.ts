import type { Page } from 'playwright-core';
import type { Envelope } from '../../../src/schema/event/envelope.ts';
import { startHost } from '../../browser/support/host.ts';
import { ticket } from '../../support/collector/events.ts';
import { makeProfile, type RunningChromium, startChromium } from '../harness/chromium.ts';
import { startCollector } from '../harness/collector.ts';
import { httpReply, idsIn } from '../harness/http-message.ts';
import { type FaultProxy, startProxy } from '../harness/proxy.ts';
import { until } from '../harness/scene.ts';
import { buildPage } from './build-page.ts';
import type { ControlPage } from './control.ts';

/** What becomes of what was kept while there was no network. */
export type Mishap = 'server errors' | 'killed in flight' | 'answer lost';

export interface ControlOutcome {
  /** The queue took these for later. */
  readonly kept: number;
  /** Of those, not at the collector in the end, and not in the queue either. */
  readonly lost: number;
  /** Sent again although they had arrived: a receiver without our keys has them twice. */
  readonly sentTwice: number;
}

const TICKETS = 10;

/** Drives somebody else's queue through our harness: the network is away, then a mishap, then all is well. */
export async function runControl(
  scripts: { readonly page: string; readonly worker?: string },
  mishap: Mishap,
): Promise<ControlOutcome> {
  const files = {
    '/control': { body: '<!doctype html><title>Control</title><script src="/control.js"></script>' },
    '/control.js': { body: await buildPage(scripts.page), type: 'text/javascript' },
    ...(scripts.worker && {
      '/control-worker.js': { body: await buildPage(scripts.worker), type: 'text/javascript' },
    }),
  };
  // Neither bears our policy of Trusted Types.
  const host = await startHost({ csp: "default-src 'self' http://127.0.0.1:*", files });
  const collector = await startCollector();
  const proxy = await startProxy(() => collector.url);
  const profile = makeProfile();
  let chromium = await startChromium(profile.path);
  try {
    const address = `${host.url}/control#${encodeURIComponent(`${proxy.url}/v1/events`)}`;
    let page = await open(chromium, address);
    proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
    const events = Array.from({ length: TICKETS }, (_, index) => ticket(index + 1));
    const isKept: boolean[] = [];
    /** Ids in the requests that the collector got, in order. */
    const delivered: string[] = [];
    for (const event of events) isKept.push(await save(page, event));
    await befall(proxy, mishap, page, delivered, async () => {
      await chromium.kill();
      chromium = await startChromium(profile.path);
      page = await open(chromium, address);
    });
    proxy.plan((exchange) => {
      delivered.push(...idsIn(exchange));
      return { kind: 'pass' };
    });
    let left = TICKETS;
    for (let round = 0; round < 5 && left > 0; round++) left = await replay(page);
    await untilQuiet(proxy);
    const there = new Set(collector.rows().map(({ id }) => id));
    const kept = events.filter((_, index) => isKept[index]);
    return {
      kept: kept.length,
      lost: Math.max(0, kept.filter(({ id }) => !there.has(id)).length - left),
      sentTwice: delivered.length - new Set(delivered).size,
    };
  } finally {
    await chromium.kill();
    profile.remove();
    await proxy.close();
    await collector.dispose();
    await host.close();
  }
}

/** Lets the mishap happen to the first replay. */
async function befall(
  proxy: FaultProxy,
  mishap: Mishap,
  page: Page,
  delivered: string[],
  killAndReturn: () => Promise<void>,
): Promise<void> {
  const before = proxy.exchanges.length;
  switch (mishap) {
    case 'server errors':
      proxy.plan(() => ({ kind: 'answer', reply: httpReply(503) }));
      await replay(page);
      return;
    case 'answer lost':
      proxy.plan((exchange) => {
        delivered.push(...idsIn(exchange));
        return { kind: 'cut-reply', bytes: 0, end: 'reset' };
      });
      await replay(page);
      return;
    case 'killed in flight':
      proxy.plan(() => ({ kind: 'hang' }));
      void replay(page).catch(() => undefined); // the page dies over it
      await until(() => proxy.exchanges.length > before, 'the replay to begin');
      await killAndReturn();
  }
}

/** Nothing has come for as long as a request may be on its way. */
async function untilQuiet({ exchanges }: FaultProxy): Promise<void> {
  for (let before = -1; before < exchanges.length; ) {
    before = exchanges.length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}

async function open({ context }: RunningChromium, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => (globalThis as ControlPage).control !== undefined);
  return page;
}

function save(page: Page, event: Envelope): Promise<boolean> {
  return page.evaluate(async (one) => (await (globalThis as ControlPage).control?.save(one)) ?? false, event);
}

function replay(page: Page): Promise<number> {
  return page.evaluate(async () => (await (globalThis as ControlPage).control?.replay()) ?? 0);
}
