import type { Helplet, PageEventName, PageEvents, VerbName, Verbs } from '../schema/page-api.ts';
import type { Loader } from './start-loader.ts';

export interface PageApiOptions {
  /** Configuration known before any `boot` call (the script tag's). */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly start: (raw: Readonly<Record<string, unknown>>, emit: Emit) => Loader;
  readonly warn: (message: string) => void;
  /** False where there is no page (on a server): then no verb does anything. Default true. */
  readonly canStart?: boolean;
}

/** Verbs that the second stage answers. */
const forwarded = [
  'open',
  'close',
  'search',
  'article',
  'ticket',
  'rate',
  'prefill',
  'suggest',
  'page',
  'setLocale',
  'setTheme',
  'flush',
] as const;

/** Tells the page's listeners; one that throws is reported by the browser and stops nobody else. */
export type Emit = <Name extends PageEventName>(name: Name, payload: PageEvents[Name]) => void;

/**
 * Makes the page's `helplet` function. No verb throws into the page; an unknown one warns once.
 * Listeners live here, so they stay through `shutdown` and `boot`.
 */
export function createPageApi(options: PageApiOptions): Helplet {
  const { warn } = options;
  const bus = new EventTarget();
  const wrappers = new WeakMap<object, EventListener>();
  const unknownVerbs = new Set<string>();
  const early: ((started: Loader) => Promise<void> | void)[] = [];
  let raw = options.raw;
  let loader: Loader | null = null;
  let isShut = false;
  let isDestroyed = false;
  let setReady: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    setReady = resolve;
  });
  const emit: Emit = (name, payload) => bus.dispatchEvent(new CustomEvent(name, { detail: payload }));
  /** Runs a call, or keeps it for the start while the page is still loading. */
  const withLoader = async (run: (started: Loader) => Promise<void> | void) => {
    if (loader) await run(loader);
    else if (!isShut) early.push(run);
  };

  const forwards = {} as Pick<Verbs, (typeof forwarded)[number]>; // filled by the next line
  for (const name of forwarded) {
    forwards[name] = (...args: unknown[]) => withLoader((started) => started.call(name, ...args));
  }

  const verbs: Verbs = {
    async boot(config) {
      raw = { ...raw, ...ownFields(config) };
      if (loader || isDestroyed || options.canStart === false) return;
      loader = options.start(raw, emit);
      setReady();
      for (const run of early.splice(0)) void run(loader);
    },
    async shutdown() {
      const stopping = loader;
      isShut = true;
      loader = null;
      await stopping?.stop();
    },
    async destroy() {
      isDestroyed = true;
      await verbs.shutdown();
    },
    show: () => withLoader((started) => started.setLauncher(true)),
    hide: () => withLoader((started) => started.setLauncher(false)),
    toggle: () => withLoader((started) => started.toggle()),
    ...forwards,
    ready: () => isReady,
    on: (name, listener) => listen(name, listener, false),
    once: (name, listener) => listen(name, listener, true),
    off(name, listener) {
      if (listener) bus.removeEventListener(name, wrapperOf(listener));
    },
  };

  /** One wrapper a listener, so that the bus recognises it again. */
  function wrapperOf(listener: (payload: never) => void): EventListener {
    const wrapper = wrappers.get(listener) ?? ((event) => listener((event as CustomEvent).detail as never)); // `emit` pairs them
    wrappers.set(listener, wrapper);
    return wrapper;
  }

  function listen(name: string, listener: (payload: never) => void, once: boolean): () => void {
    if (typeof listener !== 'function') return () => undefined;
    const wrapper = wrapperOf(listener);
    bus.addEventListener(name, wrapper, { once });
    return () => bus.removeEventListener(name, wrapper);
  }

  const helplet = (verb: VerbName, ...args: unknown[]) => {
    if (Object.hasOwn(verbs, verb)) return (verbs[verb] as (...values: unknown[]) => unknown)(...args); // checked there
    if (!unknownVerbs.has(verb)) warn(`unknown verb "${String(verb)}"; known: ${Object.keys(verbs).join(', ')}`);
    unknownVerbs.add(verb);
    return Promise.resolve();
  };
  return Object.assign(helplet, verbs) as Helplet; // the overloads of Helplet are these verbs, one by one
}

/** Own keys only: a polluted `Object.prototype` must not change where tickets go. */
function ownFields(config: unknown): Record<string, unknown> {
  return typeof config === 'object' && config !== null ? Object.assign(Object.create(null), config) : {};
}
