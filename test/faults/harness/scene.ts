import type { BrowserContext, Page } from 'playwright-core';
import type { OutboxRow } from '../../../src/outbox/ports.ts';
import type { ConfigInput } from '../../../src/schema/config.ts';
import { createSeededRandom, type Random } from '../../../src/shared/random.ts';
import type { Outcome } from '../fault.ts';
import { bench } from './bench.ts';
import type { CollectorProcess, StoredRow } from './collector.ts';
import { FAST_LIMITS } from './limits.ts';
import { plantRows, templateOf, toPlanted } from './plant.ts';
import { type FaultProxy, startProxy } from './proxy.ts';
import type { Site } from './site.ts';
import { type Said, tally, untrueRequests } from './tally.ts';
import { type Answer, countWaiting, readRequests, readStored, type StoredOutbox, write } from './visit.ts';

export interface SceneOptions {
  readonly seed: number;
  /** Beside endpoint and fast limits. */
  readonly config?: ConfigInput;
  /** Default: a fresh context of the shared browser. One given here is left open at the end. */
  readonly context?: BrowserContext;
  /** Nothing may be given up in this run. */
  readonly keepsAll?: boolean;
  /** Default: the shared one. */
  readonly collector?: CollectorProcess;
}

/** One run: a visitor's browser, a proxy of its own, a collector, and everything the visitor was told. */
export interface Scene {
  readonly random: Random;
  readonly proxy: FaultProxy;
  readonly site: Site;
  readonly collector: CollectorProcess;
  readonly context: BrowserContext;
  /** What the widget's events have told so far. */
  readonly said: readonly Said[];
  /** A whole number from `min` to `max`. */
  draw(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Messages nobody has written before, noted as submitted. */
  messages(count: number): readonly string[];
  /** Goes on in another browser. */
  moveTo(context: BrowserContext): Promise<void>;
  /**
   * The shop with the widget; unsent rows make it send by itself.
   * @param prepare what is done to the page before it loads anything
   */
  visit(config?: ConfigInput, prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
  /** Writes through the form, and notes what it answered. */
  write(page: Page, messages: readonly string[], thinkMs?: number): Promise<readonly Answer[]>;
  /**
   * Puts requests straight into the outbox, as an earlier visit would have left them: one for each message, in a
   * thread of its own unless `change` says otherwise. The visitor must have written one request before.
   */
  plant(page: Page, messages: readonly string[], change?: (row: OutboxRow, index: number) => OutboxRow): Promise<void>;
  /** Looks at "My requests" and notes what is not true. */
  look(page: Page): Promise<void>;
  /** To be called just before the visitor has everything deleted: what waits now is not lost, then. */
  noteDeletion(page: Page): Promise<void>;
  /** Notes a sentence that is not true unless `isTrue`. */
  check(isTrue: boolean, sentence: string): void;
  stored(page: Page): Promise<StoredOutbox>;
  /** What has arrived at the collector in this run. */
  arrived(): readonly StoredRow[];
  /** Waits until nothing waits on the device any more. */
  drained(page: Page): Promise<void>;
}

let written = 0;

/**
 * Runs a fault's story, then lets everything through and waits until the outbox is empty, looks once more at what
 * the page says, and counts.
 * @param story gives the page that is still open at the end; without one the visitor comes back
 */
export async function runScene(options: SceneOptions, story: (scene: Scene) => Promise<Page | null>): Promise<Outcome> {
  const site = await bench.site();
  const collector = options.collector ?? (await bench.collector());
  const proxy = await startProxy(() => collector.url);
  let context = options.context ?? (await (await bench.chromium()).browser.newContext({ locale: 'en-GB' }));
  const random = createSeededRandom(options.seed * 2_654_435_761);
  const startSeq = collector.lastSeq();
  const messages: string[] = [];
  const said: Said[] = [];
  const answers: Answer[] = [];
  const untrue: string[] = [];
  const deleted = new Set<string>();
  const listen = async (to: BrowserContext) => {
    await to.exposeBinding('report', (_source, text: string) => void said.push(JSON.parse(text) as Said));
    // tsx gives functions their names by a helper, which those that run in the page have to find there.
    await to.addInitScript('globalThis.__name ??= (one) => one');
  };
  await listen(context);

  const scene: Scene = {
    random,
    proxy,
    site,
    collector,
    get context() {
      return context;
    },
    said,
    draw: (min, max) => min + Math.floor(random() * (max - min + 1)),
    pick: (items) => items[Math.floor(random() * items.length)] as (typeof items)[number], // no list is empty
    messages(count) {
      const fresh = Array.from({ length: count }, () => `Question no. ${toLetters(written++)}`);
      messages.push(...fresh);
      return fresh;
    },
    async moveTo(next) {
      context = next;
      await listen(next);
    },
    async visit(config, prepare) {
      const page = await context.newPage();
      await prepare?.(page);
      const limits = { ...FAST_LIMITS, ...options.config?.limits, ...config?.limits };
      const endpoint = `${proxy.url}/v1/events`;
      await page.goto(site.page({ endpoint, ...options.config, ...config, limits }));
      return page;
    },
    async write(page, texts, thinkMs) {
      const given = await write(page, texts, thinkMs);
      answers.push(...given);
      return given;
    },
    async plant(page, texts, change = (row) => row) {
      const template = templateOf(await readStored(page), `${proxy.url}/v1/events`);
      const rows = texts.map((text, index) => change(toPlanted(template, text), index));
      await plantRows(page, rows);
      said.push(...rows.map(({ id }) => ({ name: 'ticket:queued', id, durable: true }) as const));
    },
    async look(page) {
      const shown = await readRequests(page);
      const stored = await readStored(page);
      untrue.push(...untrueRequests(shown, stored, collector.rows(startSeq)));
    },
    async noteDeletion(page) {
      for (const { id } of (await readStored(page)).rows) deleted.add(id);
    },
    check(isTrue, sentence) {
      if (!isTrue) untrue.push(sentence);
    },
    stored: (page) => readStored(page),
    arrived: () => collector.rows(startSeq),
    drained: (page) => until(async () => (await countWaiting(page)) === 0, 'the outbox to become empty', 60_000, 40),
  };

  try {
    let page = await story(scene);
    proxy.plan(() => ({ kind: 'pass' }));
    proxy.preflight(() => ({ kind: 'pass' }));
    page ??= await scene.visit();
    await scene.drained(page);
    await scene.look(page);
    const stored = await readStored(page);
    const [dead] = stored.dead;
    demand(!options.keepsAll || !dead, `nothing to be given up, and not for "${dead?.reason.code}"`);
    const outcome = tally({ messages, said, answers, stored, deleted, arrived: scene.arrived(), untrue });
    return { ...outcome, traces: new Map(outcome.lost.map((id) => [id, trace(id, said, stored, proxy)])) };
  } finally {
    if (!options.context) await context.close().catch(() => undefined); // its browser may be gone
    await proxy.close();
  }
}

/** Where a lost message left a trace, for whoever looks for the reason. */
function trace(id: string, said: readonly Said[], stored: StoredOutbox, proxy: FaultProxy): string {
  const told = said.flatMap((one, at) => (one.id === id ? `${one.name} as no. ${at + 1} of ${said.length}` : []));
  const sent = proxy.exchanges.flatMap(({ body, index }) => (body.includes(id) ? index : []));
  const hasReceipt = stored.receipts.some((receipt) => receipt.id === id);
  return `told ${told.join(', ')}; in requests ${sent.join(', ') || 'none'}; ${hasReceipt ? 'with a' : 'no'} receipt`;
}

/** @throws Error when the widget did not behave as the matrix expects, though nothing was lost, doubled or untrue */
export function demand(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`expected ${what}`);
}

/** Waits for a state, not for a time. @throws when it does not come within `timeoutMs` */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 30_000,
  everyMs = 10,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** A number as letters, which nothing takes for a number that has to be hidden. */
function toLetters(number: number): string {
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : toLetters(Math.floor(number / 26) - 1) + letter;
}
