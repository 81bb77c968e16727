import type { Core, CoreHost, CoreModule } from '../../../src/loader/core-contract.ts';

export interface FakeCore {
  readonly module: CoreModule;
  /** Calls of the second stage, in order. */
  readonly calls: (readonly unknown[])[];
  /** What the first stage handed over; there once the core was started. */
  host(): CoreHost;
}

const names = [
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
  'destroy',
] as const;

/** A second stage that opens and closes an imaginary panel, and writes down every call. */
export function createFakeCore(failing: readonly string[] = []): FakeCore {
  const calls: (readonly unknown[])[] = [];
  let given: CoreHost | null = null;
  const run =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      calls.push([name, ...args]);
      if (failing.includes(name)) throw new Error(`${name} is broken`);
      if (['open', 'search', 'article', 'ticket', 'rate'].includes(name)) given?.onPanel(true);
      if (name === 'close') given?.onPanel(false);
    };
  return {
    calls,
    module: {
      startCore(host) {
        given = host;
        return Object.fromEntries(names.map((name) => [name, run(name)])) as unknown as Core; // all names of `Core`
      },
    },
    host() {
      if (!given) throw new Error('the core was not started');
      return given;
    },
  };
}
