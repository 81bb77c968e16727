import type { Helplet, PageEventName, PageEvents, VerbName, Verbs } from '../schema/page-api.ts';
import type { CoreCalls } from './core-contract.ts';
import type { Loader } from './start-loader.ts';

type Listener = (payload: never) => void;

export interface PageApiOptions {
  /** Configuration known before any `boot` call (the script tag's). */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly start: (raw: Readonly<Record<string, unknown>>, emit: Emit, warn: (message: string) => void) => Loader;
  readonly warn: (message: string) => void;
}

/** Verbs that the second stage answers. One text, because a list of texts is larger. */
const forwarded =
  'open close toggle search article ticket rate survey prefill suggest page identify logout consent export erase setLocale setTheme flush'.split(
    ' ',
  ) as (keyof CoreCalls)[];

/** Tells the page's listeners; one that throws is reported by the browser and stops nobody else. */
export type Emit = <Name extends PageEventName>(name: Name, payload: PageEvents[Name]) => void;

/**
 * Makes the page's `helplet` function. No verb throws into the page; an unknown one warns once.
 * Listeners live here, so they stay through `shutdown` and `boot`.
 */
export function createPageApi(options: PageApiOptions): Helplet {
  const said: Record<string, unknown> = {};
  const warn = (message: string) => {
    said[message] ??= options.warn(message) ?? 1;
  };
  /** Each listener, its event, and whether it is for one time only. */
  let listeners: (readonly [name: string, listener: Listener, once: boolean])[] = [];
  let raw = options.raw;
  let loader: Loader | null = null;
  let start: (...args: Parameters<PageApiOptions['start']>) => Loader | null = options.start;
  const emit: Emit = (name, payload) => {
    listeners = listeners.filter(([wanted, listener, once]) => {
      if (wanted !== name) return true;
      queueMicrotask(() => listener(payload as never)); // `on` pairs them
      return !once;
    });
  };
  const off = (name: string, listener: Listener) => {
    listeners = listeners.filter(([wanted, other]) => wanted !== name || other !== listener);
  };
  const listen = (name: string, listener: Listener, once = false) => {
    if (typeof listener === 'function') listeners.push([name, listener, once]);
    else warn('on needs a function');
    return () => off(name, listener);
  };
  const configure = async (config: unknown) => {
    // Own keys only: a polluted `Object.prototype` must not change where tickets go.
    if (config && typeof config !== 'object') return warn('boot needs an object');
    raw = { ...raw, ...(config as object) };
    await loader?.update(raw);
  };

  const verbs = {
    async boot(config: unknown) {
      const configured = configure(config);
      loader ??= start(raw, emit, warn);
      await configured;
    },
    update: configure,
    async shutdown() {
      const stopping = loader;
      loader = null;
      await stopping?.stop();
    },
    async destroy() {
      start = () => null;
      await verbs.shutdown();
    },
    show: async () => loader?.setLauncher(true),
    hide: async () => loader?.setLauncher(false),
    async ready() {}, // by then it is
    on: listen,
    once: (name: string, listener: Listener) => listen(name, listener, true),
    off,
  } as unknown as Verbs; // completed by the next line
  for (const name of forwarded) {
    verbs[name] = async (...args: unknown[]) => loader?.call(name, ...args) as Promise<never>;
  }

  const helplet = (verb: VerbName, ...args: unknown[]) => {
    if (Object.hasOwn(verbs, verb)) return (verbs[verb] as (...values: unknown[]) => unknown)(...args);
    warn(`unknown verb "${String(verb)}"`);
    return verbs.ready();
  };
  return Object.assign(helplet, verbs) as Helplet; // the overloads of Helplet are these verbs, one by one
}
