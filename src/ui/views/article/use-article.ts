import { useEffect, useRef } from 'preact/hooks';
import type { App } from '../../../app/app.ts';
import type { ArticleState } from '../../../app/state.ts';
import type { ArticleReply } from '../../../engine/protocol.ts';
import { useApp } from '../../context.ts';

/** What each widget's visitor has opened: on the way back it is there at once, so that he finds his place again. */
const opened = new WeakMap<App, Map<string, ArticleReply>>();

/** Opens an article, and gives it. While it comes in another of its languages, the one before stays. */
export function useArticle(id: string, lang: string): ArticleState {
  const app = useApp();
  const known = opened.get(app) ?? new Map<string, ArticleReply>();
  opened.set(app, known);
  const key = `${id} ${lang}`;
  const last = useRef(known.get(key));
  const isAsked = useRef(false);
  useEffect(() => {
    isAsked.current = true;
    void app.knowledge.openArticle({ id, lang });
  }, [id, lang]);
  const now = app.state.article.value;
  // Before it is asked for, what is there belongs to another view.
  const own: ArticleState = isAsked.current && now.id === id ? now : { kind: 'loading', id };
  if (own.kind === 'ready') {
    last.current = own.article;
    if (!known.has(key)) known.set(key, own.article);
  }
  return own.kind === 'loading' && last.current ? { kind: 'ready', id, article: last.current } : own;
}
