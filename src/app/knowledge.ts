import type { ArticleRequest, SearchReply, SearchRequest } from '../engine/protocol.ts';
import type { PageEvents } from '../schema/page-api.ts';
import { toMessage } from '../shared/errors.ts';
import type { EngineClient } from '../worker/client.ts';
import type { AppState } from './state.ts';

/** Hits asked for while typing. */
const SEARCH_LIMIT = 8;
const SUGGEST_LIMIT = 5;

export interface KnowledgeOptions {
  readonly engine: EngineClient;
  readonly state: AppState;
  readonly hasKnowledge: boolean;
  /** Articles the site asks for. */
  readonly suggestedIds: () => readonly string[];
  readonly pageUrl: () => string;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

export interface KnowledgeActions {
  load(): Promise<void>;
  search(request: SearchRequest): Promise<SearchReply>;
  setQuery(text: string): Promise<void>;
  openArticle(request: ArticleRequest): Promise<void>;
  suggest(): Promise<void>;
}

/** Loads the knowledge base, searches as the visitor types, fetches articles. Late replies are dropped. */
export function createKnowledgeActions(options: KnowledgeOptions): KnowledgeActions {
  const { engine, state, emit, warn } = options;
  let lastSearch = 0;
  let lastArticle = 0;
  let loading: Promise<void> | null = null;

  const load = async () => {
    state.knowledge.value = { kind: 'loading' };
    try {
      const info = await engine.load();
      for (const warning of info.warnings.slice(0, 5)) warn(`knowledge base: ${warning}`);
      state.knowledge.value = { kind: 'ready', info };
      await Promise.all([actions.suggest(), actions.setQuery(state.query.value)]);
    } catch (error) {
      loading = null;
      state.knowledge.value = { kind: 'failed' };
      const message = toMessage(error);
      warn(`the knowledge base could not be loaded (${message})`);
      emit('error', { code: 'kb-failed', message });
    }
  };

  const actions: KnowledgeActions = {
    search: engine.search,
    load() {
      if (!options.hasKnowledge) {
        state.knowledge.value = { kind: 'none' };
        return Promise.resolve();
      }
      loading ??= load();
      return loading;
    },
    async setQuery(query) {
      state.query.value = query;
      const turn = ++lastSearch;
      if (query.trim() === '') {
        state.results.value = null;
        return;
      }
      if (state.knowledge.value.kind !== 'ready') return;
      try {
        const reply = await engine.search({ text: query, lang: state.lang.value, limit: SEARCH_LIMIT });
        if (turn !== lastSearch) return;
        state.results.value = { query, reply };
        if (reply.hits.length === 0) emit('search:empty', {});
        else emit('search', { hits: reply.hits.length, confidence: reply.confidence });
      } catch (error) {
        warn(`the search failed (${toMessage(error)})`);
      }
    },
    async openArticle(request) {
      const turn = ++lastArticle;
      const { id } = request;
      state.article.value = { kind: 'loading', id };
      await actions.load();
      if (state.knowledge.value.kind !== 'ready') {
        state.article.value = { kind: 'failed', id };
        return;
      }
      try {
        const article = await engine.article(request);
        if (turn !== lastArticle) return;
        state.article.value = article ? { kind: 'ready', id, article } : { kind: 'missing', id };
        if (article) emit('article:view', { id: article.id, lang: article.lang });
      } catch (error) {
        warn(`the article could not be opened (${toMessage(error)})`);
        if (turn === lastArticle) state.article.value = { kind: 'failed', id };
      }
    },
    async suggest() {
      if (state.knowledge.value.kind !== 'ready') return;
      const request = {
        lang: state.lang.value,
        limit: SUGGEST_LIMIT,
        ids: options.suggestedIds(),
        page: options.pageUrl(),
      };
      try {
        state.suggested.value = await engine.suggest(request);
      } catch (error) {
        warn(`no articles could be suggested (${toMessage(error)})`);
      }
    },
  };
  return actions;
}
