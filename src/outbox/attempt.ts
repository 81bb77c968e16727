import type { Schedule } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import type { OutboxRow, SendOutcome, Transport } from './ports.ts';

export interface AttemptOptions {
  readonly schedule: Schedule;
  readonly timeoutMs: number;
  readonly keepalive: boolean;
  /** Aborts the try from outside: the outbox stops, or its data is erased. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/**
 * One try of a batch. Always ends within `timeoutMs`, whatever the transport does: a host page may have replaced
 * `fetch` by one that neither answers nor heeds its signal.
 */
export function attempt(
  transport: Transport,
  rows: readonly OutboxRow[],
  { schedule, timeoutMs, keepalive, signal, onError }: AttemptOptions,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const giveUp = (reason: string): void => {
      settle({ kind: 'retry', reason, isAmbiguous: true });
      controller.abort();
    };
    const stop = (): void => giveUp('stopped');
    const settle = (outcome: SendOutcome): void => {
      cancelTimer();
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const cancelTimer = schedule(() => giveUp('timeout'), timeoutMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) {
      settle({ kind: 'retry', reason: 'stopped', isAmbiguous: false });
      return;
    }
    const fail = (error: unknown): void => {
      onError(error);
      settle({ kind: 'retry', reason: toMessage(error), isAmbiguous: true });
    };
    try {
      transport.send(rows, { signal: controller.signal, keepalive }).then(settle, fail);
    } catch (error) {
      fail(error);
    }
  });
}
