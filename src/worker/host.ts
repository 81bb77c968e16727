import type { Engine } from '../engine/engine.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import type { CallMessage, ReplyMessage } from './messages.ts';

/** The part of a worker's global scope that the host needs. */
export interface HostScope {
  postMessage(message: ReplyMessage): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<CallMessage>) => void): void;
}

/** Puts the engine behind `postMessage`. Says `ready` first. */
export function hostEngine(engine: Engine, scope: HostScope): void {
  scope.addEventListener('message', async ({ data }) => {
    const { id, call, args } = data;
    try {
      // Caller and host are built together: the arguments are those of `call`.
      const result = (engine[call] as (...values: readonly unknown[]) => unknown)(...args);
      const value = result instanceof Promise ? await result : result; // at once where it can be: replies keep their order
      scope.postMessage({ kind: 'result', id, value });
    } catch (error) {
      const code = error instanceof SupportError ? error.code : 'engine-failed';
      scope.postMessage({ kind: 'error', id, code, message: toMessage(error) });
    }
  });
  scope.postMessage({ kind: 'ready' });
}
