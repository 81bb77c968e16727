import { type App, createApp } from '../app/create-app.ts';
import { createKnowledgeSource } from '../app/knowledge-source.ts';
import { directionOf } from '../i18n/locale.ts';
import type { Core, CoreHost } from '../loader/core-contract.ts';
import { type LoadChunk, loadWithRetries } from '../loader/load-with-retries.ts';
import type { Destination } from '../outbox/ports.ts';
import { parseConfig } from '../schema/config.ts';
import { systemClock, systemSchedule } from '../shared/clock.ts';
import { createUuidV7 } from '../shared/ids.ts';
import { systemRandomBytes } from '../shared/random.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { createEngineClient, type EngineClient, type MainThreadEngine } from '../worker/client.ts';
import { createBrowserWorker } from '../worker/create-browser-worker.ts';
import { browserEnvironment } from './core/browser-environment.ts';
import { fetchMessages, langs } from './core/locales.ts';
import { startOutbox } from './core/start-outbox.ts';

/** Second stage: joins configuration, storage, outbox, engine and app. The views come at the first opening. */
export function startCore(host: CoreHost): Core {
  const { config, problems } = parseConfig(host.raw);
  for (const { message } of problems) host.warn(message);
  if (!config.kb) host.warn('Config: "kb" is not set, so there is nothing to search');
  const pageUrl = document.baseURI;
  const createId = () => createUuidV7(systemClock, systemRandomBytes);
  const pristineFetch: typeof fetch = host.fetch.bind(globalThis);
  const storage = openStorage({
    instance: config.instance,
    onError: (error) => host.warn(String(error)),
  });
  const startSending = (endpoint: string | undefined) => {
    // Absolute, because a saved row may be sent from another page.
    const dest: Destination | null = endpoint
      ? { adapter: config.adapter, url: new URL(endpoint, pageUrl).href }
      : null;
    const { instance } = config;
    const outbox = startOutbox({ storage, instance, dest, owner: createId(), fetch: pristineFetch, warn: host.warn });
    return { outbox, dest };
  };
  const app = createApp({
    config,
    engine: startEngine(host, storage, { kb: config.kb, worker: config.worker, pageUrl, fetch: pristineFetch }),
    sending: startSending(config.endpoint),
    drafts: storage.keyValue('drafts'),
    context: {
      createId,
      clock: systemClock,
      pageUrl: () => location.href,
      visitor: () => readVisitor(storage, createId),
    },
    clock: systemClock,
    schedule: systemSchedule,
    environment: browserEnvironment,
    langs,
    loadMessages: host.files.messages ?? ((lang) => fetchMessages(host.baseUrl, lang, pristineFetch)),
    loadPanel: async () => {
      const { translatorFor, keepDraft, mountPanel } = await loadOwn<typeof import('./panel.tsx')>(host.files.panel);
      const loadViews = async () => (await loadOwn<typeof import('./views.ts')>(host.files.views)).laterViews;
      return {
        translatorFor,
        keepDraft,
        mount: (app) => mountPanel({ root: host.root, app, loadViews, warn: host.warn }),
      };
    },
    emit: host.emit,
    warn: host.warn,
    onPanel: host.onPanel,
    onLocale: (lang) => {
      host.element.dir = directionOf(lang); // the launcher moves to the corner the panel opens in
    },
  });
  return toCore(app, storage);
}

/** Loads a chunk built together with this one, which is why its type is known. */
async function loadOwn<Module>(load: LoadChunk<unknown>): Promise<Module> {
  return (await loadWithRetries(load)) as Module;
}

interface EngineSources {
  readonly kb: string | undefined;
  readonly worker: string | undefined;
  readonly pageUrl: string;
  readonly fetch: typeof fetch;
}

function startEngine(host: CoreHost, storage: Storage, sources: EngineSources): EngineClient {
  const knowledge = createKnowledgeSource({
    url: new URL(sources.kb ?? '', sources.pageUrl).href,
    fetch: sources.fetch,
    cache: storage.keyValue('kb'),
  });
  const client = createEngineClient({
    createWorker:
      host.createWorker ??
      (() => createBrowserWorker({ baseUrl: host.baseUrl, worker: sources.worker, pageUrl: sources.pageUrl })),
    loadEngine: async () => {
      const { createEngine } = await loadOwn<typeof import('./engine.ts')>(host.files.engine);
      return createEngine() satisfies MainThreadEngine;
    },
    readKnowledge: () => knowledge.read(),
    schedule: systemSchedule,
  });
  return {
    ...client,
    async load() {
      const info = await client.load();
      void knowledge.keep(); // proved readable
      return info;
    },
  };
}

/** The pseudonymous id of this browser's visitor, made at the first submission. Tabs that race agree on one. */
async function readVisitor(storage: Storage, createId: () => string): Promise<string> {
  const made = createId();
  const stored = await storage.keyValue('meta').set('visitor', made, { onlyIfAbsent: true });
  return stored.ok && typeof stored.value === 'string' ? stored.value : made;
}

/** The page's verbs. Their arguments come from the page, so they are taken as unknown here. */
function toCore(app: App, storage: Storage): Core {
  return {
    open: () => app.open(),
    close: async () => app.close(),
    async search(text) {
      await app.open({ kind: 'home' });
      await app.knowledge.setQuery(String(text ?? ''));
    },
    article: (id) => app.open({ kind: 'article', id: String(id) }),
    async ticket(prefill) {
      if (prefill) app.prefill(prefill);
      await app.open({ kind: 'ticket' });
    },
    rate: () => app.open({ kind: 'rating' }),
    prefill: async (values) => app.prefill(values ?? {}),
    suggest: async (ids) => app.suggest(ids),
    page: () => app.knowledge.suggest(),
    setLocale: (locale) => app.setLocale(String(locale)),
    setTheme: async (theme) => app.setTheme(String(theme)),
    flush: () => app.flush(),
    async destroy() {
      app.destroy();
      storage.close();
    },
  };
}
