import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';
import type { ChunkName, Core, CoreHost, LaterFiles } from '../../../src/loader/core-contract.ts';
import { createLauncher } from '../../../src/loader/launcher.ts';
import { createWidgetElement } from '../../../src/loader/widget-element.ts';
import type { PageEventName } from '../../../src/schema/page-api.ts';
import { sampleArticles, toJsonLines } from '../knowledge/sample-articles.ts';
import { loadTestMessages } from './create-test-app.ts';

// What the build writes in.
Object.assign(globalThis, { __HELPLET_CHUNKS__: { prepare: 'prepare-test.js', language: 'language-test.js' } });

export interface TestHost {
  readonly host: CoreHost;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  readonly warnings: string[];
  /** What the page was told, in order: name and payload. */
  readonly events: (readonly [name: PageEventName, payload: unknown])[];
  /** Addresses that were fetched, in order. */
  readonly fetched: string[];
  /** Names of the chunks that were asked for, in order. */
  readonly chunks: string[];
  panel(): HTMLElement | null;
}

/** The chunks as they are in the source. */
export const sourceChunks: Readonly<Record<ChunkName, () => Promise<unknown>>> = {
  panel: () => import('../../../src/entries/panel.tsx'),
  views: () => import('../../../src/entries/views.ts'),
  engine: () => import('../../../src/entries/engine.ts'),
  conversation: () => import('../../../src/entries/conversation.tsx'),
  survey: () => import('../../../src/entries/survey.tsx'),
  attachments: () => import('../../../src/entries/attachments.tsx'),
  sending: () => import('../../../src/entries/sending.ts'),
};

/** What the first stage hands to the second, in a page with an IndexedDB of its own, over a network of two files. */
export function createCoreHost(raw: Readonly<Record<string, unknown>> = {}, files: Partial<LaterFiles> = {}): TestHost {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const element = createWidgetElement();
  document.documentElement.append(element);
  const root = element.attachShadow({ mode: 'open' });
  const { button } = createLauncher(root);
  const warnings: string[] = [];
  const events: TestHost['events'] = [];
  const fetched: string[] = [];
  const chunks: string[] = [];
  const host: CoreHost = {
    raw: { kb: '/kb.json', locale: 'en', ...raw },
    element,
    root,
    button,
    baseUrl: null,
    files: {
      core: () => Promise.reject(new Error('is here already')),
      // The script tag's way to the chunks, or else a bundler's.
      ...(!files.file && {
        chunk: (name: ChunkName) => () => {
          chunks.push(name);
          return sourceChunks[name]();
        },
      }),
      messages: loadTestMessages,
      ...files,
    },
    fetch: async (input) => {
      const { pathname } = new URL(String(input));
      fetched.push(pathname);
      if (pathname === '/kb.json') return new Response(toJsonLines(sampleArticles));
      return new Response('', { status: 503 });
    },
    emit: (name, payload) => events.push([name, payload]),
    warn: (message) => warnings.push(message),
  };
  onTestFinished(() => element.remove());
  return { host, root, button, warnings, events, fetched, chunks, panel: () => root.querySelector('[role="dialog"]') };
}

/** Waits until the check holds: chunks are read from the source, which takes its time on a busy machine. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 4_000 });
}

/** Ends a core with its test. */
export function stopAfterTest(core: Core): Core {
  onTestFinished(() => core.destroy());
  return core;
}
