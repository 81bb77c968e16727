import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ConfigInput } from '../../../src/schema/config.ts';
import type { Outcome } from '../fault.ts';
import { bench } from '../harness/bench.ts';
import { runScene, type Scene } from '../harness/scene.ts';

export interface InContextOptions<Argument> {
  readonly seed: number;
  readonly config?: ConfigInput;
  readonly context?: BrowserContextOptions;
  /** Runs in every page before its own scripts, so it may use nothing from outside. */
  readonly init?: (argument: Argument) => void;
  readonly argument?: Argument;
}

/** A scene in a context of the shared browser whose pages a fault prepares. */
export async function inContext<Argument>(
  { init, argument, ...options }: InContextOptions<Argument>,
  story: (scene: Scene) => Promise<Page | null>,
): Promise<Outcome> {
  const { browser } = await bench.chromium();
  const context = await browser.newContext({ locale: 'en-GB', ...options.context });
  try {
    await nameFunctions(context);
    if (init) await context.addInitScript(init as (argument: unknown) => void, argument);
    return await runScene({ seed: options.seed, context, ...(options.config && { config: options.config }) }, story);
  } finally {
    await context.close();
  }
}

/** What tsx wraps named functions with has to be in the page, too. */
async function nameFunctions(context: BrowserContext): Promise<void> {
  await context.addInitScript('globalThis.__name ??= (one) => one');
}

/** A tab at an address. */
export async function openAt(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
