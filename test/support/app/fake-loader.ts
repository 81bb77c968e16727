import type { Emit } from '../../../src/loader/create-page-api.ts';
import type { Loader } from '../../../src/loader/start-loader.ts';

export interface FakeLoader extends Loader {
  /** Everything it was asked for, in order. */
  readonly log: (readonly unknown[])[];
  readonly raw: Readonly<Record<string, unknown>>;
  readonly emit: Emit;
}

/** A first stage that only writes down what it is asked for. */
export function createFakeLoader(raw: Readonly<Record<string, unknown>>, emit: Emit): FakeLoader {
  const log: (readonly unknown[])[] = [];
  return {
    log,
    raw,
    emit,
    call: async (...args) => void log.push(args),
    setLauncher: (visible) => void log.push(['setLauncher', visible]),
    update: async (next) => void log.push(['update', next]),
    stop: async () => void log.push(['stop']),
  };
}
