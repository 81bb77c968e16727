import { effect } from '@preact/signals-core';
import { resolveLocale } from '../i18n/locale.ts';
import type { Outbox, WakeReason } from '../outbox/outbox.ts';
import type { Destination } from '../outbox/ports.ts';
import type { Config } from '../schema/config.ts';
import type { PageEvents, Prefill, User } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { EngineClient } from '../worker/client.ts';
import type { DraftKeeper, keepDraft } from './drafts.ts';
import type { EventContext } from './event.ts';
import { followRequests } from './follow-requests.ts';
import { createKnowledgeActions, type KnowledgeActions } from './knowledge.ts';
import type { AppMessages, AppTranslate, MessagePart } from './messages.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createPrivacyActions, OWN_DRAFTS, type PrivacyActions } from './privacy.ts';
import { type AppState, createState, type Draft, emptyDraft, type Route } from './state.ts';
import { createSubmissionActions, type SubmissionActions } from './submissions.ts';
import { createTexts, type Texts } from './texts.ts';
import { createVisitor, type Visitor } from './visitor.ts';

/** What the app needs from outside. */
export interface AppOptions {
  readonly config: Config;
  readonly engine: EngineClient;
  /** `dest` is null where the site has no endpoint: then nothing is taken that could not be sent. */
  readonly sending: {
    readonly outbox: Outbox;
    readonly dest: Destination | null;
    /** Deletes a visitor's files. */
    readonly eraseFiles?: (visitor: string) => Promise<void>;
    /** The other tabs, to tell them who has left here. */
    readonly tabs?: Tabs;
  };
  readonly storage: Storage;
  /** Whether an earlier visit left a database; asks without making one. */
  readonly hasDatabase: () => Promise<boolean>;
  readonly context: Omit<EventContext, 'lang' | 'visitor'>;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly environment: Environment;
  /** Languages that can be loaded beside English. */
  readonly langs: readonly string[];
  readonly loadMessages: (lang: string, part: MessagePart) => Promise<unknown>;
  /** Fetches the panel's code; called at the first opening. */
  readonly loadPanel: () => Promise<PanelModule>;
  readonly models: Models;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

/** The models that read messages. */
export interface Models {
  /** Fetches them; does nothing where the visitor saves data. */
  readonly load: () => Promise<void>;
  /** Gives null before they are there. */
  readonly understand: EngineClient['understand'];
}

/** Other tabs of this origin, which may run another version: what they say is unknown data. */
export interface Tabs {
  post(message: unknown): void;
  /** Returns what ends it. */
  subscribe(listener: (message: unknown) => void): () => void;
}

/** The panel as it comes with its chunk. */
export interface PanelModule {
  /** Makes `t()` of a language's messages, and English where they have a gap. */
  readonly createTranslate: (messages: AppMessages, fallback: AppMessages, lang: string) => AppTranslate;
  /** The first view's texts. */
  readonly english: AppMessages;
  /** Puts the panel into the page and returns what takes it out again. */
  readonly mount: (app: App) => () => void;
}

/**
 * What happens to the page. `freeze`: it goes into the back/forward cache, where a transaction it has begun would stand
 * in the way of other pages' until the browser throws it out.
 */
export type PageChange = WakeReason | 'offline' | 'freeze';

/** The page around the widget. */
export interface Environment {
  readonly isOnline: () => boolean;
  /** Calls back when the connection or the page's visibility changes; returns what stops it. */
  readonly subscribe: (listener: (reason: PageChange) => void) => () => void;
  readonly pageLang: () => string;
  readonly browserLangs: () => readonly string[];
  /** Global Privacy Control: nothing is sent then but what the visitor sends himself. */
  readonly isPrivate: () => boolean;
}

/** The widget without a face: the views read `state` and call the rest. */
export interface App extends Navigation {
  readonly config: Config;
  readonly state: AppState;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly storage: Storage;
  readonly visitor: Visitor;
  readonly texts: Texts;
  readonly knowledge: KnowledgeActions;
  readonly privacy: PrivacyActions;
  readonly models: Models;
  /** Null where there is nowhere to send to. */
  readonly submissions: SubmissionActions | null;
  /** Whether events without a wish of the visitor, and surveys he did not ask for, are allowed. */
  readonly isTracked: () => boolean;
  /** Global Privacy Control. */
  readonly isPrivate: () => boolean;
  readonly emit: AppOptions['emit'];
  readonly warn: AppOptions['warn'];
  open(route?: Route): Promise<void>;
  close(): void;
  /** Takes other configuration that needs no new start. */
  configure(config: Config): void;
  changeDraft(fields: Partial<Draft>): void;
  /** Keeps the form's draft from now on; `keepDraft` comes with the form. */
  startDrafts(keep: typeof keepDraft): void;
  prefill(values: Prefill): void;
  suggest(ids: readonly string[]): void;
  identify(user: User): Promise<void>;
  logout(): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: Config['theme']): void;
  retryRequest(id: string): Promise<void>;
  /** Deletes a request that was not delivered; false while it is being sent. */
  discardRequest(id: string): Promise<boolean>;
  flush(): Promise<void>;
  destroy(): void;
}

export function createApp(options: AppOptions): App {
  const { engine, environment, emit, warn, schedule, storage } = options;
  const state = createState(options.config);
  const navigation = createNavigation(state);
  const visitor = createVisitor(storage.keyValue('meta'), options.context.createId);
  const context: EventContext = {
    ...options.context,
    visitor: visitor.current,
    lang: () => state.lang.peek(),
  };
  let suggestedIds = toIds(options.config.suggest);
  const knowledge = createKnowledgeActions({
    engine,
    state,
    hasKnowledge: options.config.kb !== undefined,
    suggestedIds: () => suggestedIds,
    pageUrl: context.pageUrl,
    emit,
    warn,
  });
  const { outbox, dest, eraseFiles, tabs } = options.sending;
  const isTracked = () =>
    state.config.peek().events === 'on' && state.consent.peek() === 'granted' && !environment.isPrivate();
  const submissions = dest && createSubmissionActions({ outbox, dest, context, isTracked });
  const forget = () => {
    state.draft.value = emptyDraft;
    state.files.value = [];
    state.votes.value = {};
    void knowledge.setQuery('');
    state.visitorTurn.value++;
  };
  const privacy = createPrivacyActions({
    state,
    storage,
    outbox,
    submissions,
    visitor,
    hasDatabase: options.hasDatabase,
    ...(eraseFiles && { eraseFiles }),
    forget,
    emit,
  });
  const requests = followRequests({
    outbox,
    state,
    clock: options.clock,
    schedule,
    visitor: visitor.known,
    onErased: forget,
    onDelivered: privacy.afterDelivery,
    emit,
    warn,
  });
  let panel: Promise<PanelModule> | null = null;
  let localeReady: Promise<void> | null = null;
  let unmount: (() => void) | null = null;
  let draft: DraftKeeper | null = null;
  /** What the page has given for the form, not yet in it. */
  const prefills: Prefill[] = [];
  /** How often it was closed: an opening that waits for code must not undo that. */
  let closings = 0;
  const stops: (() => void)[] = [];
  state.isOnline.value = environment.isOnline();
  stops.push(
    requests.stop,
    environment.subscribe((reason) => {
      state.isOnline.value = environment.isOnline();
      if (reason === 'hide' || reason === 'freeze') draft?.save();
      if (reason !== 'offline' && reason !== 'freeze') outbox.wake(reason);
    }),
    () => draft?.stop(),
    // The knowledge base is asked for only once the visitor has said whether anything may be.
    effect(() => {
      if (state.isOpen.value && state.consent.value !== 'unknown') void knowledge.load();
    }),
  );

  const loadPanel = () => {
    panel ??= options.loadPanel().catch((error: unknown) => {
      panel = null;
      throw error;
    });
    return panel;
  };
  const texts = createTexts({ state, langs: options.langs, load: options.loadMessages, loadPanel, warn });
  const setLocale = async (locale: string) => {
    const lang = resolveLocale(locale, environment.pageLang(), environment.browserLangs());
    state.lang.value = lang;
    await texts.use(lang, locale !== 'auto');
    await knowledge.suggest();
  };
  /** What failed (the panel's chunk, offline) is tried again by the next opening. */
  const startLocale = (locale: string) => {
    localeReady = setLocale(locale).catch((error: unknown) => {
      localeReady = null;
      throw error;
    });
    return localeReady;
  };
  /** Fills the form with what the page has given, once its code and what he wrote at an earlier visit are there. */
  const fill = () => void draft?.fill(prefills.splice(0));
  const nextTask = () => new Promise<void>((resolve) => void schedule(resolve, 0));
  const loadView = async () => {
    const { mount } = await loadPanel();
    // Its first words must be in the visitor's language.
    await (localeReady ?? startLocale(state.config.peek().locale));
    await nextTask(); // mounting is work enough for a task of its own
    return mount;
  };
  /** Somebody else sits here now. */
  const changeVisitor = async () => {
    forget();
    navigation.reset({ kind: 'home' });
    await Promise.all([draft?.reload().then(fill), requests.refresh()]);
  };

  /** He has left, in this tab or in another one. */
  const leave = async () => {
    prefills.length = 0;
    // At once nobody: whoever is identified meanwhile stays. And what he left before he said who he is goes.
    const leaving = [visitor.logout(), ...OWN_DRAFTS.map((key) => storage.keyValue('drafts').delete(key))];
    // Not later: what he typed a moment ago would be kept under nobody's name.
    await Promise.all([...leaving, changeVisitor()]);
    emit('identity:changed', { kind: 'logged-out' });
  };
  tabs?.subscribe((left) => {
    if (left === visitor.suffix()) void leave();
  });

  const app: App = {
    ...navigation,
    get config() {
      return state.config.value;
    },
    state,
    clock: options.clock,
    schedule,
    storage,
    visitor,
    texts,
    knowledge,
    privacy,
    models: options.models,
    submissions,
    isTracked,
    isPrivate: environment.isPrivate,
    emit,
    warn,
    async open(route) {
      if (route) navigation.reset(route);
      const before = closings;
      const mount = await loadView();
      if (closings !== before) return;
      unmount ??= mount(app);
      if (!state.isOpen.value) {
        state.isOpen.value = true;
        emit('open', {});
      }
      if (route && state.consent.peek() !== 'unknown') await knowledge.load();
    },
    close() {
      closings++;
      if (!state.isOpen.value) return;
      state.isOpen.value = false;
      emit('close', {});
    },
    configure(config) {
      const before = state.config.peek();
      state.config.value = config;
      if (config.theme !== before.theme) state.theme.value = config.theme;
      if (config.suggest !== before.suggest) app.suggest(toIds(config.suggest));
      if (config.locale !== before.locale) void app.setLocale(config.locale);
    },
    changeDraft(fields) {
      const before = state.draft.peek();
      state.draft.value = { ...before, ...fields };
      if (before.body === '' && fields.body) emit('ticket:start', {});
    },
    startDrafts(keep) {
      draft ??= keep({
        state,
        schedule,
        warn,
        drafts: storage.keyValue('drafts'),
        key: () => `ticket${visitor.suffix()}`,
      });
      fill();
    },
    prefill(values) {
      prefills.push(values);
      fill();
    },
    suggest(ids) {
      suggestedIds = toIds(ids);
      void knowledge.suggest();
    },
    async identify(user) {
      const before = visitor.user();
      const isSame = before?.id === user.id;
      visitor.identify(user);
      if (before && !isSame) prefills.length = 0; // was for the other one
      if (!isSame) await changeVisitor();
      if (visitor.user()?.id !== user.id) return; // he has left, or another came, while his own was read
      app.prefill({ ...(user.email && { email: user.email }), ...(user.name && { name: user.name }) });
      if (isSame) return;
      submissions?.track('identity.changed', { kind: 'identified' });
      emit('identity:changed', { kind: 'identified' });
    },
    async logout() {
      tabs?.post(visitor.suffix());
      await leave();
      submissions?.track('identity.changed', { kind: 'logged-out' });
    },
    async setLocale(locale) {
      await startLocale(locale);
    },
    setTheme(theme) {
      state.theme.value = theme;
    },
    async retryRequest(id) {
      await outbox.retry(id);
    },
    discardRequest: (id) => outbox.discard(id),
    async flush() {
      await outbox.flush();
    },
    destroy() {
      closings++;
      for (const stop of stops) stop();
      outbox.stop();
      engine.stop();
      unmount?.();
    },
  };
  return app;
}

/** Article ids from a list, or from one text with commas or blanks between them. */
function toIds(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : (value ?? []).map(String);
}
