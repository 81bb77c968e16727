import type { ChunkName } from '../loader/core-contract.ts';
import { createPageApi } from '../loader/create-page-api.ts';
import type { LoadChunk } from '../loader/load-with-retries.ts';
import { type Loader, startLoader } from '../loader/start-loader.ts';
import type { ConfigInput } from '../schema/config.ts';
import type {
  ConsentState,
  DeviceData,
  Helplet,
  PageEventName,
  PageEvents,
  Prefill,
  SyncCounts,
  User,
  VerbName,
  Verbs,
} from '../schema/page-api.ts';

declare const __HELPLET_VERSION__: string;

/** Configuration for a bundler: the script tag's, and what only code can give. */
export interface HelpletOptions extends ConfigInput {
  /** Directory that serves Helplet's `dist/`, ending in `/`: lets the widget find its worker. */
  readonly baseUrl?: string;
  /** `() => new Worker(new URL('helplet/worker', import.meta.url), { type: 'module' })`. */
  readonly createWorker?: () => Worker;
}

/**
 * Puts a widget into the page and gives its verbs. On a server there is no page: the verbs do nothing there.
 * Without `baseUrl` and `createWorker` the engine runs on the main thread, in short slices.
 */
export function createHelplet(options: HelpletOptions = {}): Helplet {
  const { baseUrl, createWorker, ...raw } = options;
  const warn = (message: string) => {
    // biome-ignore lint/suspicious/noConsole: the console is where a site's developer looks
    console.warn(`Helplet: ${message}`);
  };
  const hasPage = typeof document !== 'undefined' && typeof customElements !== 'undefined';
  const api = createPageApi({
    raw,
    warn,
    start: (config, emit, warn) =>
      !hasPage
        ? absentLoader
        : startLoader({
            raw: config,
            emit,
            warn,
            baseUrl: baseUrl ? new URL(baseUrl, document.baseURI).href : null,
            version: __HELPLET_VERSION__,
            ...(createWorker && { createWorker }),
            files: {
              core: () => import('./core.ts'),
              chunk: (name) => chunks[name],
              messages: async (_lang, part) => (await (part === 'first' ? first : later)()).messages,
            },
          }),
  });
  void api.boot();
  return api;
}

/** In place of the first stage where there is no page. */
const absentLoader: Loader = {
  call: async () => undefined,
  setLauncher: () => undefined,
  update: async () => undefined,
  stop: async () => undefined,
};

// Written out, because a bundler follows only names it can read.
const chunks: Readonly<Record<ChunkName, LoadChunk<unknown>>> = {
  panel: () => import('./panel.tsx'),
  views: () => import('./views.ts'),
  engine: () => import('./engine.ts'),
  sending: () => import('./sending.ts'),
  conversation: () => import('./conversation.tsx'),
  survey: () => import('./survey.tsx'),
  attachments: () => import('./attachments.tsx'),
};
const first = () => import('./messages/zh-first.ts');
const later = () => import('./messages/zh-later.ts');

export type {
  ConfigInput,
  ConsentState,
  DeviceData,
  Helplet,
  PageEventName,
  PageEvents,
  Prefill,
  SyncCounts,
  User,
  VerbName,
  Verbs,
};
