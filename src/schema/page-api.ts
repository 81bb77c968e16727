import type { ConfigInput } from './config.ts';

/** How many rows of the outbox are in which state. */
export interface SyncCounts {
  readonly saved: number;
  readonly sending: number;
  readonly waiting: number;
  readonly paused: number;
  readonly sent: number;
  readonly failed: number;
  readonly held: number;
}

/** Payloads of the events a page can listen to. None holds a visitor's text. */
export interface PageEvents {
  ready: { readonly version: string };
  open: Record<string, never>;
  close: Record<string, never>;
  search: { readonly hits: number; readonly confidence: number };
  'search:empty': Record<string, never>;
  'article:view': { readonly id: string; readonly lang: string };
  'article:rate': { readonly id: string; readonly helpful: boolean };
  'ticket:start': Record<string, never>;
  'ticket:queued': { readonly id: string; readonly durable: boolean };
  'ticket:sent': { readonly id: string; readonly reference?: string };
  'ticket:failed': { readonly id: string; readonly reason: string };
  'survey:shown': { readonly survey: string };
  'survey:answered': { readonly survey: string; readonly score: number };
  'survey:dismissed': { readonly survey: string };
  sync: SyncCounts;
  error: { readonly code: string; readonly message: string };
}

export type PageEventName = keyof PageEvents;

/** What the ticket form can be filled with beforehand. */
export interface Prefill {
  readonly email?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly body?: string;
}

/** Arguments and result of every verb: `helplet('open')`, or `await helplet.open()`. */
export interface Verbs {
  /** Starts the widget, or starts it again after `shutdown`. */
  boot(config?: ConfigInput): Promise<void>;
  /** Takes the widget off the page and lets go of its listeners; what is unsent stays saved. */
  shutdown(): Promise<void>;
  /** Like `shutdown`, and removes the global's methods' effect for good. */
  destroy(): Promise<void>;
  /** Shows the launcher. */
  show(): Promise<void>;
  /** Hides the launcher; the panel can still be opened from the page. */
  hide(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Opens the panel with this text in the search box. */
  search(text: string): Promise<void>;
  /** Opens the panel at this article. */
  article(id: string): Promise<void>;
  /** Opens the panel at the request form. */
  ticket(prefill?: Prefill): Promise<void>;
  /** Opens the panel at the rating. */
  rate(): Promise<void>;
  /** Fills the request form's fields the visitor has not touched. */
  prefill(values: Prefill): Promise<void>;
  /** Articles to suggest while the box is empty, best first. */
  suggest(ids: readonly string[]): Promise<void>;
  /** Tells of a page shown without a load: what is suggested follows. */
  page(): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: 'system' | 'light' | 'dark'): Promise<void>;
  /** Tries to send everything unsent now. */
  flush(): Promise<void>;
  /** Resolves when the launcher is in the page. */
  ready(): Promise<void>;
  on<Name extends PageEventName>(name: Name, listener: (payload: PageEvents[Name]) => void): () => void;
  once<Name extends PageEventName>(name: Name, listener: (payload: PageEvents[Name]) => void): () => void;
  off<Name extends PageEventName>(name: Name, listener: (payload: PageEvents[Name]) => void): void;
}

export type VerbName = keyof Verbs;

/** The global: a function of verb and arguments, with each verb also as a method. */
export type Helplet = Verbs &
  (<Name extends VerbName>(verb: Name, ...args: Parameters<Verbs[Name]>) => ReturnType<Verbs[Name]>);
