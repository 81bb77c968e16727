import { createPageApi } from '../loader/create-page-api.ts';
import { startLoader } from '../loader/start-loader.ts';
import type { ConfigInput } from '../schema/config.ts';
import type { Helplet, PageEventName, PageEvents, Prefill, SyncCounts, VerbName, Verbs } from '../schema/page-api.ts';

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
    start: (config, emit) =>
      startLoader({
        raw: config,
        emit,
        warn,
        baseUrl: baseUrl ? new URL(baseUrl, document.baseURI).href : null,
        version: __HELPLET_VERSION__,
        ...(createWorker && { createWorker }),
        files: {
          core: () => import('./core.ts'),
          panel: () => import('./panel.tsx'),
          views: () => import('./views.ts'),
          engine: () => import('./engine.ts'),
          messages: async () => (await import('../i18n/messages/zh.json')).default,
        },
      }),
    canStart: hasPage,
  });
  if (hasPage) void api.boot();
  return api;
}

export type { ConfigInput, Helplet, PageEventName, PageEvents, Prefill, SyncCounts, VerbName, Verbs };
