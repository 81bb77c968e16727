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
  'answer:given': { readonly article: string; readonly confidence: number };
  'answer:rated': { readonly article: string; readonly helpful: boolean };
  /** A person is wanted; `reason` as in the event `handoff.requested`. */
  handoff: { readonly reason: string };
  /** The visitor has begun to write a request. */
  'ticket:start': Record<string, never>;
  'ticket:queued': { readonly id: string; readonly durable: boolean };
  'ticket:sent': { readonly id: string; readonly reference?: string };
  'ticket:failed': { readonly id: string; readonly reason: string };
  'survey:shown': { readonly survey: string };
  'survey:answered': { readonly survey: string; readonly score?: number };
  'survey:dismissed': { readonly survey: string };
  'consent:changed': { readonly state: ConsentState };
  'identity:changed': { readonly kind: 'identified' | 'logged-out' };
  /** The visitor's data is gone from this device; `pending` while a server has not confirmed it. */
  erased: { readonly pending: boolean };
  sync: SyncCounts;
  error: { readonly code: string; readonly message: string };
}

export type PageEventName = keyof PageEvents;

/** What the visitor allows: `unknown` until he, or the site for him, has said. */
export type ConsentState = 'granted' | 'denied' | 'unknown';

/** What the ticket form can be filled with beforehand. */
export interface Prefill {
  readonly email?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly body?: string;
  /** The site's own fields, by name: at most 50, sent along with the request. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
}

/** Who the visitor is, as the site knows him. */
export interface User {
  /** The site's own id of him: keeps his requests apart from other people's on this device. */
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  /** The site's server's proof of `id`, for the endpoint to check. */
  readonly proof?: string;
}

/** Everything Helplet keeps on this device for the visitor, as plain data. */
export interface DeviceData {
  readonly exportedAt: string;
  readonly instance: string;
  readonly visitor: string;
  /** Records by store. */
  readonly stores: Readonly<Record<string, unknown>>;
}

/** Arguments and result of every verb: `helplet('open')`, or `await helplet.open()`. */
export interface Verbs {
  /** Starts the widget, or starts it again after `shutdown`. While it runs, like `update`. */
  boot(config?: ConfigInput): Promise<void>;
  /** Changes the configuration of the running widget; what is not named stays. */
  update(config: ConfigInput): Promise<void>;
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
  /** Shows a survey: `csat`, `nps`, `ces`, or one of the configured ones. */
  survey(id: string): Promise<void>;
  /** Says who the visitor is. To be called on every page: Helplet does not remember it. */
  identify(user: User): Promise<void>;
  /** Says that he has left: what he wrote here is no longer shown, what is unsent is still sent. */
  logout(): Promise<void>;
  /** The answer of the site's own consent banner. `denied` also deletes what was kept. */
  consent(state: 'granted' | 'denied'): Promise<void>;
  /** What is kept on this device for the visitor. */
  export(): Promise<DeviceData>;
  /** Deletes it here, and asks the endpoint to delete its copy. */
  erase(): Promise<void>;
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
