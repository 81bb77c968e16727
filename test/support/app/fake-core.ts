import type { Core, CoreCalls, CoreHost, CoreModule } from '../../../src/loader/core-contract.ts';

export interface FakeCore {
  readonly module: CoreModule;
  /** Calls of the second stage, in order. */
  readonly calls: (readonly unknown[])[];
  /** What the first stage handed over; there once the core was started. */
  host(): CoreHost;
}

/** Verbs of the second stage, held to be complete by their type. */
const calls: Readonly<Record<keyof CoreCalls, true>> = {
  open: true,
  close: true,
  toggle: true,
  search: true,
  article: true,
  ticket: true,
  rate: true,
  survey: true,
  prefill: true,
  suggest: true,
  page: true,
  identify: true,
  logout: true,
  consent: true,
  export: true,
  erase: true,
  setLocale: true,
  setTheme: true,
  flush: true,
};

/** Names of the verbs that need the second stage. */
export const coreCallNames = Object.keys(calls) as readonly (keyof CoreCalls)[];
const names = [...coreCallNames, 'update', 'destroy'] satisfies readonly (keyof Core)[];

/** A second stage that only writes down every call. */
export function createFakeCore(failing: readonly string[] = []): FakeCore {
  const calls: (readonly unknown[])[] = [];
  let given: CoreHost | null = null;
  const run =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      calls.push([name, ...args]);
      if (failing.includes(name)) throw new Error(`${name} is broken`);
    };
  return {
    calls,
    module: {
      startCore(host) {
        given = host;
        return Object.fromEntries(names.map((name) => [name, run(name)])) as unknown as Core; // all of them
      },
    },
    host() {
      if (!given) throw new Error('the core was not started');
      return given;
    },
  };
}
