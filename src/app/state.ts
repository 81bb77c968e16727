import { type Signal, signal } from '@preact/signals-core';
import type { ArticleReply, ArticleSummary, KnowledgeInfo, SearchReply } from '../engine/protocol.ts';
import type { OutboxEntry } from '../outbox/entries.ts';
import type { TicketKind } from '../schema/event/ticket-kinds.ts';
import { type AppTranslate, untranslated } from './messages.ts';

/** What the panel shows. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'article'; readonly id: string; readonly lang?: string }
  | { readonly kind: 'ticket' }
  | { readonly kind: 'requests' }
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'rating' };

export type KnowledgeState =
  | { readonly kind: 'idle' | 'loading' | 'none' | 'failed' }
  | { readonly kind: 'ready'; readonly info: KnowledgeInfo };

export type ArticleState =
  | { readonly kind: 'loading' | 'missing' | 'failed'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly article: ArticleReply };

/** The request form as the visitor left it. */
export interface Draft {
  readonly email: string;
  readonly body: string;
  readonly kind: TicketKind;
}

export const emptyDraft: Draft = { email: '', body: '', kind: 'consultation' };

/** What the visitor said of an article: given here, or could not be saved. */
export type Vote = 'yes' | 'no' | 'not-saved';

/** Everything the views read. Only `app/` writes. */
export interface AppState {
  readonly isOpen: Signal<boolean>;
  readonly route: Signal<Route>;
  readonly canGoBack: Signal<boolean>;
  readonly knowledge: Signal<KnowledgeState>;
  readonly query: Signal<string>;
  /** The last answer and the text it answers; null while the box is empty. */
  readonly results: Signal<{ readonly query: string; readonly reply: SearchReply } | null>;
  readonly suggested: Signal<readonly ArticleSummary[]>;
  readonly article: Signal<ArticleState>;
  readonly votes: Signal<Readonly<Record<string, Vote>>>;
  readonly draft: Signal<Draft>;
  /** The visitor's requests, newest first. */
  readonly requests: Signal<readonly OutboxEntry[]>;
  readonly isOnline: Signal<boolean>;
  /** The language asked for, BCP 47: of answers, dates and the direction of the layout. */
  readonly lang: Signal<string>;
  /** The language the interface's texts are in: English where there are none in `lang`. */
  readonly textLang: Signal<string>;
  readonly t: Signal<AppTranslate>;
  readonly theme: Signal<'system' | 'light' | 'dark'>;
}

export function createState(theme: 'system' | 'light' | 'dark'): AppState {
  return {
    isOpen: signal(false),
    route: signal<Route>({ kind: 'home' }),
    canGoBack: signal(false),
    knowledge: signal<KnowledgeState>({ kind: 'idle' }),
    query: signal(''),
    results: signal<AppState['results']['value']>(null),
    suggested: signal<readonly ArticleSummary[]>([]),
    article: signal<ArticleState>({ kind: 'loading', id: '' }),
    votes: signal<Readonly<Record<string, Vote>>>({}),
    draft: signal(emptyDraft),
    requests: signal<readonly OutboxEntry[]>([]),
    isOnline: signal(true),
    lang: signal('en'),
    textLang: signal('en'),
    t: signal(untranslated),
    theme: signal(theme),
  };
}
