import type { PageEventName, PageEvents, Prefill } from '../schema/page-api.ts';
import type { LoadChunk } from './load-with-retries.ts';

/** What the first stage hands to the second. */
export interface CoreHost {
  /** Configuration as the site wrote it: `data-*` and `boot` merged, not yet checked. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The custom element and its shadow root: the panel is mounted in there. */
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
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
  /** Called when the panel opens or closes, so that the launcher can follow. */
  readonly onPanel: (open: boolean) => void;
}

/** What a page can ask for that needs the second stage. */
export interface CoreCalls {
  open(): Promise<void>;
  close(): Promise<void>;
  search(text: string): Promise<void>;
  article(id: string): Promise<void>;
  ticket(prefill?: Prefill): Promise<void>;
  rate(): Promise<void>;
  prefill(values: Prefill): Promise<void>;
  suggest(ids: readonly string[]): Promise<void>;
  page(): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setTheme(theme: string): Promise<void>;
  flush(): Promise<void>;
}

export interface Core extends CoreCalls {
  destroy(): Promise<void>;
}

export interface CoreModule {
  readonly startCore: (host: CoreHost) => Core;
}

/** Where the later stages come from: addresses for the script tag, `import()` for a bundler. */
export interface LaterFiles {
  readonly core: LoadChunk<CoreModule>;
  /** What the core makes of these three is its own affair. */
  readonly panel: LoadChunk<unknown>;
  readonly views: LoadChunk<unknown>;
  readonly engine: LoadChunk<unknown>;
  /** A bundler's way to a language's messages; the script tag fetches them from `baseUrl`. */
  readonly messages?: (lang: string) => Promise<unknown>;
}
