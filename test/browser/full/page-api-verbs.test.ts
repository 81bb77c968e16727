import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerbName } from '../../../src/schema/page-api.ts';
import { type ApiSite, databaseOf, FULL, loaded, run, STUB, soon, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, panel } from '../support/browser.ts';

/** What a verb does, seen from outside. */
interface Row {
  /** Its arguments, as the page writes them. */
  readonly args?: string;
  /** Attributes of the tag beside knowledge base and endpoint. */
  readonly attributes?: string;
  /** Lines of the page before the call, also through the queue. */
  readonly before?: readonly string[];
  /** Lines of the page after it. */
  readonly after?: readonly string[];
  /** Instead of `before`, where the world must be so and not the page. */
  readonly arrange?: (page: Page, instance: string) => Promise<void>;
  readonly effect: (page: Page, way: Way) => Promise<void>;
}

const ways = ['queued before the script', 'by name', 'as a method'] as const;
type Way = (typeof ways)[number];

let browser: Browser;
let site: ApiSite;
let page: Page;
let instances = 0;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser);
  page = await site.context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const title = () => launcher(page).getAttribute('title');
const widgets = () => page.locator('helplet-widget').count();
const suggested = () =>
  panel(page).locator('#helplet-suggested ~ * .row, [aria-labelledby="helplet-suggested"] .row').first();
const greeting = () => panel(page).locator('.greeting').textContent();
const heard = () => run(page, 'window.heard') as Promise<unknown[]>;
const openPanel = async () => {
  await run(page, 'void helplet("open")');
  await panel(page).waitFor();
};
/** Sends a request to an endpoint that says to come back in an hour. */
const leaveRequest = async (instance: string) => {
  site.answer = 'busy';
  await site.show(page, { attributes: `${FULL} data-instance="${instance}"` });
  await loaded(page);
  await run(page, 'void helplet("ticket", { email: "ana@example.com", body: "left behind" })');
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await panel(page).getByText('keep trying').first().waitFor();
};

/** Every verb. One that is missing here fails the first test. */
const rows: Readonly<Record<VerbName, Row>> = {
  boot: { args: '{ label: "Booted" }', effect: () => soon(title).toBe('Booted') },
  update: { args: '{ label: "Updated" }', effect: () => soon(title).toBe('Updated') },
  shutdown: {
    effect: async () => {
      await soon(widgets).toBe(0);
      await run(page, 'helplet.boot()');
      expect(await widgets()).toBe(1);
    },
  },
  destroy: {
    effect: async () => {
      await soon(widgets).toBe(0);
      await run(page, 'helplet.boot()');
      expect(await widgets()).toBe(0);
    },
  },
  show: {
    attributes: 'data-launcher="hide"',
    arrange: async () => soon(() => launcher(page).isVisible()).toBe(false),
    effect: () => soon(() => launcher(page).isVisible()).toBe(true),
  },
  hide: {
    arrange: async () => soon(() => launcher(page).isVisible()).toBe(true),
    effect: async () => {
      await soon(() => launcher(page).isVisible()).toBe(false);
      await openPanel(); // it can still be opened from the page
    },
  },
  open: { effect: () => panel(page).waitFor() },
  close: {
    before: ['helplet("open")'],
    effect: async () => {
      await page.waitForLoadState('networkidle');
      expect(site.host.requests.some(({ path }) => path.includes('/panel-'))).toBe(true);
      expect(await panel(page).isVisible()).toBe(false);
      expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
      await openPanel();
    },
  },
  toggle: {
    effect: async () => {
      await panel(page).waitFor();
      await run(page, 'helplet.toggle()');
      expect(await panel(page).isVisible()).toBe(false);
    },
  },
  identify: {
    args: '{ id: "u-1", name: "Ada" }',
    after: ['helplet("open")'],
    effect: () => soon(greeting).toContain(', Ada'),
  },
  logout: {
    before: ['helplet("identify", { id: "u-1", name: "Ada" })'],
    after: ['helplet("open")'],
    effect: async () => {
      await panel(page).waitFor();
      await soon(greeting).not.toContain('Ada');
    },
  },
  search: {
    args: '"parcel"',
    effect: async () => {
      await soon(() => panel(page).getByRole('combobox').inputValue()).toBe('parcel');
      await panel(page).getByRole('option', { name: 'When does my parcel arrive?' }).waitFor();
    },
  },
  article: {
    args: '"returns"',
    effect: () => panel(page).locator('article h2', { hasText: 'How do I return something?' }).waitFor(),
  },
  suggest: {
    args: '["hours", "sizes"]',
    after: ['helplet("open")'],
    effect: () => soon(() => suggested().textContent()).toContain('Opening hours'),
  },
  prefill: {
    args: '{ email: "ana@example.com", name: "Ana" }',
    after: ['helplet("ticket")'],
    effect: () => soon(() => panel(page).getByLabel('Your e-mail').inputValue()).toBe('ana@example.com'),
  },
  ticket: {
    args: '{ body: "About order 8841: " }',
    effect: () =>
      soon(() => panel(page).getByRole('textbox', { name: 'Message' }).inputValue()).toBe('About order 8841: '),
  },
  rate: {
    effect: async () => {
      await panel(page).getByText('How was your experience with our help?').waitFor();
      expect(await panel(page).getByRole('radio').count()).toBe(5);
    },
  },
  survey: {
    args: '"nps"',
    effect: async () => {
      await page.locator('helplet-widget').getByText('How likely are you to recommend us').first().waitFor();
      expect(await page.locator('helplet-widget').getByRole('radio').count()).toBe(11);
    },
  },
  setLocale: {
    args: '"zh"',
    after: ['helplet("open")'],
    effect: async () => {
      await panel(page).getByRole('combobox', { name: '提问或搜索' }).waitFor();
      expect(await panel(page).getAttribute('lang')).toBe('zh');
    },
  },
  setTheme: {
    args: '"dark"',
    after: ['helplet("open")'],
    effect: async () => {
      await panel(page).waitFor();
      await expect
        .poll(() => panel(page).evaluate((element) => getComputedStyle(element).backgroundColor))
        .toBe('rgb(28, 28, 30)');
    },
  },
  consent: {
    args: '"granted"',
    attributes: 'data-consent="required"',
    after: ['helplet("open")'],
    effect: async () => {
      await suggested().waitFor();
      expect(await panel(page).getByText('Before we start').count()).toBe(0);
    },
  },
  page: {
    before: ['helplet("open")'],
    arrange: async () => {
      await openPanel();
      await soon(() => suggested().textContent()).toContain('When do I get my refund?');
      await run(page, 'history.pushState(null, "", "/invoice")');
    },
    effect: async (_page, way) => {
      if (way === 'queued before the script') return panel(page).waitFor(); // the same page still: nothing to follow
      await soon(() => suggested().textContent()).toContain('Where is my invoice?');
    },
  },
  flush: {
    arrange: async (_page, instance) => {
      await leaveRequest(instance);
      site.events.length = 0;
      site.answer = 'accept';
    },
    effect: () => soon(() => site.events.map(({ type }) => type)).toEqual(['helplet.ticket.created']),
  },
  export: {
    before: ['helplet("prefill", { email: "ana@example.com" })'],
    effect: async (_page, way) => {
      // The queue gives nothing back; what it can be seen by is the code it needs.
      if (way === 'queued before the script') {
        return soon(() => site.host.requests.some(({ path }) => path.includes('/core-'))).toBe(true);
      }
      const data = (await run(page, 'window.result')) as Record<string, unknown>;
      expect(Object.keys(data).sort()).toEqual(['exportedAt', 'instance', 'stores', 'visitor']);
      expect(new Date(String(data.exportedAt)).getFullYear()).toBeGreaterThan(2000);
    },
  },
  erase: {
    arrange: async (_page, instance) => {
      await leaveRequest(instance);
      expect(await databaseOf(page)).toBe(`helplet:${instance}`);
      site.answer = 'accept';
    },
    effect: () => soon(() => databaseOf(page)).toBe(undefined),
  },
  on: {
    args: '"open", (payload) => heard.push(payload)',
    after: ['helplet("open")'],
    effect: async () => {
      await soon(heard).toEqual([{}]);
      await run(page, 'helplet.toggle()');
      await run(page, 'helplet.toggle()');
      await soon(heard).toEqual([{}, {}]);
      await run(page, 'helplet.on("close", () => heard.push("no"))()'); // gives what ends it
      await run(page, 'helplet.close()');
      expect(await heard()).toEqual([{}, {}]);
    },
  },
  once: {
    args: '"open", (payload) => heard.push(payload)',
    after: ['helplet("open")'],
    effect: async () => {
      await soon(heard).toEqual([{}]);
      await run(page, 'helplet.toggle()');
      await run(page, 'helplet.toggle()');
      expect(await heard()).toEqual([{}]);
    },
  },
  off: {
    args: '"open", window.listener',
    before: ['window.listener = () => heard.push("no")', 'helplet("on", "open", window.listener)'],
    after: ['helplet("on", "open", () => heard.push("yes"))', 'helplet("open")'],
    effect: () => soon(heard).toEqual(['yes']),
  },
  ready: {
    effect: async (_page, way) => {
      if (way !== 'queued before the script') expect(await run(page, 'window.result')).toBe(undefined);
      expect(await widgets()).toBe(1);
    },
  },
};

test('every verb has a row here, and the global no other keys', async () => {
  await site.show(page);
  await loaded(page);
  expect(((await run(page, 'Object.keys(helplet)')) as string[]).sort()).toEqual(Object.keys(rows).sort());
});

describe.each(ways)('%s', (way) => {
  test.each(Object.entries(rows))(
    '%s',
    async (verb, { args, attributes, before = [], after = [], arrange, effect }) => {
      const instance = `verb-${++instances}`;
      const own = `${FULL} data-instance="${instance}" ${attributes ?? ''}`;
      const isEarly = way === 'queued before the script';
      const call =
        way === 'as a method' ? `helplet.${verb}(${args ?? ''})` : `helplet(${[`"${verb}"`, args].filter(Boolean)})`;
      site.answer = 'accept';
      const leavesWorld = verb === 'flush' || verb === 'erase';
      if (isEarly && leavesWorld) await arrange?.(page, instance);
      site.host.requests.length = 0;
      const told = await site.show(page, {
        attributes: own,
        script: [STUB, 'window.heard = []', ...(isEarly ? [...before, call, ...after] : [])].join('\n'),
      });
      await loaded(page);
      if (!isEarly) {
        if (leavesWorld) {
          await arrange?.(page, instance);
        } else {
          for (const line of before) await run(page, `(async () => { await (${line}) })()`);
          await arrange?.(page, instance);
        }
        await run(page, `(async () => { window.result = await ${call} })()`);
        for (const line of after) await run(page, `(async () => { await (${line}) })()`);
      }
      await effect(page, way);
      expect(told).toEqual([]);
      expect(site.complaints).toEqual({ violations: [], errors: [] });
    },
  );
});
