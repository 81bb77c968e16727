import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiSite, FULL, loaded, run, STUB, soon, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, panel } from '../support/browser.ts';

let browser: Browser;
let site: ApiSite;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser);
  page = await site.context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** What one wrong call came to. */
interface Call {
  readonly verb: string;
  readonly value: string;
  /** Warnings of the first call and of the same call again. */
  readonly first: readonly string[];
  readonly again: readonly string[];
  /** What was thrown, or the promise was rejected with; `late` where it did not settle in time. */
  readonly failure: string | null;
}

/** In the page: makes each verb's wrong calls, each twice, and writes down what they lead to. */
async function callWrongly(verbs: readonly string[]): Promise<Call[]> {
  const { helplet } = window as unknown as { helplet: (verb: unknown, ...args: unknown[]) => unknown };
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const values: Record<string, readonly unknown[]> = {
    nothing: [],
    undefined: [undefined],
    null: [null],
    number: [5],
    'empty text': [''],
    'empty object': [{}],
    'empty list': [[]],
    function: [() => undefined],
    symbol: [Symbol('wrong')],
    'long text': ['x'.repeat(100_000)],
    'DOM node': [document.body],
    cycle: [cyclic],
    'cycle in a field': [{ fields: cyclic }],
    'list of what is no id': [[Symbol('wrong'), null, cyclic]],
    'two symbols': [Symbol('wrong'), Symbol('wrong')],
  };
  const calls: Call[] = [];
  let told: string[] = [];
  const { warn } = console;
  console.warn = (...args: unknown[]) => told.push(args.map((arg) => String(arg).slice(0, 200)).join(' '));
  for (const verb of verbs) {
    for (const [value, args] of Object.entries(values)) {
      let failure: string | null = null;
      const make = async () => {
        told = [];
        try {
          const late = new Promise((resolve) => setTimeout(resolve, 10_000, 'late'));
          if ((await Promise.race([helplet(verb, ...args), late])) === 'late') failure = 'late';
        } catch (error) {
          failure = `${error}`;
        }
        await new Promise((resolve) => setTimeout(resolve)); // what comes a turn later
        return told;
      };
      const first = await make();
      const again = await make();
      calls.push({ verb, value, first, again, failure });
      if (verb === 'shutdown') await helplet('boot');
    }
  }
  console.warn = warn;
  return calls;
}

describe('whatever a page passes', () => {
  test('no verb throws or rejects, each tells its mistake at most once, and the page goes on working', async () => {
    await site.show(page, { attributes: FULL });
    await loaded(page);
    await run(page, 'helplet.open()'); // what is wrong is told when it is read
    const verbs = (await run(page, 'Object.keys(helplet)')) as string[];
    expect(verbs).toContain('open');
    // Those that change how all others work come last.
    const last = ['update', 'boot', 'shutdown'];
    const order = [...verbs.filter((verb) => ![...last, 'destroy'].includes(verb)), ...last];
    const calls = await page.evaluate(callWrongly, order);
    expect(calls.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(calls.filter(({ first, again }) => first.length > 1 || again.length > 0)).toEqual([]);
    const told = calls.filter(({ first }) => first.length > 0).map(({ verb }) => verb);
    expect(told).toEqual(
      expect.arrayContaining(['update', 'search', 'article', 'prefill', 'setTheme', 'identify', 'on']),
    );
    expect(site.complaints).toEqual({ violations: [], errors: [] });

    await run(page, 'helplet.setLocale("en")');
    await run(page, 'helplet.search("parcel")');
    await panel(page).getByRole('option', { name: 'When does my parcel arrive?' }).waitFor();
    await run(page, 'helplet.ticket({ body: "Still here" })');
    await soon(() => panel(page).getByRole('textbox', { name: 'Message' }).inputValue()).toContain('Still here');
    expect((await page.evaluate(callWrongly, ['destroy'])).filter(({ failure }) => failure !== null)).toEqual([]);
    expect(await page.locator('helplet-widget').count()).toBe(0);
  });

  test('a wrong call in the queue takes nothing else with it', async () => {
    const told = await site.show(page, {
      attributes: FULL,
      script: [
        STUB,
        'window.heard = []',
        'helplet("on", "ready", () => heard.push("ready"))',
        'helplet()',
        'helplet(Symbol("no verb"))',
        'helplet("search", Symbol("no text"))',
        'helplet("on", Symbol("no event"))',
        'helplet("boot", 7)',
        'helplet("fly")',
        'helplet("open")',
      ].join('\n'),
    });
    await panel(page).waitFor();
    expect(await run(page, 'window.heard')).toEqual(['ready']);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((line) => line.includes('unknown verb')).length).toBe(3);
    expect(site.complaints).toEqual({ violations: [], errors: [] });
  });
});

test('a verb there is none of is told once, also by names every object has', async () => {
  const told = await site.show(page, { attributes: FULL });
  await loaded(page);
  for (const verb of ['fly', 'toString', '__proto__', 'constructor', 'fly', 'toString', '__proto__', 'constructor']) {
    expect(await page.evaluate((name) => (window as unknown as Global).helplet(name), verb)).toBe(undefined);
  }
  const unknown = ['fly', 'toString', '__proto__', 'constructor'].map((verb) => `Helplet: unknown verb "${verb}"`);
  await soon(() => told).toEqual(unknown);
  await launcher(page).click();
  await panel(page).waitFor();
});

interface Global {
  readonly helplet: (verb: string) => unknown;
}
