import { effect } from '@preact/signals-core';
import type { App } from '../app/app.ts';
import { createApp } from '../app/create-app.ts';
import { createKnowledgeSource } from '../app/knowledge-source.ts';
import type { CheckedFiles, ChunkName, Core, CoreHost, LaterFiles } from '../loader/core-contract.ts';
import { type LoadChunk, loadWithRetries } from '../loader/load-with-retries.ts';
import { countUnsentRows } from '../loader/unsent-rows.ts';
import type { Destination } from '../outbox/ports.ts';
import { type Config, parseConfig } from '../schema/config.ts';
import { systemClock, systemSchedule } from '../shared/clock.ts';
import { createUuidV7 } from '../shared/ids.ts';
import { systemRandomBytes } from '../shared/random.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { within } from '../storage/within.ts';
import type { ViewsPart } from '../ui/views/later-views.ts';
import { createEngineClient, type EngineClient, type MainThreadEngine } from '../worker/client.ts';
import { createBrowserWorker } from '../worker/create-browser-worker.ts';
import { boundFetch } from './core/bound-fetch.ts';
import { browserEnvironment } from './core/browser-environment.ts';
import { followLauncher } from './core/follow-launcher.ts';
import { fetchMessages, langs } from './core/locales.ts';
import { startOutbox } from './core/start-outbox.ts';
import { type Surveys, startSurveys } from './core/start-surveys.ts';

/** File names of the chunks behind the core, and the file with the hashes of all of them; written in by the build. */
declare const __HELPLET_CHUNKS__: Readonly<Record<ChunkName | 'language' | 'prepare', string>>;
declare const __HELPLET_CHECKED__: CheckedFiles[number];
const chunks = () => __HELPLET_CHUNKS__; // written in once

/** Fields that a running widget cannot change: what is built on them has to start again. */
const RESTART_FIELDS = [
  'kb',
  'intentModel',
  'endpoint',
  'adapter',
  'instance',
  'worker',
  'consent',
  'surveys',
  'events',
  'limits',
] as const;

/** The second stage, started again where it is given configuration that a running one cannot take. */
export function startCore(host: CoreHost): Core {
  const load = chunkLoader(host.files);
  let running = start(host, load);
  const update: Core['update'] = async (raw) => {
    const next = { ...host, raw };
    const config = readConfig(next);
    const { app } = running;
    const before = app.state.config.peek();
    if (RESTART_FIELDS.every((name) => config[name] === before[name])) return app.configure(config);
    const wasOpen = app.state.isOpen.peek();
    running.stop();
    running = start(next, load);
    const user = app.visitor.user();
    if (user) await running.app.identify(user);
    if (wasOpen) await running.app.open();
  };
  return toCore(() => running, {
    warn: host.warn,
    update,
    destroy: async () => running.stop(),
  });
}

interface Running {
  readonly app: App;
  readonly surveys: Surveys;
  readonly loadPart: <Part>(name: ChunkName) => Promise<Part>;
  stop(): void;
}

/** Reads the site's configuration; what is wrong with it is said, not thrown. */
function readConfig({ raw, warn }: CoreHost): Config {
  const { config, problems } = parseConfig(raw);
  for (const { message } of problems) warn(message);
  return config;
}

/** Joins configuration, storage, outbox, engine and app. The views come at the first opening. */
function start(given: CoreHost, load: ChunkLoader): Running {
  let isStopped = false;
  // What was under way when it ended may fail: that is no news.
  const host: CoreHost = {
    ...given,
    warn(message) {
      if (!isStopped) given.warn(message);
    },
    emit(name, payload) {
      if (!isStopped) given.emit(name, payload);
    },
  };
  const { warn } = host;
  const config = readConfig(host);
  if (!config.kb) warn('Config: no "kb": nothing to search');
  const pageUrl = document.baseURI;
  const createId = () => createUuidV7(systemClock, systemRandomBytes);
  const pristineFetch = boundFetch(host.fetch);
  const storage = openStorage({
    instance: config.instance,
    persistent: config.consent === 'implied',
    onError: (error) => warn(String(error)),
  });
  const loadPart = async <Part>(name: ChunkName) => (await load<{ readonly part: Part }>(name)).part;
  const startSending = (endpoint: string | undefined) => {
    // Absolute, because a saved row may be sent from another page.
    const dest: Destination | null = endpoint
      ? { adapter: config.adapter, url: new URL(endpoint, pageUrl).href }
      : null;
    const { instance } = config;
    const limits = { ...config.limits, receiptDays: Number(config.retention) };
    const load = () => loadPart<typeof import('./sending.ts').part>('sending');
    const started = startOutbox({ storage, instance, load, limits, owner: createId(), fetch: pristineFetch, warn });
    return { ...started, dest };
  };
  const sending = startSending(config.endpoint);
  const engine = startEngine(host, load, storage, {
    kb: config.kb,
    worker: config.worker,
    pageUrl,
    fetch: pristineFetch,
  });
  const app = createApp({
    config,
    engine,
    models: {
      load: async () => {
        const { loadModels } = await loadPart<typeof import('./sending.ts').part>('sending');
        const turn = app.state.visitorTurn.peek();
        await loadModels({
          engine,
          baseUrl: host.baseUrl,
          intentModel: config.intentModel && new URL(config.intentModel, pageUrl).href,
          chunk: chunks().language,
          isWanted: () => app.state.visitorTurn.peek() === turn,
          cache: storage.keyValue('kb'),
          fetch: pristineFetch,
        });
      },
      understand: engine.understand,
    },
    sending,
    storage,
    // An answer that never comes (a tab that blocks the database) must not keep the visitor's from counting.
    hasDatabase: () =>
      within(countUnsentRows(config.instance), systemSchedule, 3_000).then(
        (rows) => rows !== null,
        () => false,
      ),
    context: { createId, clock: systemClock, pageUrl: () => location.href },
    clock: systemClock,
    schedule: systemSchedule,
    environment: browserEnvironment,
    langs,
    loadMessages: host.files.messages ?? ((lang, part) => fetchMessages(host.baseUrl, lang, part, pristineFetch)),
    loadPanel: async () => {
      const { mountPanel, ...panel } = await load<typeof import('./panel.tsx')>('panel');
      return { ...panel, mount: (app) => mountPanel({ root: host.root, app, load: loadPart }) };
    },
    emit: host.emit,
    warn,
  });
  let stopWatching = () => {};
  const stopPreparing = effect(() => {
    if (!sending.dest || app.state.consent.value !== 'granted') return;
    sending.prepare(sending.dest);
    if (config.events === 'on')
      void loadPart<typeof import('./sending.ts').part>('sending').then(({ watchUse }) => {
        stopWatching();
        if (!isStopped) stopWatching = watchUse({ app, subscribe: browserEnvironment.subscribe });
      }, warn);
  });
  const surveys = startSurveys({ root: host.root, app, load: () => loadPart('survey') });
  const stopFollowing = followLauncher(host, app);
  // Whoever is at the launcher is about to open it.
  if (host.button.matches(':hover, :focus') && app.state.consent.peek() !== 'unknown') void app.knowledge.load();
  return {
    app,
    surveys,
    loadPart,
    stop() {
      isStopped = true;
      stopFollowing();
      stopPreparing();
      stopWatching();
      surveys.stop();
      app.destroy();
      setTimeout(storage.close); // once the draft's last words have been handed over
    },
  };
}

/** Loads a chunk built together with this one, which is why its type is known. */
type ChunkLoader = <Module>(name: ChunkName) => Promise<Module>;

function chunkLoader({ chunk, file, check }: LaterFiles): ChunkLoader {
  let checking: Promise<unknown> | undefined;
  const checked = () => {
    checking ??= checkAll().catch((error: unknown) => {
      checking = undefined;
      throw error;
    });
    return checking;
  };
  const checkAll = async () => {
    const list = file && (await check?.([__HELPLET_CHECKED__])) && (await file(__HELPLET_CHECKED__[0])());
    if (list) await check?.((list as { readonly files: CheckedFiles }).files); // as the build wrote it
  };
  const loads: Partial<Record<ChunkName, LoadChunk<unknown>>> = {};
  return <Module>(name: ChunkName) => {
    const source = loads[name] ?? chunk?.(name) ?? file?.(chunks()[name]) ?? missing;
    loads[name] = source; // it counts its own failures
    return loadWithRetries(async () => {
      await checked();
      return (await source()) as Module;
    });
  };
}

async function missing(): Promise<never> {
  throw new Error('no such file');
}

/** How long after loading the engine prepares for later questions and visits, ms. */
const PREPARE_AFTER_MS = 2_000;

interface EngineSources {
  readonly kb: string | undefined;
  readonly worker: string | undefined;
  readonly pageUrl: string;
  readonly fetch: typeof fetch;
}

function startEngine(host: CoreHost, load: ChunkLoader, storage: Storage, sources: EngineSources): EngineClient {
  const knowledge = createKnowledgeSource({
    url: new URL(sources.kb ?? '', sources.pageUrl).href,
    fetch: sources.fetch,
    cache: storage.keyValue('kb'),
    version: chunks().prepare, // its hash: what other code has compiled is not used
  });
  const client = createEngineClient({
    createWorker:
      host.createWorker ??
      (() => createBrowserWorker({ ...sources, baseUrl: host.baseUrl, origin: globalThis.origin })),
    loadEngine: async () => {
      const { createEngine } = await load<typeof import('./engine.ts')>('engine');
      return createEngine() satisfies MainThreadEngine;
    },
    readKnowledge: () => knowledge.read(),
    schedule: systemSchedule,
  });
  return {
    ...client,
    async load() {
      const info = await client.load();
      // Proved readable. The rest can wait: first come the visitor's own questions.
      void knowledge.keep(async () => {
        await new Promise((resolve) => systemSchedule(() => resolve(null), PREPARE_AFTER_MS));
        return host.baseUrl === null ? null : client.prepare(`${host.baseUrl}chunks/${chunks().prepare}`);
      });
      return info;
    },
  };
}

/** The page's verbs. Their arguments come from the page, so they are taken as unknown here. */
function toCore(
  running: () => Running,
  { warn, ...own }: Pick<Core, 'update' | 'destroy'> & { readonly warn: (message: string) => void },
): Core {
  /** Warns and says no where an argument is not what the verb takes. */
  const takes = (isRight: boolean, verb: string, needs: string): boolean => {
    if (!isRight) warn(`${verb} needs ${needs}`);
    return isRight;
  };
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return {
    open: () => running().app.open(),
    close: async () => running().app.close(),
    toggle: async () => (running().app.state.isOpen.peek() ? running().app.close() : running().app.open()),
    async search(text) {
      if (!takes(typeof text === 'string', 'search', 'a text')) return;
      await running().app.open({ kind: 'home' });
      await running().app.knowledge.setQuery(text);
    },
    async article(id) {
      if (takes(typeof id === 'string' && id !== '', 'article', "an article's id"))
        await running().app.open({ kind: 'article', id });
    },
    async ticket(prefill) {
      if (isObject(prefill)) running().app.prefill(prefill);
      else takes(prefill === undefined, 'ticket', 'an object, or nothing');
      await running().app.open({ kind: 'ticket' });
    },
    rate: () => running().app.open({ kind: 'rating' }),
    async survey(id) {
      if (!takes(typeof id === 'string' && id !== '', 'survey', "a survey's id")) return;
      const { app, surveys } = running();
      // Whoever has not been asked for consent is asked for that first, in the panel.
      if (app.state.consent.peek() === 'unknown') await app.open();
      await surveys.show(id);
    },
    async prefill(values) {
      if (takes(isObject(values), 'prefill', 'an object')) running().app.prefill(values);
    },
    async suggest(ids) {
      if (takes(typeof ids === 'string' || Array.isArray(ids), 'suggest', "a list of articles' ids"))
        running().app.suggest(ids);
    },
    async page() {
      running().surveys.pageShown();
      await running().app.knowledge.suggest();
    },
    async identify(user) {
      const isUser = isObject(user) && /^(string|number)$/.test(typeof user.id) && /^.{1,200}$/.test(String(user.id));
      if (takes(isUser, 'identify', 'an object with an "id" of 1 to 200 characters'))
        await running().app.identify(Object.assign(Object.create(null), user, { id: String(user.id) }));
    },
    logout: () => running().app.logout(),
    async consent(state) {
      if (takes(state === 'granted' || state === 'denied', 'consent', '"granted" or "denied"'))
        await running().app.privacy.setConsent(state);
    },
    async export() {
      const { app, loadPart } = running();
      await app.privacy.ready;
      return (await loadPart<ViewsPart>('views')).exportData(app);
    },
    erase: () => running().app.privacy.erase(),
    async setLocale(locale) {
      if (takes(typeof locale === 'string' && locale !== '', 'setLocale', 'a language code'))
        await running().app.setLocale(locale);
    },
    async setTheme(theme) {
      if (isTheme(theme)) running().app.setTheme(theme);
      else takes(false, 'setTheme', '"system", "light" or "dark"');
    },
    flush: () => running().app.flush(),
    ...own,
  };
}

function isTheme(theme: string): theme is Config['theme'] {
  return theme === 'system' || theme === 'light' || theme === 'dark';
}
