import type { Core, CoreHost, CoreModule } from '../../../src/loader/core-contract.ts';

export interface FakeCore {
  readonly module: CoreModule;
  /** Calls of the second stage, in order. */
  readonly calls: (readonly unknown[])[];
  /** What the first stage handed over; there once the core was started. */
  host(): CoreHost;
}

/** Every name of `Core`, held to be complete by its type. */
const names: Readonly<Record<keyof Core, true>> = {
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
  update: true,
  destroy: true,
};

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
        return Object.fromEntries(Object.keys(names).map((name) => [name, run(name)])) as unknown as Core; // all of them
      },
    },
    host() {
      if (!given) throw new Error('the core was not started');
      return given;
    },
  };
}
