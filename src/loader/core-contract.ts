import type { DeviceData, PageEventName, PageEvents, Prefill, User } from '../schema/page-api.ts';
import type { LoadChunk } from './load-with-retries.ts';

/** What the first stage hands to the second. */
export interface CoreHost {
  /** Configuration as the site wrote it: `data-*` and `boot` merged, not yet checked. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The custom element and its shadow root: the panel is mounted in there. */
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The launcher: from here on the second stage says what it does. */
  readonly button: HTMLButtonElement;
  /** Where Helplet's own files lie, ending in `/`; null where only the bundler knows. */
  readonly baseUrl: string | null;
  readonly files: LaterFiles;
  /** The bundler's way to make the worker; the script tag has addresses instead. */
  readonly createWorker?: () => Worker;
  /** `fetch` as it was when the script ran. */
  readonly fetch: typeof fetch;
  readonly emit: <Name extends PageEventName>(name: Name, payload: PageEvents[Name]) => void;
  /** One line for the site's developer. */
  readonly warn: (message: string) => void;
}

/** What a page can ask for that needs the second stage. */
export interface CoreCalls {
  open(): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  search(text: string): Promise<void>;
  article(id: string): Promise<void>;
  ticket(prefill?: Prefill): Promise<void>;
  rate(): Promise<void>;
  survey(id: string): Promise<void>;
  prefill(values: Prefill): Promise<void>;
  suggest(ids: readonly string[]): Promise<void>;
  page(): Promise<void>;
  identify(user: User): Promise<void>;
  logout(): Promise<void>;
  consent(state: 'granted' | 'denied'): Promise<void>;
  export(): Promise<DeviceData>;
  erase(): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: string): Promise<void>;
  flush(): Promise<void>;
}

export interface Core extends CoreCalls {
  /** Takes other configuration. */
  update(raw: Readonly<Record<string, unknown>>): Promise<void>;
  destroy(): Promise<void>;
}

export interface CoreModule {
  readonly startCore: (host: CoreHost) => Core;
}

/** Where the later stages come from: addresses for the script tag, `import()` for a bundler. */
export interface LaterFiles {
  readonly core: LoadChunk<CoreModule>;
  /** A bundler's way to a chunk. */
  readonly chunk?: (name: ChunkName) => LoadChunk<unknown>;
  /** The script tag's: a file in `chunks/`, whose name the core knows. */
  readonly file?: (file: string) => LoadChunk<unknown>;
  /** Holds files to their hashes before they are imported, where the site wants that. */
  readonly check?: (files: CheckedFiles) => Promise<unknown>; // false where it does not
  /** A bundler's way to a language's messages; the script tag fetches them from `baseUrl`. */
  readonly messages?: (lang: string, part: 'first' | 'later') => Promise<unknown>;
}

/** Files in `chunks/` and their hashes, as the attribute `integrity` takes them. */
export type CheckedFiles = readonly (readonly [file: string, integrity: string])[];

/** The chunks behind the core. */
export type ChunkName = 'panel' | 'views' | 'engine' | 'sending' | 'conversation' | 'survey' | 'attachments';
