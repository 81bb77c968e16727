import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, launcher, type OpenedPage, openPage } from './support/browser.ts';
import {
  call,
  databases,
  dump,
  NO_TRACES,
  openPanel,
  otherTraces,
  type PrivacySite,
  panel,
  QUIET_MS,
  sendRequest,
  startPrivacySite,
  tell,
} from './support/privacy-site.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let site: PrivacySite;
let open: OpenedPage[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({
    '/': 'data-consent="required" data-events="on" data-surveys="/surveys.json"',
    '/zh': 'data-consent="required" data-events="on" data-surveys="/surveys.json" data-locale="zh"',
    '/plain': 'data-consent="required"',
    '/plain-zh': 'data-consent="required" data-locale="zh"',
    '/implied': 'data-events="on"',
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  site.setWay('open');
  for (const { complaints, context } of open) {
    // A line that is cut is said by the browser itself.
    const errors = complaints.errors.filter((error) => !/^Failed to load resource/.test(error));
    expect({ ...complaints, errors }).toEqual({ violations: [], errors: [] });
    await context.close();
  }
  open = [];
});

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const opened = await openPage(browser, site.url + path, options);
  open.push(opened);
  await launcher(opened.page).waitFor();
  return opened.page;
}

/** Files asked for, without their hashes and tries, each once. */
function files(): string[] {
  const names = site
    .asked()
    .map((asked) => asked.replace(/^GET \/helplet\//, '').replace(/-[\w-]{8}\.(js|json)$/, '.$1'));
  return [...new Set(names)].sort();
}

/** Nothing is on the device, and nothing went anywhere. */
async function expectNothing(page: Page): Promise<void> {
  expect(await databases(page)).toEqual([]);
  expect(await otherTraces(page)).toEqual(NO_TRACES);
  expect(site.asked().filter((asked) => !/^GET \/helplet\/(helplet\.js|chunks\/|locales\/)/.test(asked))).toEqual([]);
}

const gate = (page: Page) => panel(page).locator('.gate');

/** Helplet's own files behind the gate, and nothing else. */
const CODE = [
  'chunks/core.js',
  'chunks/later.js',
  'chunks/masking.js',
  'chunks/panel.js',
  'chunks/shared.js',
  'chunks/views.js',
  'helplet.js',
];

describe('before anybody has said yes', () => {
  test('a page asks for the script alone, whatever it calls that shows nothing', async () => {
    site.forgetAsked();
    const page = await visit('/');
    await call(page, 'identify', { id: 'ana', email: 'ana@example.com' });
    await call(page, 'suggest', ['hours']);
    await call(page, 'prefill', { body: 'A text of the page' });
    await call(page, 'page');
    await call(page, 'setLocale', 'en');
    await call(page, 'hide');
    await call(page, 'show');
    await call(page, 'logout');
    await page.mouse.move(200, 300);
    await page.waitForTimeout(QUIET_MS);
    expect(files()).toEqual(['helplet.js']);
    await expectNothing(page);
    await page.reload();
    await launcher(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(files()).toEqual(['helplet.js']);
    await expectNothing(page);
  });

  test.each([
    { path: '/', texts: [] },
    { path: '/zh', texts: ['locales/zh-first.json', 'locales/zh-later.json'] },
  ])('the open panel has only its own code and texts: $path', async ({ path, texts }) => {
    site.forgetAsked();
    const page = await visit(path);
    await launcher(page).hover();
    await expect.poll(files).toEqual(['chunks/core.js', 'chunks/shared.js', 'helplet.js']);
    await openPanel(page);
    await gate(page).waitFor();
    await expect.poll(files).toEqual([...CODE, ...texts].sort());
    await expectNothing(page);
    await page.reload();
    await openPanel(page);
    await gate(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(files()).toEqual([...CODE, ...texts].sort());
    await expectNothing(page);
  });

  test('no verb fetches a knowledge base, a worker or a survey, stores or sends anything', async () => {
    const page = await visit('/');
    site.forgetAsked();
    await call(page, 'open');
    await gate(page).waitFor();
    const verbs: [string, ...unknown[]][] = [
      ['search', 'opening hours'],
      ['article', 'hours'],
      ['ticket', { body: 'Please call me', email: 'ana@example.com' }],
      ['prefill', { body: 'Something' }],
      ['identify', { id: 'ana', email: 'ana@example.com', name: 'Ana' }],
      ['suggest', ['refund']],
      ['page'],
      ['survey', 'eager'],
      ['survey', 'csat'],
      ['rate'],
      ['setLocale', 'zh'],
      ['setLocale', 'en'],
      ['setTheme', 'dark'],
      ['update', { accent: '#1a7f5a' }],
      ['close'],
      ['open'],
      ['toggle'],
      ['toggle'],
      ['flush'],
      ['logout'],
    ];
    for (const [verb, ...args] of verbs) {
      await call(page, verb, ...args);
      await expectNothing(page);
    }
    await page.evaluate(() => document.querySelector<HTMLElement>('h1')?.click());
    await page.waitForTimeout(QUIET_MS);
    await expectNothing(page);
    expect(page.workers()).toEqual([]);
    expect(await panel(page).locator('form, .result, article').count()).toBe(0);
    await gate(page).waitFor();
    const data = (await call(page, 'export')) as { visitor: string; stores: Record<string, unknown> };
    expect(data.visitor).toBe('');
    expect(data.stores.outbox).toEqual([]);
    await page.reload();
    await launcher(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    await expectNothing(page);
  });

  test('a survey the page asks for is not asked before the visitor is', async () => {
    site.forgetAsked();
    const page = await visit('/');
    await tell(page, 'survey', 'eager');
    await gate(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    await expectNothing(page);
    expect(await page.locator('helplet-widget form.survey').count()).toBe(0);
    await gate(page).getByRole('button', { name: 'Allow' }).click();
    await page.locator('helplet-widget form.survey').waitFor();
  });

  test.each([
    { path: '/plain', title: 'Before we start', allow: 'Allow', deny: 'Only show answers' },
    { path: '/plain-zh', title: '开始之前', allow: '同意保存', deny: '只看答案' },
  ])('the gate is clean for axe and goes by keyboard alone: $path', async ({ path, title, allow, deny }) => {
    const page = await visit(path, { reducedMotion: 'reduce' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await gate(page).waitFor();
    await expect.poll(() => focusedText(page)).toBe(await gate(page).locator('h2').textContent());
    expect(await gate(page).locator('h2').textContent()).toBe(title);
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: readFileSync(AXE, 'utf8') });
    expect(await axeProblems(page)).toEqual([]);
    const [yes, no] = await gate(page).locator('button').allTextContents();
    expect([yes, no]).toEqual([allow, deny]);
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe(yes);
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe(no);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await panel(page).getByRole('combobox').waitFor();
    await expect.poll(() => focusedText(page)).not.toBeNull();
    await expect.poll(() => databases(page)).toEqual(['helplet:default']);
  });
});

describe('"Allow"', () => {
  test('works from then on, over a reload, and the triggered survey comes', async () => {
    site.forgetAsked();
    const page = await visit('/');
    await openPanel(page);
    await gate(page).getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
    expect(site.asked()).toContain('GET /kb.json');
    await sendRequest(page, 'Allowed and sent', 'sent');
    await page.reload();
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    expect(await gate(page).count()).toBe(0);
    await panel(page).getByRole('button', { name: 'My requests' }).click();
    await panel(page)
      .getByRole('button', { name: /Allowed and sent/ })
      .waitFor();
    await call(page, 'close');
    await page.locator('helplet-widget .survey-root').waitFor();
    expect(await ticketsWith('Allowed and sent')).toBe(1);
  });
});

describe('"Only show answers"', () => {
  test('answers, stores nothing, asks again at the next page, and lets the form ask for itself', async () => {
    const page = await visit('/');
    await openPanel(page);
    site.forgetAsked();
    await gate(page).getByRole('button', { name: 'Only show answers' }).click();
    await panel(page).getByRole('combobox').fill('refund');
    await panel(page).locator('.result-title').first().click();
    await panel(page).locator('article h2').waitFor();
    expect(await panel(page).locator('.vote').count()).toBe(0);
    await panel(page).locator('.back').click();
    await panel(page).getByRole('combobox').fill('when are you open on a saturday');
    await panel(page).getByRole('option').last().click();
    await panel(page).locator('.conversation-reply').first().waitFor();
    await panel(page).getByRole('textbox').fill('half a question');
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]);
    expect(await otherTraces(page)).toEqual(NO_TRACES);
    expect(site.asked().filter((asked) => asked.includes('/v1/') || asked.includes('surveys'))).toEqual([]);
    await page.reload();
    expect(await databases(page)).toEqual([]);
    await openPanel(page);
    await gate(page).getByRole('button', { name: 'Only show answers' }).click();
    await panel(page).getByRole('button', { name: 'Write to us' }).click();
    await panel(page).getByLabel('Your e-mail').fill('cy@example.com');
    await panel(page).getByLabel('Message').fill('Asked for by the form');
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]);
    await panel(page).getByRole('button', { name: 'Allow and send' }).click();
    await panel(page).locator('.state.sent').waitFor();
    expect(await ticketsWith('Asked for by the form')).toBe(1);
    expect(await databases(page)).toEqual(['helplet:default']);
    await page.reload();
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    expect(await gate(page).count()).toBe(0);
  });

  test('nobody is thanked for a rating that would not be sent: who asks for one is asked for consent', async () => {
    const page = await visit('/plain');
    await openPanel(page);
    await gate(page).getByRole('button', { name: 'Only show answers' }).click();
    await panel(page).getByRole('combobox').waitFor();
    expect(await panel(page).getByRole('button', { name: 'Rate your experience' }).count()).toBe(0);
    await call(page, 'survey', 'nps'); // the page's wish, not the visitor's
    expect(await page.locator('helplet-widget form.survey').count()).toBe(0);
    await tell(page, 'rate');
    await gate(page).waitFor();
    expect(await panel(page).locator('form.survey').count()).toBe(0);
    await gate(page).getByRole('button', { name: 'Only show answers' }).click();
    await panel(page).getByRole('combobox').fill('when are you open on a saturday');
    await panel(page).getByRole('option').last().click();
    await panel(page).locator('.conversation-reply blockquote').first().waitFor();
    expect(await panel(page).getByText('Did this help?').count()).toBe(0);
    await tell(page, 'rate');
    await gate(page).getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('radio', { name: 'Happy', exact: true }).click();
    await panel(page).getByRole('button', { name: 'Send rating' }).click();
    await panel(page).locator('.outcome').waitFor();
    await expect.poll(() => site.sent.filter((body) => body.includes('survey.answered')).length).toBeGreaterThan(0);
  });
});

describe('the page’s own banner', () => {
  test('granted before the load, through the queue: no gate is ever seen', async () => {
    const { page, context } = await fresh();
    await context.addInitScript(() => {
      const page = window as unknown as { helplet: { (...args: unknown[]): void; q: unknown[][] } };
      page.helplet = Object.assign((...args: unknown[]) => void page.helplet.q.push(args), { q: [] as unknown[][] });
      page.helplet('consent', 'granted');
    });
    await page.goto(`${site.url}/plain`);
    await launcher(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]); // a yes is no touch: nothing is made before there is a need
    await watchGate(page);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
    expect(await gatesSeen(page)).toBe(0);
    await expect.poll(() => databases(page)).toEqual(['helplet:default']);
    await page.reload(); // and on every page again
    await launcher(page).waitFor();
    await watchGate(page);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
    expect(await gatesSeen(page)).toBe(0);
  });

  test('granted after the load, with the gate open: the gate goes', async () => {
    const page = await visit('/plain');
    await openPanel(page);
    await gate(page).waitFor();
    await call(page, 'consent', 'granted');
    await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
    expect(await gate(page).count()).toBe(0);
    await expect.poll(() => databases(page)).toEqual(['helplet:default']);
  });

  test('denied before the load and on each page: nothing is stored, and the gate does not ask again', async () => {
    const { page, context } = await fresh();
    await context.addInitScript(() => {
      const page = window as unknown as { helplet: { (...args: unknown[]): void; q: unknown[][] } };
      page.helplet = Object.assign((...args: unknown[]) => void page.helplet.q.push(args), { q: [] as unknown[][] });
      page.helplet('consent', 'denied');
    });
    await page.goto(`${site.url}/`);
    for (const _ of ['first page', 'second page']) {
      await openPanel(page);
      await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
      expect(await gate(page).count()).toBe(0);
      await page.waitForTimeout(QUIET_MS);
      expect(await databases(page)).toEqual([]);
      expect(await otherTraces(page)).toEqual(NO_TRACES);
      await page.reload();
      await launcher(page).waitFor();
    }
  });
});

describe('a consent that is taken back', () => {
  test.each([
    { path: '/plain', kind: 'required' },
    { path: '/implied', kind: 'implied' },
  ])('deletes what is here, and a row that waits for its server is never sent: $kind', async ({ path, kind }) => {
    const page = await visit(path);
    if (kind === 'required') await call(page, 'consent', 'granted');
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    site.setWay('down');
    const text = `Taken back ${kind}`;
    await sendRequest(page, text, 'waiting');
    await tell(page, 'ticket');
    await panel(page).getByLabel('Message').fill('Half a message');
    await expect.poll(async () => JSON.stringify(await dump(page))).toContain('Half a message');
    await call(page, 'consent', 'denied');
    expect(await panel(page).getByText(text).count()).toBe(0);
    await expectForgotten(page, kind, [text, 'Half a message', 'ana@example.com']);
    const before = site.sent.length;
    site.setWay('open');
    await call(page, 'flush');
    await page.waitForTimeout(QUIET_MS);
    await page.reload();
    await openPanel(page);
    if (kind === 'required') await gate(page).getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('combobox').waitFor();
    await call(page, 'flush');
    await page.waitForTimeout(QUIET_MS);
    expect(site.sent.slice(before).filter((body) => body.includes('Taken back'))).toEqual([]);
    expect(site.sent.slice(before).filter(() => kind === 'implied')).toEqual([]); // not even what merely happened
    expect(await ticketsWith(text)).toBe(0);
  });

  test('in the privacy view: asked twice, and said', async () => {
    const page = await visit('/plain');
    await openPanel(page);
    await gate(page).getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('button', { name: 'Your data on this device' }).click();
    const toggle = panel(page).getByRole('switch', { name: 'Keep drafts and requests on this device' });
    expect(await toggle.getAttribute('aria-checked')).toBe('true');
    await toggle.click();
    expect(await databases(page)).toEqual(['helplet:default']);
    await panel(page).getByRole('button', { name: 'Delete and keep nothing' }).click();
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('false');
    await expect.poll(() => databases(page)).toEqual([]);
    await panel(page).getByText('Nothing, apart from your choice').waitFor();
    await toggle.click();
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
    await expect.poll(() => databases(page)).toEqual(['helplet:default']);
  });

  test('counts at the next page also where another visitor’s rows keep the database', async () => {
    const page = await visit('/plain');
    await openPanel(page);
    await gate(page).getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('combobox').waitFor();
    site.setWay('down');
    await call(page, 'identify', { id: 'ana' });
    await sendRequest(page, 'Ana’s own', 'waiting');
    await call(page, 'logout');
    await call(page, 'identify', { id: 'ben' });
    await call(page, 'consent', 'denied');
    expect(JSON.stringify(await dump(page))).toContain('Ana’s own');
    await page.reload();
    await openPanel(page);
    await gate(page).waitFor();
  });
});

async function expectForgotten(page: Page, kind: string, texts: readonly string[]): Promise<void> {
  if (kind === 'required') await expect.poll(() => databases(page)).toEqual([]);
  const left = await dump(page);
  for (const text of texts) expect(JSON.stringify(left)).not.toContain(text);
  const rows = Object.entries(left).flatMap(([store, held]) => held.map(([key]) => `${store}/${key}`));
  expect(rows.filter((row) => !/^meta\/(consent|outbox:)/.test(row))).toEqual([]);
}

async function fresh(): Promise<OpenedPage> {
  const opened = await openPage(browser, 'about:blank');
  open.push(opened);
  return opened;
}

/** Counts the gates that are ever drawn, however shortly. */
function watchGate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const root = document.querySelector('helplet-widget')?.shadowRoot;
    const seen = { gates: 0 };
    Object.assign(window, { seen });
    if (root) {
      new MutationObserver(() => {
        if (root.querySelector('.gate')) seen.gates++;
      }).observe(root, { childList: true, subtree: true });
    }
  });
}

function gatesSeen(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { seen: { gates: number } }).seen.gates);
}

async function ticketsWith(text: string): Promise<number> {
  return (await site.service.tickets()).filter(({ data }) => data.body.includes(text)).length;
}

function focusedText(page: Page): Promise<string | null> {
  return page.evaluate(() => document.querySelector('helplet-widget')?.shadowRoot?.activeElement?.textContent ?? null);
}

interface AxeRun {
  run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

function axeProblems(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: AxeRun }).axe.run(
      { include: [['helplet-widget']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
