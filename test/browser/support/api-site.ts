import type { ServerResponse } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Complaints, watchContext } from './browser.ts';
import { type Host, type HostFile, type HostOptions, type HostRequest, STRICT_CSP, startHost } from './host.ts';

/** The line a site puts into its own file, as the documentation gives it. */
export const STUB = 'window.helplet ||= function () { (helplet.q ||= []).push(arguments) };';

/** What the endpoint says to everything: takes it, refuses it for good, or asks to come back in an hour. */
export type Answer = 'accept' | 'reject' | 'busy';

/** A page of the site. */
export interface ApiPage {
  /** Of Helplet's script tag; an instance of its own is always among them. */
  readonly attributes?: string;
  /** The page's own script; runs before Helplet's. */
  readonly script?: string;
  readonly body?: string;
}

/** A strict site whose pages are made up one by one, with a knowledge base and an endpoint of its own. */
export interface ApiSite {
  readonly host: Host;
  readonly context: BrowserContext;
  readonly complaints: Complaints;
  /** Every event the endpoint was sent, in order. */
  readonly events: Readonly<Record<string, unknown>>[];
  answer: Answer;
  /** Shows a page; gives what it said to the site's developer from then on. */
  show(page: Page, options?: ApiPage): Promise<string[]>;
  close(): Promise<void>;
}

export const ARTICLES = [
  { id: 'refunds', title: 'When do I get my refund?', body: 'Your refund is paid within five days of its arrival.' },
  { id: 'returns', title: 'How do I return something?', body: 'Send it back within thirty days, unused.' },
  { id: 'delivery', title: 'When does my parcel arrive?', body: 'A parcel takes two working days.' },
  { id: 'invoice', title: 'Where is my invoice?', body: 'It is in your account, under orders.' },
  { id: 'sizes', title: 'Which size fits me?', body: 'Measure your chest and look at the table.' },
  { id: 'hours', title: 'Opening hours', body: 'We are open from nine to five.' },
  { id: 'hours', lang: 'zh', title: '营业时间', body: '我们每天九点到五点营业。' },
];

let pages = 0;

/** @param files further ones by path, or others in place of those here */
export async function startApiSite(
  browser: Browser,
  { files = {}, csp = STRICT_CSP }: Partial<HostOptions> = {},
): Promise<ApiSite> {
  const events: Readonly<Record<string, unknown>>[] = [];
  let shown: ApiPage = {};
  const text = (body: string, type: string) => (_request: HostRequest, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': type, 'content-security-policy': csp, 'cache-control': 'no-store' });
    response.end(body);
  };
  const endpoint = ({ body }: HostRequest, response: ServerResponse) => {
    const sent = JSON.parse(body) as { id: string }[];
    if (site.answer !== 'busy') events.push(...sent);
    const ids = sent.map(({ id }) => id);
    const busy = site.answer === 'busy';
    response.writeHead(busy ? 503 : 200, {
      'content-type': 'application/json',
      ...(busy && { 'retry-after': '3600' }),
    });
    response.end(
      site.answer === 'reject'
        ? JSON.stringify({ accepted: [], duplicates: [], rejected: ids.map((id) => ({ id, reason: 'not-wanted' })) })
        : JSON.stringify({ accepted: ids, duplicates: [], rejected: [] }),
    );
  };
  const icon: HostFile = { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' };
  const page: HostOptions['files'][string] = (request, response) => {
    const { attributes = '', body = '<main><h1>A page</h1></main>' } = shown;
    text(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css"><script src="/page.js"></script><script async src="/helplet/helplet.js" ${attributes}></script></head><body>${body}</body></html>`,
      'text/html; charset=utf-8',
    )(request, response);
  };
  const host = await startHost({
    csp,
    files: {
      '/': page,
      '/page.js': (request, response) => text(shown.script ?? STUB, 'text/javascript')(request, response),
      '/page.css': { body: 'h1 { font-size: 20px }' },
      '/icon.svg': icon,
      '/kb.json': { body: JSON.stringify(ARTICLES) },
      '/v1/events': endpoint,
      ...files,
    },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const complaints = await watchContext(context);
  const site: ApiSite = {
    host,
    context,
    complaints,
    events,
    answer: 'accept',
    async show(page, options = {}) {
      const instance = /data-instance/.test(options.attributes ?? '') ? '' : `data-instance="page-${++pages}"`;
      shown = { ...options, attributes: `${instance} ${options.attributes ?? ''}` };
      const told: string[] = [];
      for (const list of [complaints.violations, complaints.errors]) list.length = 0;
      page.removeAllListeners('console');
      page.on('console', (message) => {
        if (message.type() === 'warning') told.push(message.text());
        // A busy endpoint's answer is the test's own doing.
        if (message.type() === 'error' && !message.text().includes('status of 503'))
          complaints.errors.push(message.text());
      });
      await page.goto(host.url, { waitUntil: 'load' });
      return told;
    },
    async close() {
      await context.close();
      await host.close();
    },
  };
  return site;
}

/** Attributes of a site that has everything. */
export const FULL = 'data-kb="/kb.json" data-endpoint="/v1/events"';

/** Resolves when the global is Helplet's own. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => 'ready' in ((window as unknown as { helplet?: object }).helplet ?? {}));
}

/** Waits until a reading is what it should be; a loaded machine takes its time. */
export function soon<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { timeout: 15_000 });
}

/** Runs a line of the page's own. @returns what it gives, where that can leave the page */
export function run(page: Page, line: string): Promise<unknown> {
  return page.evaluate(line);
}

/** The widget's database, by name; undefined where there is none. */
export function databaseOf(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const instance = document.querySelector<HTMLScriptElement>('script[data-instance]')?.dataset.instance;
    return (await indexedDB.databases()).map(({ name }) => name).find((name) => name === `helplet:${instance}`);
  });
}
