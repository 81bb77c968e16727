import { type ReadonlySignal, signal } from '@preact/signals';
import type { App } from '../app/app.ts';
import type { AppMessages } from '../app/messages.ts';
import { toMessage } from '../shared/errors.ts';

/** What every lazy chunk of the panel brings along. */
export interface PartModule {
  readonly css: string;
  readonly english: AppMessages;
}

/** A chunk of the panel: on its way, there, or not to be had for now. */
export type PartState<Module> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly module: Module }
  | { readonly kind: 'failed'; readonly retry: () => void };

export interface LazyPart<Module> {
  readonly state: ReadonlySignal<PartState<Module>>;
  /** Fetches the chunk, once. */
  start(): Promise<void>;
}

/** A chunk that comes when it is needed, ready when its texts are there in the visitor's language, too. */
export function createLazyPart<Module extends PartModule>(
  app: App,
  load: () => Promise<Module>,
  addRules: (css: string) => void,
): LazyPart<Module> {
  const state = signal<PartState<Module>>({ kind: 'loading' });
  let started: Promise<void> | null = null;
  const run = async () => {
    state.value = { kind: 'loading' };
    try {
      const module = await load();
      await app.texts.add(module.english);
      addRules(module.css);
      state.value = { kind: 'ready', module };
    } catch (error) {
      app.warn(`a part of the panel could not be loaded (${toMessage(error)})`);
      state.value = { kind: 'failed', retry: () => void run() };
    }
  };
  return {
    state,
    start() {
      started ??= run();
      return started;
    },
  };
}
