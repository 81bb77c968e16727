import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageEventName } from '../../../src/schema/page-api.ts';
import { type ApiSite, ARTICLES, FULL, loaded, run, STUB, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, openPanel, panel } from '../support/browser.ts';

/** Keys of every event's payload; a `?` at the end: may be missing. The type holds the list complete. */
const payloads: Readonly<Record<PageEventName, readonly string[]>> = {
  ready: ['version'],
  open: [],
  close: [],
  search: ['confidence', 'hits'],
  'search:empty': [],
  'article:view': ['id', 'lang'],
  'article:rate': ['helpful', 'id'],
  'answer:given': ['article', 'confidence'],
  'answer:rated': ['article', 'helpful'],
  handoff: ['reason'],
  'ticket:start': [],
  'ticket:queued': ['durable', 'id'],
  'ticket:sent': ['id', 'reference?'],
  'ticket:failed': ['id', 'reason'],
  'survey:shown': ['survey'],
  'survey:answered': ['score?', 'survey'],
  'survey:dismissed': ['survey'],
  'consent:changed': ['state'],
  'identity:changed': ['kind'],
  erased: ['pending'],
  sync: ['failed', 'held', 'paused', 'saved', 'sending', 'sent', 'waiting'],
  error: ['code', 'message'],
};

/** An event as the page heard it. */
interface Heard {
  readonly name: string;
  readonly way: 'on' | 'once' | 'document' | 'element';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly bubbles?: boolean;
  readonly composed?: boolean;
  readonly target?: string;
}

/** Stands in everything the visitor writes; may stand in no event. */
const SECRET = 'zanzibar';

let browser: Browser;
let site: ApiSite;
let page: Page;
const heard: Heard[] = [];
const told: string[] = [];
const complaints: string[] = [];

/** The page listens in every way there is. */
const LISTEN = `${STUB}
window.heard = [];
const names = ${JSON.stringify(Object.keys(payloads))};
const note = (way, name) => (detail) => heard.push({ way, name, detail: structuredClone(detail) });
for (const name of names) {
  helplet('on', name, note('on', name));
  helplet('once', name, note('once', name));
  const listen = (way) => (event) => {
    const { bubbles, composed, detail } = event;
    heard.push({ way, name, detail: structuredClone(detail), bubbles, composed, target: event.composedPath()[0].localName });
  };
  document.addEventListener('helplet:' + name, listen('document'));
  window.addEventListener('helplet:' + name, (event) => event.target.localName === 'helplet-widget' && listen('element')(event), true);
}`;

async function visit(attributes: string, walk: () => Promise<void>): Promise<void> {
  const lines = await site.show(page, { attributes, script: LISTEN });
  await loaded(page);
  await walk();
  told.push(...lines);
  complaints.push(...site.complaints.violations, ...site.complaints.errors);
  heard.push(...((await run(page, 'window.heard')) as Heard[]));
}

/** Waits until `on` has heard it. */
const hears = (wanted: PageEventName) =>
  page.waitForFunction(
    (name) =>
      (window as unknown as { heard: Heard[] }).heard.some((event) => event.name === name && event.way === 'on'),
    wanted,
    { timeout: 15_000 },
  );
const button = (name: string | RegExp) => panel(page).getByRole('button', { name });

/** Uses the widget as visitors do, until everything has happened that can. */
async function useAll(): Promise<void> {
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('parcel');
  await hears('search');
  await panel(page).getByRole('option', { name: 'When does my parcel arrive?' }).click();
  await hears('article:view');
  await button('Yes').click();
  await hears('article:rate');
  await button('Back').click();
  await panel(page).getByRole('combobox').fill(`${SECRET}qwx`);
  await hears('search:empty');
  await panel(page).getByRole('combobox').fill('opening hours');
  await panel(page).getByRole('combobox').press('Enter');
  await hears('answer:given');
  await button('Yes').click();
  await hears('answer:rated');
  await button('Write to a person').click();
  await hears('handoff');
  const message = panel(page).getByRole('textbox', { name: 'Message' });
  await message.fill('');
  await message.fill(`${SECRET} is what I wrote`);
  await hears('ticket:start');
  await panel(page).getByLabel('Your e-mail').fill(`${SECRET}@example.com`);
  await button('Send request').click();
  await hears('ticket:queued');
  await hears('ticket:sent');
  await hears('sync');
  await run(page, 'helplet.rate()');
  await hears('survey:shown');
  await panel(page).getByRole('radio', { name: 'Happy', exact: true }).click();
  await panel(page).getByLabel('Would you like to say why?').fill(`${SECRET}!`);
  await button('Send rating').click();
  await hears('survey:answered');
  await run(page, 'helplet.survey("nps")');
  await button('Skip').click();
  await hears('survey:dismissed');
  site.answer = 'reject';
  await run(page, `helplet.ticket({ body: "${SECRET} again" })`);
  await button('Send request').click();
  await hears('ticket:failed');
  site.answer = 'accept';
  await run(page, `helplet.identify({ id: "${SECRET}", name: "${SECRET}" })`);
  await hears('identity:changed');
  await button('Close').click();
  await hears('close');
  await run(page, 'helplet.erase()');
  await hears('erased');
  await run(page, 'helplet.consent("denied")');
  await hears('consent:changed');
}

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser, { files: { '/bad.json': { status: 500, body: 'no' } } });
  page = await site.context.newPage();
  await visit(FULL, useAll);
  await visit('data-kb="/bad.json"', async () => {
    await launcher(page).click();
    await hears('error');
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const keysOf = (detail: object) => Object.keys(detail).sort();

test.each(Object.entries(payloads))('%s happens, and is heard in every way with its payload', (name, keys) => {
  const needed = keys.filter((key) => !key.endsWith('?'));
  const allowed = keys.map((key) => key.replace('?', ''));
  const mine = heard.filter((event) => event.name === name);
  const ways = (way: Heard['way']) => mine.filter((event) => event.way === way).map(({ detail }) => detail);
  expect(ways('on').length).toBeGreaterThan(0);
  for (const { detail } of mine) {
    expect(keysOf(detail)).toEqual(expect.arrayContaining(needed));
    expect(allowed).toEqual(expect.arrayContaining(keysOf(detail)));
  }
  // One for each page, the first one; the others as often as it happened, in the same order.
  expect(ways('once')[0]).toEqual(ways('on')[0]);
  expect(ways('document')).toEqual(ways('on'));
  expect(ways('element')).toEqual(ways('on'));
  for (const { bubbles, composed, target } of mine.filter(({ way }) => way === 'document')) {
    expect({ bubbles, composed, target }).toEqual({ bubbles: true, composed: true, target: 'helplet-widget' });
  }
});

test('each listener of `once` was called once a page', () => {
  const calls = Object.keys(payloads).map((name) =>
    heard.filter((event) => event.name === name && event.way === 'once'),
  );
  expect(Math.max(...calls.map(({ length }) => length))).toBeLessThanOrEqual(2); // pages
  expect(heard.filter(({ name, way }) => name === 'search' && way === 'on').length).toBeGreaterThan(1);
  expect(heard.filter(({ name, way }) => name === 'search' && way === 'once')).toHaveLength(1);
});

test('no event holds what the visitor wrote, who he is, or what he searched for', () => {
  const all = JSON.stringify(heard).toLowerCase();
  expect(all).not.toContain(SECRET);
  expect(all).not.toContain('parcel');
  const known = new Set(ARTICLES.map(({ id }) => id));
  for (const { name, detail } of heard.filter(({ name }) => name === 'article:view')) {
    expect(known.has(String(detail.id)), name).toBe(true);
  }
});

test('values are what the documentation says', () => {
  const first = (name: PageEventName) => heard.find((event) => event.name === name)?.detail;
  expect(first('ready')).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(first('article:view')).toEqual({ id: 'delivery', lang: 'en' });
  expect(first('article:rate')).toEqual({ id: 'delivery', helpful: true });
  expect(first('answer:given')).toEqual({ article: 'hours', confidence: expect.any(Number) });
  expect(first('answer:rated')).toEqual({ article: 'hours', helpful: true });
  expect(first('handoff')).toEqual({ reason: 'wish' });
  const queued = first('ticket:queued');
  expect(queued).toEqual({ id: expect.stringMatching(/^[\da-f-]{36}$/), durable: true });
  expect(first('ticket:sent')).toEqual({ id: queued?.id });
  expect(first('ticket:failed')).toMatchObject({ reason: 'rejected' });
  expect(first('survey:answered')).toEqual({ survey: 'csat', score: 4 });
  expect(first('survey:dismissed')).toEqual({ survey: 'nps' });
  expect(first('identity:changed')).toEqual({ kind: 'identified' });
  expect(first('erased')).toEqual({ pending: false });
  expect(first('consent:changed')).toEqual({ state: 'denied' });
  expect(first('error')).toEqual({ code: 'kb-failed', message: expect.any(String) });
  for (const { detail } of heard.filter(({ name }) => name === 'search')) {
    expect(detail.hits).toBeGreaterThan(0);
    expect(detail.confidence).toBeGreaterThanOrEqual(0);
    expect(detail.confidence).toBeLessThanOrEqual(1);
  }
  for (const { detail } of heard.filter(({ name }) => name === 'sync')) {
    expect(Object.values(detail).every((count) => Number.isInteger(count) && Number(count) >= 0)).toBe(true);
  }
});

test('all of it under the strict policy, with no warning but that of the missing knowledge base', () => {
  expect(complaints.filter((complaint) => !complaint.includes('status of 500'))).toEqual([]);
  expect(told.filter((line) => !line.includes('knowledge base'))).toEqual([]);
});
