import type { App, AppOptions, Environment, PageChange, PanelModule, Tabs } from '../../../src/app/app.ts';
import { createApp } from '../../../src/app/create-app.ts';
import { keepDraft } from '../../../src/app/drafts.ts';
import type { MessagePart } from '../../../src/app/messages.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { ModelFiles } from '../../../src/engine/protocol.ts';
import { createUnderstand } from '../../../src/engine/understand.ts';
import english from '../../../src/i18n/messages/panel.en.json';
import { createTranslate } from '../../../src/i18n/translate.ts';
import { encodeKnowledge } from '../../../src/knowledge/index.ts';
import type { OutboxStore } from '../../../src/outbox/ports.ts';
import type { Article } from '../../../src/schema/article.ts';
import { type ConfigInput, parseConfig } from '../../../src/schema/config.ts';
import type { PageEventName } from '../../../src/schema/page-api.ts';
import type { Schedule } from '../../../src/shared/clock.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { createEngineClient, type EngineClient } from '../../../src/worker/client.ts';
import { sampleArticles, toJsonLines } from '../knowledge/sample-articles.ts';
import { createTestOutbox, type TestOutbox, type TestOutboxOptions } from '../outbox/create-test-outbox.ts';
import { COLLECTOR, eventId } from '../outbox/events.ts';
import { createManualClock, type ManualClock, settle } from '../outbox/manual-clock.ts';

export interface TestAppOptions {
  readonly config?: ConfigInput;
  /** The knowledge base; a function is asked at every loading and may throw. */
  readonly articles?: readonly Article[] | (() => readonly Article[]);
  /** The models that read messages; none by default. */
  readonly models?: ModelFiles;
  /** Null: a site without an endpoint. */
  readonly outbox?: Omit<TestOutboxOptions, 'time'> | null;
  /** Where the outbox keeps its rows, also where there is no endpoint. Default: the outbox's, else in memory. */
  readonly store?: OutboxStore;
  /** The pseudonym an earlier visit left; null where there was none. Default `visitor-1`. */
  readonly visitor?: string | null;
  /** The browser's other tabs. Default none. */
  readonly tabs?: Tabs;
  readonly pageUrl?: string;
  readonly pageLang?: string;
  /** Changes the client of the real engine, to delay or break it. */
  readonly changeEngine?: (client: EngineClient) => Partial<EngineClient>;
  readonly overrides?: Partial<AppOptions>;
}

export interface TestApp {
  readonly app: App;
  readonly state: App['state'];
  /** What the page was told, in order: name and payload. */
  readonly events: (readonly [name: PageEventName, payload: unknown])[];
  readonly warnings: string[];
  readonly time: ManualClock;
  readonly sending: TestOutbox;
  readonly panels: { loaded: number; mounted: number; unmounted: number };
  readonly page: {
    isOnline: boolean;
    isPrivate: boolean;
    pageLang: string;
    pageUrl: string;
    tell: (reason: PageChange) => void;
  };
  /** Payloads of the events of one name. */
  told(name: PageEventName): readonly unknown[];
  /** What the outbox's store holds of a type, without the leading `helplet.`: data of the events. */
  saved(type: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** The app with the real engine, the real outbox over a store in memory, and a page one can move by hand. */
export function createTestApp(options: TestAppOptions = {}): TestApp {
  const time = createManualClock();
  const events: TestApp['events'] = [];
  const warnings: string[] = [];
  const panels = { loaded: 0, mounted: 0, unmounted: 0 };
  const { config } = parseConfig({ kb: '/kb.json', locale: 'en', ...options.config });
  const storage = options.overrides?.storage ?? openStorage({ schedule: time.schedule });
  const { visitor = 'visitor-1' } = options;
  if (visitor !== null) void storage.keyValue('meta').set('visitor', visitor, { onlyIfAbsent: true });
  const sending = createTestOutbox({ ...options.outbox, ...(options.store && { store: options.store }), time });
  const listeners = new Set<(reason: PageChange) => void>();
  const page: TestApp['page'] = {
    isOnline: true,
    isPrivate: false,
    pageLang: options.pageLang ?? '',
    pageUrl: options.pageUrl ?? 'https://shop.example/tea?coupon=SECRET#cup',
    tell: (reason) => {
      for (const listener of listeners) listener(reason);
    },
  };
  const environment: Environment = {
    isOnline: () => page.isOnline,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pageLang: () => page.pageLang,
    browserLangs: () => ['en-GB'],
    isPrivate: () => page.isPrivate,
  };
  let ids = 0;
  const engine = createTestEngine(options, (reason) => warnings.push(reason));
  const app = createApp({
    config,
    engine,
    models: {
      load: async () => {
        if (options.models) await engine.loadModels(options.models);
      },
      understand: engine.understand,
    },
    sending: {
      outbox: sending.outbox,
      dest: options.outbox === null ? null : COLLECTOR,
      ...(options.tabs && { tabs: options.tabs }),
    },
    storage,
    hasDatabase: async () => false,
    context: {
      createId: () => eventId(++ids),
      clock: time.clock,
      pageUrl: () => page.pageUrl,
    },
    clock: time.clock,
    // A wait of nothing is a turn of the page; real waits pass when the test says so.
    schedule: (task, delayMs) => (delayMs > 0 ? time.schedule(task, delayMs) : nextTurn(task, delayMs)),
    environment,
    langs: ['zh'],
    loadMessages: loadTestMessages,
    loadPanel: async () => {
      panels.loaded++;
      return {
        ...testPanel,
        mount: (mounted) => {
          mounted.startDrafts(keepDraft);
          panels.mounted++;
          return () => {
            panels.unmounted++;
          };
        },
      };
    },
    emit: (name, payload) => events.push([name, payload]),
    warn: (message) => warnings.push(message),
    ...options.overrides,
  });
  return {
    app,
    state: app.state,
    events,
    warnings,
    time,
    sending,
    panels,
    page,
    told: (name) => events.filter(([told]) => told === name).map(([, payload]) => payload),
    async saved(type) {
      await settle();
      return eventsIn(sending.store, `helplet.${type}`);
    },
  };
}

/** What the panel's chunk brings beside its views. */
export const testPanel: Omit<PanelModule, 'mount'> = { createTranslate, english };

/** A language's texts as the built files have them. */
export async function loadTestMessages(lang: string, part: MessagePart): Promise<unknown> {
  const areas = part === 'first' ? ['panel'] : ['views', 'conversation', 'survey', 'attachments'];
  const files = areas.map(async (area) => (await import(`../../../src/i18n/messages/${area}.${lang}.json`)).default);
  return Object.assign({}, ...(await Promise.all(files)));
}

const nextTurn: Schedule = (task) => {
  const turn = setImmediate(task);
  return () => clearImmediate(turn);
};

/** The engine on the main thread, one turn away from its caller. */
function createTestEngine(options: TestAppOptions, onFallback: (reason: string) => void): EngineClient {
  const { articles = sampleArticles } = options;
  const client = createEngineClient({
    createWorker: () => null,
    loadEngine: async () =>
      createEngine({
        understand: async () => createUnderstand,
        prepare: async () => ({ compile: encodeKnowledge, openMeaning: async () => null }),
      }),
    readKnowledge: async () => toJsonLines(typeof articles === 'function' ? articles() : articles),
    schedule: nextTurn,
    onFallback: (reason) => {
      if (reason !== 'no worker address') onFallback(reason);
    },
  });
  return { ...client, ...options.changeEngine?.(client) };
}

async function eventsIn(store: OutboxStore, type: string) {
  const { rows, receipts, dead } = await store.list();
  return [...rows, ...receipts, ...dead.flatMap(({ row }) => row ?? [])]
    .sort((one, other) => one.seq - other.seq)
    .flatMap(({ event }) => (event?.type === type ? [event.data] : []));
}
