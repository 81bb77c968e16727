import { effect } from '@preact/signals-core';
import { resolveLocale } from '../i18n/locale.ts';
import type { Prefill } from '../schema/page-api.ts';
import type { App, AppOptions, PanelModule } from './app.ts';
import type { DraftKeeper } from './drafts.ts';
import type { EventContext } from './event.ts';
import { followRequests } from './follow-requests.ts';
import { createKnowledgeActions } from './knowledge.ts';
import { createNavigation } from './navigation.ts';
import { createPrivacyActions, OWN_DRAFTS } from './privacy.ts';
import { createState, emptyDraft } from './state.ts';
import { createSubmissionActions } from './submissions.ts';
import { createTexts } from './texts.ts';
import { createVisitor } from './visitor.ts';

/** Joins storage, engine, outbox and the page around it to the widget without a face. */
export function createApp(options: AppOptions): App {
  const { engine, environment, emit, warn, schedule, storage } = options;
  const state = createState(options.config);
  const navigation = createNavigation(state);
  const visitor = createVisitor(storage, options.context.createId);
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
