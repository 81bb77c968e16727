import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, type ConfigInput, parseConfig } from '../../../src/schema/config.ts';
import { type ApiSite, loaded, run, STUB, soon, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, panel } from '../support/browser.ts';

/** A field, a value for it, and how that can be seen. */
interface Row {
  readonly value: unknown;
  /** As an attribute writes it. Default: the value as text; null: only code can give it. */
  readonly attribute?: string | null;
  /** Reads the effect off the page; the default configuration gives something else. */
  readonly read: () => Promise<unknown>;
  readonly expected: unknown;
}

/** Fields that do not get in each other's way are looked at on one page. */
interface Group {
  /** What the page has anyway. */
  readonly base: ConfigInput;
  readonly rows: Readonly<Partial<Record<keyof Config, Row>>>;
  readonly body?: string;
  readonly script?: string;
  /** What is done before looking, with the panel open. */
  readonly walk?: () => Promise<void>;
  /** What a running widget cannot take. */
  readonly noUpdate?: boolean;
}

const SURVEYS = [{ id: 'own', kind: 'nps', question: 'Would you come again?', trigger: { on: 'page', delayMs: 0 } }];

const ways = ['attributes', 'boot', 'update'] as const;
type Way = (typeof ways)[number];

let browser: Browser;
let site: ApiSite;
let page: Page;
let flat: Record<string, unknown>[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser, {
    files: {
      '/flat': ({ body }, response) => {
        flat.push(JSON.parse(body));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{}');
      },
      '/page.css': { body: '#bar { position: fixed; bottom: 0; height: 100px; width: 100% }' },
      '/surveys.json': { body: JSON.stringify(SURVEYS) },
      '/own-intent.hlm': { body: readFileSync(resolve(import.meta.dirname, '../../../dist/models/intent.hlm')) },
      '/own-worker.js': { body: 'import "/helplet/worker.js";' },
      '/other.json': { body: JSON.stringify([{ id: 'other', title: 'Another article', body: 'Read this.' }]) },
    },
  });
  page = await site.context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const widget = () => page.locator('helplet-widget');
const style = (locator: Locator, name: string) =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
const firstSuggestion = () =>
  panel(page)
    .locator('[aria-labelledby="helplet-suggested"] .row, #helplet-suggested ~ * .row')
    .first()
    .textContent({ timeout: 3_000 })
    .catch(() => null);
/** Distance of the launcher from the window's edges: left, right, bottom. */
const place = async () => {
  const box = await launcher(page).boundingBox();
  return box && { left: box.x, right: 1280 - box.x - box.width, bottom: 800 - box.y - box.height };
};
const home = async () => {
  await run(page, 'helplet.search("")');
  return panel(page).locator('.home');
};
const form = async () => {
  await run(page, 'helplet.ticket()');
  const view = panel(page).locator('.form');
  await view.waitFor();
  return view;
};
const textOf = async (locator: Locator) => (await locator.count()) > 0 && (await locator.first().textContent());

/** An hour before and two after now, where it is the 14 hours later that it never is in UTC. */
function hoursInKiritimati(): string {
  const now = new Date(Date.now() + 14 * 3_600_000);
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const from = new Date(now.getTime() - 3_600_000);
  return `${day[from.getUTCDay()]} ${from.getUTCHours()}:00-${(from.getUTCHours() + 3) % 24}:00`;
}

const groups: Readonly<Record<string, Group>> = {
  'looks and words': {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    rows: {
      theme: { value: 'dark', read: () => style(panel(page), 'background-color'), expected: 'rgb(28, 28, 30)' },
      accent: {
        value: '#0a7d32',
        read: () => style(launcher(page), 'background-color'),
        expected: 'rgb(10, 125, 50)',
      },
      name: {
        value: 'Ana from the shop',
        read: async () => panel(page).getAttribute('aria-label'),
        expected: 'Ana from the shop',
      },
      label: {
        value: 'Ask us',
        read: async () => {
          await run(page, 'helplet.close()');
          const title = await launcher(page).getAttribute('title');
          await run(page, 'helplet.open()');
          return title;
        },
        expected: 'Ask us',
      },
      launcher: {
        value: 'text',
        read: async () => ((await launcher(page).boundingBox())?.width ?? 0) > 70,
        expected: true,
      },
      position: { value: 'start', read: async () => ((await place())?.left ?? 0) < 200, expected: true },
      offsetX: {
        value: 40,
        read: async () => Math.min((await place())?.left ?? 0, (await place())?.right ?? 0),
        expected: 40,
      },
      offsetY: { value: 60, read: async () => (await place())?.bottom, expected: 60 },
      zIndex: { value: 5000, read: () => style(widget(), 'z-index'), expected: '5000' },
      radius: { value: 4, read: () => style(panel(page), 'border-top-left-radius'), expected: '4px' },
      font: {
        value: 'Georgia, serif',
        read: async () => (await style(panel(page), 'font-family')).startsWith('Georgia, serif'),
        expected: true,
      },
      status: {
        value: 'Deliveries are late today.',
        read: async () =>
          ((await textOf((await home()).locator('.incident p'))) || '').includes('Deliveries are late today.'),
        expected: true,
      },
      statusUrl: {
        value: '/status',
        read: async () => {
          const link = (await home()).locator('.incident a');
          return (await link.count()) > 0 && link.getAttribute('href');
        },
        expected: '/status',
      },
      replyHours: {
        value: 4,
        read: async () => ((await (await home()).textContent()) ?? '').includes('Usually answered within 4 hours'),
        expected: true,
      },
      hours: {
        value: hoursInKiritimati(),
        read: async () => /Open now|closed until/.test((await (await home()).textContent()) ?? ''),
        expected: true,
      },
      timeZone: {
        value: 'Pacific/Kiritimati',
        read: async () => ((await (await home()).textContent()) ?? '').includes('Open now'),
        expected: true,
      },
      suggest: {
        value: ['hours', 'sizes'],
        attribute: 'hours, sizes',
        read: firstSuggestion,
        expected: 'Opening hours',
      },
      fields: {
        value: [{ name: 'order', label: 'Order number', required: true }],
        attribute: null,
        read: async () => (await form()).getByLabel('Order number').count(),
        expected: 1,
      },
      attachments: {
        value: 'off',
        read: async () => {
          await page.waitForLoadState('networkidle');
          return (await form()).getByRole('button', { name: 'Add files' }).count();
        },
        expected: 0,
      },
      unmask: {
        value: 'allow',
        read: async () => {
          const view = await form();
          await view.getByRole('textbox', { name: 'Message' }).fill('My card is 4111 1111 1111 1111.');
          await view.getByText('This is what we will see').waitFor();
          return view.locator('button.chip').count();
        },
        expected: 1,
      },
      retention: {
        value: 7,
        read: async () => {
          await (await home()).getByRole('button', { name: 'Your data on this device' }).click();
          return /for 7 days/.test((await panel(page).locator('.privacy').textContent()) ?? '');
        },
        expected: true,
      },
    },
  },
  'a bar to stay clear of': {
    base: { kb: '/kb.json' },
    body: '<div id="bar">We use cookies.</div>',
    rows: { avoid: { value: '#bar', read: async () => (await place())?.bottom, expected: 120 } },
  },
  'an address where there is no endpoint': {
    base: { kb: '/kb.json' },
    rows: {
      email: {
        value: 'help@shop.example',
        read: async () => {
          await run(page, 'helplet.ticket()');
          await panel(page).locator('h2').first().waitFor();
          return panel(page).getByRole('link', { name: 'Open mail' }).count();
        },
        expected: 1,
      },
    },
  },
  'where things come from and go to': {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    walk: async () => {
      await run(page, 'helplet.rate()');
      await panel(page).getByRole('radio').first().waitFor();
      await run(page, 'helplet.ticket({ email: "ana@example.com", body: "Where does this go?" })');
      await panel(page).locator('button[type=submit]').click();
      await panel(page).locator('.request .state').first().waitFor();
      await soon(() => flat.length + site.events.length).toBeGreaterThan(0);
    },
    rows: {
      kb: {
        value: '/other.json',
        read: async () => {
          await home();
          return firstSuggestion();
        },
        expected: 'Another article',
      },
      endpoint: { value: '/flat', read: async () => flat.length > 0, expected: true },
      adapter: {
        value: 'http',
        read: async () => flat.map(({ message }) => message).find(Boolean),
        expected: 'Where does this go?',
      },
      events: {
        value: 'on',
        read: async () => {
          const sent = [...flat, ...site.events].map(({ type }) => type);
          return sent.includes('helplet.survey.shown');
        },
        expected: true,
      },
      locale: { value: 'zh', read: () => panel(page).getAttribute('lang'), expected: 'zh' },
      instance: {
        value: 'own-shop',
        read: () =>
          page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'helplet:own-shop')),
        expected: true,
      },
      worker: {
        value: '/own-worker.js',
        read: async () => page.workers().map((worker) => new URL(worker.url()).pathname),
        expected: ['/own-worker.js'],
      },
    },
  },
  consent: {
    base: { kb: '/kb.json' },
    rows: {
      consent: { value: 'required', read: async () => panel(page).getByText('Before we start').count(), expected: 1 },
    },
  },
  surveys: {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    walk: async () => {
      await run(page, 'helplet.close()');
    },
    rows: {
      surveys: {
        value: SURVEYS,
        attribute: '/surveys.json',
        read: async () => {
          const card = widget().getByText('Would you come again?').first();
          return card.waitFor({ timeout: 5_000 }).then(
            () => true,
            () => false,
          );
        },
        expected: true,
      },
    },
  },
  'the guard': {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    // No storage to be had, and an endpoint that takes nothing: a request is only in the page.
    script: 'IDBFactory.prototype.open = () => { throw new DOMException("no storage", "SecurityError") };',
    walk: async () => {
      site.answer = 'busy';
      await run(page, 'helplet.ticket({ email: "ana@example.com", body: "Only in this page" })');
      await panel(page).getByRole('button', { name: 'Send request' }).click();
      await panel(page).getByText('Not saved on this device').first().waitFor();
    },
    rows: {
      leaveGuard: {
        value: 'on',
        read: () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))),
        expected: true,
      },
    },
  },
  'the bounds of the queue': {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    walk: async () => {
      await run(page, 'helplet.ticket({ email: "ana@example.com", body: "Is this too much?" })');
      await panel(page).getByRole('button', { name: 'Send request' }).click();
      await panel(page).locator('.request .state, [role=alert]').first().waitFor();
    },
    rows: {
      limits: {
        value: { maxEventBytes: 100 },
        attribute: null,
        read: () => panel(page).getByText('too large to be saved').count(),
        expected: 1,
      },
    },
  },
  'intents of the site': {
    base: { kb: '/kb.json', endpoint: '/v1/events' },
    walk: async () => {
      await run(page, 'helplet.ticket()');
      await panel(page).getByLabel('Message').pressSequentially('Where is it?');
    },
    rows: {
      intentModel: {
        value: '/own-intent.hlm',
        read: () =>
          page.evaluate(() =>
            performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/own-intent.hlm')),
          ),
        expected: true,
      },
    },
  },
  integrity: {
    base: { kb: '/kb.json' },
    noUpdate: true,
    rows: {
      integrity: {
        value: '',
        read: async () => (await page.locator('link[rel=modulepreload][integrity]').count()) > 5,
        expected: true,
      },
    },
  },
};

/** The tag's attributes for a configuration. */
function toAttributes(config: Readonly<Record<string, unknown>>): string {
  return Object.entries(config)
    .map(([name, value]) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${value}"`)
    .join(' ');
}

/** Shows a page of the group, configured one way; null: not configured beyond its base. */
async function prepare(group: Group, way: Way | null): Promise<string[]> {
  const { base, rows, body, script = '', walk } = group;
  flat = [];
  site.events.length = 0;
  site.answer = 'accept';
  const entries = Object.entries(rows);
  const values = Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
  const attributes = Object.fromEntries(
    entries.filter(([, row]) => row.attribute !== null).map(([name, row]) => [name, row.attribute ?? row.value]),
  );
  const onlyCode = Object.fromEntries(
    entries.filter(([, row]) => row.attribute === null).map(([name, row]) => [name, row.value]),
  );
  const boot = way === 'boot' ? values : way === 'attributes' && Object.keys(onlyCode).length > 0 ? onlyCode : null;
  const told = await site.show(page, {
    attributes: toAttributes({ ...base, ...(way === 'attributes' && attributes) }),
    script: `${STUB}\n${script}\n${boot ? `helplet("boot", ${JSON.stringify(boot)});` : ''}`,
    ...(body && { body }),
  });
  await loaded(page);
  await run(page, 'helplet.open()');
  if (way === 'update') await run(page, `helplet.update(${JSON.stringify(values)})`);
  await walk?.();
  return told;
}

/** Reads until it is as expected, or has had time enough for that. @returns what was read last */
async function readUntil(read: Row['read'], expected: unknown): Promise<unknown> {
  const end = Date.now() + 5_000;
  let value = await read();
  while (!isDeepStrictEqual(value, expected) && Date.now() < end) {
    await page.waitForTimeout(50);
    value = await read();
  }
  return value;
}

test('every field of the configuration has a row here', () => {
  const names = Object.values(groups).flatMap(({ rows }) => Object.keys(rows));
  expect(names.sort()).toEqual(Object.keys(parseConfig({}).config).sort());
});

describe.each(Object.entries(groups))('%s', (_name, group) => {
  test('without the fields it is otherwise', async () => {
    await prepare(group, null);
    for (const [name, { read, expected }] of Object.entries(group.rows)) {
      expect.soft(await read(), name).not.toEqual(expected);
    }
  });

  test.each(ways.filter((way) => way !== 'update' || !group.noUpdate))('by %s', async (way) => {
    const told = await prepare(group, way);
    for (const [name, { read, expected }] of Object.entries(group.rows)) {
      expect.soft(await readUntil(read, expected), name).toEqual(expected);
    }
    expect(told.filter((line) => !/no storage|IndexedDB|takes nothing/.test(line))).toEqual([]);
    expect(site.complaints).toEqual({ violations: [], errors: [] });
  });
});
