import { effect } from '@preact/signals-core';
import type { App, Environment } from './app.ts';
import type { AppState, Route } from './state.ts';

type ArticleSource = 'search' | 'suggestion' | 'answer' | 'link';

export interface WatchUseOptions {
  readonly app: Pick<App, 'state' | 'submissions' | 'clock'>;
  readonly subscribe: Environment['subscribe'];
}

/**
 * Tells the endpoint how the widget is used, where site and visitor allow it: that the panel was opened, which articles
 * were suggested, found and read, and for how long. Never what was typed.
 * @returns what ends it
 */
export function watchUse({ app, subscribe }: WatchUseOptions): () => void {
  const { state, submissions, clock } = app;
  if (!submissions) return () => undefined;
  const { track } = submissions;
  const suggested = new Set<string>();
  /** The last list of hits, until what became of it is told. */
  let search: AppState['results']['value'] = null;
  /** The view before this one; null while the panel was closed. */
  let before: Route | null = null;
  let reading: { readonly article: string; readonly from: ArticleSource; readonly since: number } | null = null;

  const endSearch = (id?: string) => {
    if (!search) return;
    const { hits } = search.reply;
    const rank = hits.findIndex((hit) => hit.id === id) + 1;
    track('search.performed', { hits: hits.length, zero: hits.length === 0, ...(rank > 0 && { clicked: rank }) });
    search = null;
  };
  const endReading = () => {
    if (!reading) return;
    const { article, from, since } = reading;
    track('article.viewed', { article, from, ms: Math.max(0, clock() - since) });
    reading = null;
  };
  const sourceOf = (id: string): ArticleSource => {
    if (before?.kind === 'conversation') return 'answer';
    if (before?.kind !== 'home') return 'link';
    if (search?.reply.hits.some((hit) => hit.id === id)) return 'search';
    return suggested.has(id) ? 'suggestion' : 'link';
  };
  const startReading = (article: string) => {
    if (reading?.article === article) return;
    endReading();
    const from = sourceOf(article);
    if (from === 'suggestion') track('suggestion.clicked', { article, trigger: 'home' });
    endSearch(article);
    reading = { article, from, since: clock() };
  };

  const stops = [
    effect(() => {
      if (state.isOpen.value) track('widget.opened', { trigger: state.route.peek().kind });
    }),
    effect(() => {
      const isOpen = state.isOpen.value;
      const route = state.route.value;
      const shown = state.article.value;
      if (isOpen && route.kind === 'article') {
        if (shown.kind === 'ready' && shown.id === route.id) startReading(shown.id);
        return; // loading: where it was opened from is still to be told
      }
      endReading();
      if (!isOpen || route.kind !== 'home') endSearch();
      before = isOpen ? route : null;
    }),
    effect(() => {
      const results = state.results.value;
      if (results) search = results;
      else endSearch(); // the box was emptied
    }),
    effect(() => {
      if (!state.isOpen.value || state.route.value.kind !== 'home' || state.query.value.trim()) return;
      for (const { id } of state.suggested.value) {
        if (!suggested.has(id)) track('suggestion.shown', { article: id, trigger: 'home' });
        suggested.add(id);
      }
    }),
    subscribe((reason) => {
      if (reason !== 'hide') return;
      endReading();
      endSearch();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
