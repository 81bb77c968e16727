import { type Signal, signal } from '@preact/signals-core';
import type { AttachmentDraft } from '../attachments/draft.ts';
import type { ArticleReply, ArticleSummary, KnowledgeInfo, SearchReply } from '../engine/protocol.ts';
import type { OutboxEntry } from '../outbox/entries.ts';
import type { Config } from '../schema/config.ts';
import type { TicketKind } from '../schema/event/ticket-kinds.ts';
import type { ConsentState } from '../schema/page-api.ts';
import { type AppTranslate, untranslated } from './messages.ts';

/** What the panel shows. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'article'; readonly id: string; readonly lang?: string }
  /** With a question to ask there, once. */
  | { readonly kind: 'conversation'; readonly ask?: string }
  | { readonly kind: 'ticket' }
  | { readonly kind: 'requests' }
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'rating' }
  | { readonly kind: 'privacy' };

export type KnowledgeState =
  | { readonly kind: 'idle' | 'loading' | 'none' | 'failed' }
  | { readonly kind: 'ready'; readonly info: KnowledgeInfo };

export type ArticleState =
  | { readonly kind: 'loading' | 'missing' | 'failed'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly article: ArticleReply };

/** The request form as the visitor left it. */
export interface Draft {
  readonly email: string;
  readonly name?: string;
  readonly body: string;
  readonly kind: TicketKind;
  /** The site's own fields, by name. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** Texts found to be private that the visitor wants to send all the same. Never stored. */
  readonly unmasked?: readonly string[];
  /** What was said before, masked. */
  readonly transcript?: readonly TranscriptLine[];
}

/** One message of a conversation, as a request takes it along. `time` is ISO 8601. */
export interface TranscriptLine {
  readonly author: 'visitor' | 'bot';
  readonly text: string;
  readonly time: string;
}

export const emptyDraft: Draft = { email: '', body: '', kind: 'consultation' };

/** What the visitor said of an article: given here, or could not be saved. */
export type Vote = 'yes' | 'no' | 'not-saved';

/** Everything the views read. Only `app/` writes. */
export interface AppState {
  readonly config: Signal<Config>;
  readonly consent: Signal<ConsentState>;
  /** Grows when somebody else uses the browser, or what it knew of him was erased: what belongs to him starts anew. */
  readonly visitorTurn: Signal<number>;
  /** What an erasure has come to; null before there was one. `here`: the endpoint knows nobody to be asked about. */
  readonly erasure: Signal<'running' | 'pending' | 'done' | 'here' | 'failed' | null>;
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
  /** Files chosen for the request; they live as long as the page. */
  readonly files: Signal<readonly AttachmentDraft[]>;
  /** The visitor's requests, newest first. */
  readonly requests: Signal<readonly OutboxEntry[]>;
  /** What he has added to them since, oldest first. */
  readonly followUps: Signal<readonly OutboxEntry[]>;
  readonly isOnline: Signal<boolean>;
  /** The language asked for, BCP 47: of answers, dates and the direction of the layout. */
  readonly lang: Signal<string>;
  /** The language the interface's texts are in: English where there are none in `lang`. */
  readonly textLang: Signal<string>;
  readonly t: Signal<AppTranslate>;
  readonly theme: Signal<'system' | 'light' | 'dark'>;
}

export function createState(config: Config): AppState {
  return {
    config: signal(config),
    consent: signal<ConsentState>(config.consent === 'required' ? 'unknown' : 'granted'),
    visitorTurn: signal(0),
    erasure: signal<AppState['erasure']['value']>(null),
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
    files: signal<readonly AttachmentDraft[]>([]),
    requests: signal<readonly OutboxEntry[]>([]),
    followUps: signal<readonly OutboxEntry[]>([]),
    isOnline: signal(true),
    lang: signal('en'),
    textLang: signal('en'),
    t: signal(untranslated),
    theme: signal(config.theme),
  };
}
