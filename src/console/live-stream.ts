import { backoffMs } from '../shared/backoff.ts';
import type { Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import type { ConsoleApi } from './console-api.ts';
import { createEventParser, type ServerSentEvent } from './event-parser.ts';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

export interface LiveStreamOptions {
  readonly open: ConsoleApi['stream'];
  /** The last row that is known already. */
  readonly after: number;
  readonly onEvent: (event: ServerSentEvent) => void;
  readonly onState: (state: LiveState) => void;
  /** The token is not valid any more; the stream has ended for good. */
  readonly onUnauthorized: () => void;
  readonly schedule: Schedule;
  readonly random: Random;
}

/** The collector beats every 15 s: after this much silence the connection is dead, whatever the network says. */
const SILENCE_MS = 40_000;
/** Reconnecting starts within this and slows down to at most the other. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Follows the collector's stream and, when it breaks, goes on behind the last event that came.
 * @returns what ends it
 */
export function followStream(options: LiveStreamOptions): () => void {
  const { open, onEvent, onState, onUnauthorized, schedule, random } = options;
  let after = options.after;
  let attempts = 0;
  let isOver = false;
  let abort = () => {};

  const readOnce = async (): Promise<'broken' | 'unauthorized'> => {
    const controller = new AbortController();
    abort = () => controller.abort();
    let stopWatch = schedule(abort, SILENCE_MS);
    try {
      const result = await open(after, controller.signal);
      if (result.kind !== 'ok') return result.kind === 'unauthorized' ? 'unauthorized' : 'broken';
      const parse = createEventParser();
      const decoder = new TextDecoder();
      const reader = result.value.getReader();
      for (let next = await reader.read(); !next.done && !isOver; next = await reader.read()) {
        stopWatch();
        stopWatch = schedule(abort, SILENCE_MS);
        attempts = 0;
        onState('live');
        for (const event of parse(decoder.decode(next.value, { stream: true }))) {
          const seq = Number(event.id);
          if (Number.isSafeInteger(seq) && seq > after) {
            after = seq;
            onEvent(event);
          }
        }
      }
    } catch {
      // the connection broke, or was given up: the caller tries again
    } finally {
      stopWatch();
    }
    return 'broken';
  };

  const run = async (): Promise<void> => {
    onState('connecting');
    while (!isOver) {
      const end = await readOnce();
      if (isOver) return;
      if (end === 'unauthorized') return onUnauthorized();
      onState('reconnecting');
      const waitMs = backoffMs(attempts++, random, { baseMs: FIRST_WAIT_MS, capMs: LONGEST_WAIT_MS });
      await new Promise<void>((resolve) => {
        const cancel = schedule(resolve, waitMs);
        abort = () => {
          cancel();
          resolve();
        };
      });
    }
  };

  void run();
  return () => {
    isOver = true;
    abort();
  };
}
