import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Route } from 'playwright-core';
import { type Complaints, panel, watchContext } from '../support/browser.ts';
import { type Lang, type PageName, pathOf } from './site.ts';

/** What the endpoint does with a batch: takes it, never answers, refuses the rows, fails for now, takes nobody's, or is out of reach. */
export type Answer = 'take' | 'hold' | 'refuse' | 'fail' | 'close' | 'drop';

/** A page of the view site, and hands to bring it into a state. */
export interface Scene {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: Complaints;
  readonly lang: Lang;
  readonly panel: Locator;
  /** The interface's text for a key, in this language. */
  say(key: string): string;
  /** What is written by the visitor in this language. */
  readonly words: (typeof words)['en'];
  /** A button in the panel, by its text's key. */
  button(key: string): Locator;
  /** Calls a verb as the page would, and waits for it. */
  call(verb: string, ...args: readonly unknown[]): Promise<void>;
  answer(next: Answer): void;
  /** Lets this much time go by for the widget: its clock stands still otherwise, so that dates are always the same. */
  pass(ms: number): Promise<void>;
}

export interface SceneOptions {
  readonly url: string;
  readonly page: PageName;
  readonly lang: Lang;
  /** Files that never come: a pattern of their addresses. */
  readonly missing?: RegExp;
  readonly context?: BrowserContextOptions;
}

const NOW = Date.parse('2026-06-10T09:30:00Z');
const LONG = 'longwordwithoutanyspaceinit'.repeat(8);

const words = {
  en: {
    query: 'when is my refund paid',
    vague: 'cancel',
    unknown: 'qqqqzzzz',
    person: 'I want to talk to a person',
    body: 'My parcel has not arrived. I paid with 4111 1111 1111 1111, please call +31 20 624 1111.',
    more: 'It is order 2041, by the way.',
    long: `Where is it? ${LONG} ${'The label says Utrecht and nobody knows more. '.repeat(12)}`,
  },
  zh: {
    query: '什么时候能收到退款',
    vague: '取消',
    unknown: 'qqqqzzzz',
    person: '转人工',
    body: '包裹还没有到。我用 4111 1111 1111 1111 付的款，请打 13912345678。',
    more: '订单号是 2041。',
    long: `在哪里？${LONG} ${'标签上写着乌得勒支，没有人知道更多。'.repeat(14)}`,
  },
};

/** The interface's texts, every area's. */
const texts = Object.fromEntries(
  (['en', 'zh'] as const).map((lang) => [
    lang,
    Object.assign(
      {},
      ...['panel', 'views', 'conversation', 'survey', 'attachments'].map((area) => {
        const file = resolve(import.meta.dirname, `../../../src/i18n/messages/${area}.${lang}.json`);
        return JSON.parse(readFileSync(file, 'utf8'));
      }),
    ) as Record<string, unknown>,
  ]),
);

export async function openScene(browser: Browser, options: SceneOptions): Promise<Scene> {
  const { lang } = options;
  const written = lang === 'zh' ? 'zh' : 'en';
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: { en: 'en-GB', zh: 'zh-CN', ar: 'ar' }[lang],
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
    ...options.context,
  });
  const complaints = await watchContext(context);
  let next: Answer = 'take';
  await context.route('**/v1/**', (route) => reply(route, next));
  if (options.missing) await context.route(options.missing, (route) => route.abort());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  let now = NOW;
  await page.clock.setFixedTime(now);
  await page.goto(options.url + pathOf(options.page, lang));
  await page.locator('helplet-widget button.launcher').waitFor();
  const say = (key: string) => {
    const text = texts[written]?.[key];
    if (typeof text !== 'string') throw new Error(`there is no text "${key}"`);
    return lang === 'ar' ? `${text}\u200e` : text; // the mark that English texts get in a page from right to left
  };
  return {
    page,
    context,
    complaints,
    lang,
    panel: panel(page),
    say,
    words: words[written],
    button: (key) => panel(page).getByRole('button', { name: say(key), exact: true }),
    call: (verb, ...args) =>
      page.evaluate(
        ([name, values]) => {
          const { helplet } = window as unknown as { helplet: (...all: unknown[]) => Promise<unknown> };
          return helplet(name, ...values).then(() => undefined);
        },
        [verb, args] as const,
      ),
    answer(given) {
      next = given;
    },
    async pass(ms) {
      now += ms;
      await page.clock.setFixedTime(now);
    },
  };
}

async function reply(route: Route, answer: Answer): Promise<void> {
  if (answer === 'hold') return undefined;
  if (answer === 'drop') return route.abort();
  if (answer === 'fail' || answer === 'close')
    return route.fulfill({ status: answer === 'fail' ? 503 : 401, json: {} });
  const ids = (route.request().postDataJSON() as { id: string }[]).map(({ id }) => id);
  const isTaken = answer === 'take';
  await route.fulfill({
    json: {
      accepted: isTaken ? ids : [],
      duplicates: [],
      rejected: isTaken ? [] : ids.map((id) => ({ id, reason: 'no such order' })),
    },
  });
}
