import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import Database from 'libsql';
import type { BrowserContext, Page } from 'playwright-core';
import { launcher } from './browser.ts';
import type { HostFile, HostRequest } from './host.ts';
import { type Host, pageWith, startHost } from './host.ts';
import { type Service, startService } from './service.ts';

/**
 * What the way to the collector does: `hold` lets a request through and keeps the answer back, `refuse` takes nothing
 * for good.
 */
export type Way = 'open' | 'down' | 'hold' | 'refuse';

/** A strict site with the real collector behind `/v1/`, and a hand on the line between them. */
export interface PrivacySite {
  readonly url: string;
  readonly service: Service;
  /** Requests for anything but pages and the icon, in order: `GET /path`. */
  asked(): readonly string[];
  forgetAsked(): void;
  /** Bodies that came for the collector, also those it never got. */
  readonly sent: readonly string[];
  setWay(way: Way): void;
  /** Gives the answers that were kept back. */
  release(): void;
  close(): Promise<void>;
}

const ARTICLES = [
  {
    id: 'hours',
    title: 'Opening hours',
    body: 'We are open from nine to five, on Saturdays until two.\n\n## Holidays\n\nOn public holidays we are closed.',
  },
  {
    id: 'refund',
    title: 'When do I get my refund?',
    body: 'Your refund is paid within five days of its arrival here.',
  },
  { id: 'hours', lang: 'zh', title: '营业时间', body: '我们每天九点到五点营业。' },
];

/** Surveys that come up as soon as anybody lets them. */
export const EAGER_SURVEYS = [
  { id: 'eager', kind: 'nps', trigger: { on: 'page', delayMs: 0 } },
  { id: 'after-article', kind: 'ces', trigger: { on: 'article-read', delayMs: 0 }, globalWaitDays: 0 },
];

/** @param pages the script tag's attributes by path; knowledge base and endpoint are always there */
export async function startPrivacySite(pages: Readonly<Record<string, string>>): Promise<PrivacySite> {
  const service = await startService();
  const sent: string[] = [];
  let way: Way = 'open';
  let held: (() => void)[] = [];
  const release = () => {
    for (const answer of held) answer();
    held = [];
  };
  const relay = async (request: HostRequest, response: ServerResponse) => {
    sent.push(request.body);
    if (way === 'down') return response.destroy();
    if (way === 'refuse') {
      const rejected = idsIn(request.body).map((id) => ({ id, reason: 'not today' }));
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ accepted: [], duplicates: [], rejected }));
    }
    const answer = await fetch(service.url + request.path, {
      method: request.method,
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: request.body,
    });
    const text = await answer.text();
    if (way === 'hold') await new Promise<void>((resolve) => held.push(resolve));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(text);
  };
  const files: Record<string, HostFile> = Object.fromEntries(
    Object.entries(pages).map(([path, attributes]) => [
      path,
      pageWith(`data-kb="/kb.json" data-endpoint="/v1/events" ${attributes}`),
    ]),
  );
  const host: Host = await startHost({
    files: {
      ...files,
      '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
      '/kb.json': { body: JSON.stringify(ARTICLES) },
      '/surveys.json': { body: JSON.stringify(EAGER_SURVEYS) },
      '/v1/events': (request, response) => void relay(request, response).catch(() => response.destroy()),
    },
  });
  return {
    url: host.url,
    service,
    asked: () =>
      host.requests
        .filter(({ path }) => !(path in pages) && path !== '/icon.svg')
        .map(({ method, path }) => `${method} ${path}`),
    forgetAsked() {
      host.requests.length = 0;
    },
    sent,
    setWay(next) {
      way = next;
    },
    release,
    async close() {
      release();
      await host.close();
      await service.dispose();
    },
  };
}

function idsIn(batch: string): readonly string[] {
  return (JSON.parse(batch) as readonly { readonly id: string }[]).map(({ id }) => id);
}

/** The panel alone: a survey's card is a dialog, too. */
export function panel(page: Page) {
  return page.locator('helplet-widget .panel');
}

export async function openPanel(page: Page): Promise<void> {
  await launcher(page).click();
  await panel(page).waitFor();
}

/** Fills the request form. */
export async function fillRequest(page: Page, text: string, email = 'ana@example.com'): Promise<void> {
  await tell(page, 'ticket');
  await panel(page).getByLabel('Your e-mail').fill(email);
  await panel(page).getByLabel('Message').fill(text);
}

/** Sends a request and waits until it says that it is in this state. */
export async function sendRequest(
  page: Page,
  text: string,
  state: 'sent' | 'waiting' | 'failed',
  email?: string,
): Promise<void> {
  await fillRequest(page, text, email);
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await panel(page).locator(`.state.${state}`).waitFor();
}

/** Calls a verb as the page would; gives what it resolves to, if that can leave the page. */
export function call(page: Page, verb: string, ...args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(([name, values]) => (window as unknown as Global).helplet(name, ...values), [
    verb,
    args,
  ] as const);
}

/** Calls a verb whose promise nobody waits for. */
export function tell(page: Page, verb: string, ...args: readonly unknown[]): Promise<void> {
  return page.evaluate(([name, values]) => void (window as unknown as Global).helplet(name, ...values), [
    verb,
    args,
  ] as const);
}

interface Global {
  readonly helplet: (verb: string, ...args: readonly unknown[]) => unknown;
}

/** Names of this origin's databases. */
export function databases(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
}

/** Everything but databases that a page can leave behind. */
export function otherTraces(page: Page): Promise<unknown> {
  return page.evaluate(async () => [
    Object.keys(localStorage),
    Object.keys(sessionStorage),
    await caches.keys(),
    document.cookie,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
}

export const NO_TRACES = [[], [], [], '', 0];

/** What a database holds, store by store, bytes as text; `{}` where there is none. Makes none. */
export function dump(page: Page, instance = 'default'): Promise<Record<string, readonly [unknown, unknown][]>> {
  return page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return {};
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const read = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const plain = (value: unknown): unknown => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) return new TextDecoder().decode(value);
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null || value instanceof Blob || value instanceof CryptoKey)
        return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
    };
    const found: Record<string, [unknown, unknown][]> = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([read(store.getAllKeys()), read(store.getAll())]);
      found[name] = keys.map((key, index) => [key, plain(values[index])]);
    }
    database.close();
    return found;
  }, `helplet:${instance}`);
}

/** Everything in the widget that can be seen or heard or typed over: texts, values and attributes, hidden ones too. @public */
export function allText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (node: Node) => {
      if (node instanceof Text) found.push(node.data);
      if (node instanceof Element) for (const { value } of node.attributes) found.push(value);
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) found.push(node.value);
      if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
      for (const child of node.childNodes) visit(child);
    };
    for (const widget of document.querySelectorAll('helplet-widget')) visit(widget);
    return found.join('\n');
  });
}

/** Shows pages a world with Global Privacy Control on, their workers left aside. */
export function setPrivacySignal(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );
}

/** So long a page is left alone where nothing may happen, ms: longer than idle callbacks and retries of a second. */
export const QUIET_MS = 2_500;

/** Rows of the collector's own file: JSON of the events, and how many erasures it remembers. @public */
export function readCollector({ service }: PrivacySite): {
  readonly events: readonly string[];
  readonly erased: number;
} {
  const db = new Database(service.file, { readonly: true });
  try {
    const rows = db.prepare('SELECT event FROM events ORDER BY seq').all() as { readonly event: string }[];
    const { erased } = db.prepare('SELECT count(*) AS erased FROM tombstones').get() as { readonly erased: number };
    return { events: rows.map(({ event }) => event), erased };
  } finally {
    db.close();
  }
}

/** Which of the texts stand anywhere in the collector's files, deleted places and the log included. */
export function textsInFiles({ service }: PrivacySite, texts: readonly string[]): readonly string[] {
  const bytes = ['', '-wal', '-shm'].map((end) => service.file + end).filter((file) => existsSync(file));
  const held = Buffer.concat(bytes.map((file) => readFileSync(file)));
  return texts.filter((text) => held.includes(text));
}

/** The pseudonym in the last thing sent that holds this text. @public */
export function visitorWho(site: PrivacySite, wrote: string): string {
  for (const body of site.sent.toReversed()) {
    const events = JSON.parse(body) as { readonly data: { readonly visitor: string } }[];
    const event = events.find((one) => JSON.stringify(one).includes(wrote));
    if (event) return event.data.visitor;
  }
  throw new Error(`nobody wrote "${wrote}"`);
}
