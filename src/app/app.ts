import type { Outbox, WakeReason } from '../outbox/outbox.ts';
import type { Destination } from '../outbox/ports.ts';
import type { Config } from '../schema/config.ts';
import type { PageEvents, Prefill, User } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { EngineClient } from '../worker/client.ts';
import type { keepDraft } from './drafts.ts';
import type { EventContext } from './event.ts';
import type { KnowledgeActions } from './knowledge.ts';
import type { AppMessages, AppTranslate, MessagePart } from './messages.ts';
import type { Navigation } from './navigation.ts';
import type { PrivacyActions } from './privacy.ts';
import type { AppState, Draft, Route } from './state.ts';
import type { SubmissionActions } from './submissions.ts';
import type { Texts } from './texts.ts';
import type { Visitor } from './visitor.ts';

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
