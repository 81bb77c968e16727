import { batch, effect } from '@preact/signals-core';
import { matchLocale, resolveLocale } from '../i18n/locale.ts';
import type { Outbox, WakeReason } from '../outbox/outbox.ts';
import type { Destination } from '../outbox/ports.ts';
import type { Config } from '../schema/config.ts';
import type { PageEvents, Prefill } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import type { KeyValue } from '../storage/key-value.ts';
import type { EngineClient } from '../worker/client.ts';
import type { DraftKeeper, keepDraft } from './drafts.ts';
import type { EventContext } from './event.ts';
import { followRequests } from './follow-requests.ts';
import { createKnowledgeActions, type KnowledgeActions } from './knowledge.ts';
import type { AppMessages, AppTranslate } from './messages.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { type AppState, createState, type Route } from './state.ts';
import { createSubmissionActions, type SubmissionActions } from './submissions.ts';

/** What the app needs from outside. */
export interface AppOptions {
  readonly config: Config;
  readonly engine: EngineClient;
  /** `dest` is null where the site has no endpoint: then nothing is taken that could not be sent. */
  readonly sending: { readonly outbox: Outbox; readonly dest: Destination | null };
  readonly drafts: KeyValue;
  readonly context: Omit<EventContext, 'lang'>;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly environment: Environment;
  /** Languages that can be loaded beside English. */
  readonly langs: readonly string[];
  readonly loadMessages: (lang: string) => Promise<unknown>;
  /** Fetches the panel's code; called at the first opening. */
  readonly loadPanel: () => Promise<PanelModule>;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
  readonly onPanel: (open: boolean) => void;
  /** Told when the interface's language changes, BCP 47. */
  readonly onLocale?: (lang: string) => void;
}

/** The panel as it comes with its chunk. */
export interface PanelModule {
  /** `t()` in the given messages, and in English where they have a gap. */
  readonly translatorFor: (lang: string, messages: Partial<AppMessages>) => AppTranslate;
  /** Comes with the panel, because only its form writes drafts. */
  readonly keepDraft: typeof keepDraft;
  /** Puts the panel into the page and returns what takes it out again. */
  readonly mount: (app: App) => () => void;
}

/** The page around the widget. */
export interface Environment {
  readonly isOnline: () => boolean;
  /** Calls back when the connection or the page's visibility changes; returns what stops it. */
  readonly subscribe: (listener: (reason: WakeReason | 'offline') => void) => () => void;
  readonly pageLang: () => string;
  readonly browserLangs: () => readonly string[];
}

/** The widget without a face: the views read `state` and call the rest. */
export interface App extends Navigation {
  readonly config: Config;
  readonly state: AppState;
  readonly clock: Clock;
  readonly knowledge: KnowledgeActions;
  /** Null where there is nowhere to send to. */
  readonly submissions: SubmissionActions | null;
  open(route?: Route): Promise<void>;
  close(): void;
  prefill(values: Prefill): void;
  suggest(ids: readonly string[]): void;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: string): void;
  retryRequest(id: string): Promise<void>;
  discardRequest(id: string): Promise<void>;
  /** Leaves the rating unanswered. */
  skipRating(): void;
  flush(): Promise<void>;
  destroy(): void;
}

export function createApp(options: AppOptions): App {
  const { config, engine, environment, emit, warn, schedule } = options;
  const state = createState(config.theme);
  const navigation = createNavigation(state);
  const context: EventContext = { ...options.context, lang: () => state.lang.peek() };
  let suggestedIds = toIds(config.suggest);
  const knowledge = createKnowledgeActions({
    engine,
    state,
    hasKnowledge: config.kb !== undefined,
    suggestedIds: () => suggestedIds,
    pageUrl: context.pageUrl,
    emit,
    warn,
  });
  const { outbox, dest } = options.sending;
  const submissions = dest && createSubmissionActions({ outbox, dest, state, context, emit });
  const stops: (() => void)[] = [];
  let panel: Promise<PanelModule> | null = null;
  let localeReady: Promise<void> | null = null;
  let unmount: (() => void) | null = null;

  stops.push(followRequests({ outbox, state, emit, warn }));
  let draft: DraftKeeper | null = null;
  let prefilled: Prefill = {};
  state.isOnline.value = environment.isOnline();
  stops.push(
    environment.subscribe((reason) => {
      state.isOnline.value = environment.isOnline();
      if (reason === 'hide') draft?.save();
      if (reason !== 'offline') outbox.wake(reason);
    }),
    () => draft?.stop(),
    effect(() => options.onPanel(state.isOpen.value)),
  );

  const setLocale = async (locale: string) => {
    const lang = resolveLocale(locale, environment.pageLang(), environment.browserLangs());
    state.lang.value = lang;
    options.onLocale?.(lang);
    const match = matchLocale(lang, ['en', ...options.langs]);
    if (!match && locale !== 'auto') warn(`there are no texts in "${locale}" yet, English is shown`);
    const wanted = match ?? 'en';
    const [{ translatorFor }, messages] = await Promise.all([
      loadPanel(),
      wanted === 'en' ? null : readMessages(wanted),
    ]);
    if (state.lang.peek() === lang) {
      const textLang = messages ? lang : 'en';
      batch(() => {
        state.textLang.value = textLang;
        state.t.value = translatorFor(textLang, messages ?? {});
      });
    }
    await knowledge.suggest();
  };
  const readMessages = async (lang: string): Promise<Partial<AppMessages> | null> => {
    try {
      return (await options.loadMessages(lang)) as Partial<AppMessages>; // our own file, checked by its hash
    } catch (error) {
      warn(`messages for "${lang}" could not be loaded, English is shown (${toMessage(error)})`);
      return null;
    }
  };
  const loadPanel = () => {
    panel ??= options.loadPanel().catch((error: unknown) => {
      panel = null;
      throw error;
    });
    return panel;
  };
  /** What failed (the panel's chunk, offline) is tried again by the next opening. */
  const startLocale = (locale: string) => {
    localeReady = setLocale(locale).catch((error: unknown) => {
      localeReady = null;
      throw error;
    });
    return localeReady;
  };
  /** Fills the fields the visitor has left empty, once what he wrote at an earlier visit is back. */
  const applyPrefill = () => {
    const { email, subject, body } = prefilled;
    prefilled = {};
    const written = state.draft.peek();
    const filled = {
      ...written,
      email: written.email || textOf(email),
      body: written.body || [textOf(subject), textOf(body)].filter(Boolean).join('\n'),
    };
    if (filled.email !== written.email || filled.body !== written.body) state.draft.value = filled;
  };
  const nextTask = () => new Promise<void>((resolve) => void schedule(resolve, 0));
  const mountOnce = async () => {
    const { mount, keepDraft } = await loadPanel();
    // Its first words must be in the visitor's language.
    await (localeReady ?? startLocale(config.locale));
    await nextTask(); // mounting is work enough for a task of its own
    draft ??= keepDraft(state, options.drafts, schedule);
    void draft.restored.then(applyPrefill); // not waited for: a storage that hangs must not hold up the panel
    unmount ??= mount(app);
  };

  const app: App = {
    ...navigation,
    config,
    state,
    clock: options.clock,
    knowledge,
    submissions,
    async open(route) {
      if (route) navigation.reset(route);
      const loaded = knowledge.load();
      await mountOnce();
      if (!state.isOpen.value) {
        state.isOpen.value = true;
        emit('open', {});
      }
      if (route) await loaded;
    },
    close() {
      if (!state.isOpen.value) return;
      state.isOpen.value = false;
      emit('close', {});
    },
    prefill(values) {
      prefilled = { ...prefilled, ...values };
      if (draft) void draft.restored.then(applyPrefill);
    },
    suggest(ids) {
      suggestedIds = toIds(ids);
      void knowledge.suggest();
    },
    async setLocale(locale) {
      await startLocale(locale);
    },
    setTheme(theme) {
      if (theme === 'system' || theme === 'light' || theme === 'dark') state.theme.value = theme;
      else warn(`setTheme takes "system", "light" or "dark", not "${theme}"`);
    },
    async retryRequest(id) {
      await outbox.retry(id);
    },
    async discardRequest(id) {
      await outbox.discard(id);
    },
    skipRating() {
      emit('survey:dismissed', { survey: 'csat' });
      navigation.back();
    },
    async flush() {
      await outbox.flush();
    },
    destroy() {
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
