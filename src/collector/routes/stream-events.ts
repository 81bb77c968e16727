import type { Schedule } from '../../shared/clock.ts';
import { errorReply } from '../replies.ts';
import type { CollectorStore, StoredEvent } from '../store.ts';
import { ratingTypes, stateTypes, ticketTypes, toRatingItem, toTicketItem, toTicketStateItem } from './read-model.ts';

/** Silence after which a comment is sent, so that proxies keep the connection and the reader knows that it lives. */
const HEARTBEAT_MS = 15_000;
/** The least time between two reads of the store for one reader: a busy minute must not make one read a commit. */
const MIN_GAP_MS = 100;
const ROWS_PER_READ = 200;

export interface StreamEventsOptions {
  readonly store: CollectorStore;
  readonly schedule: Schedule;
  /** Calls back after each commit; returns what ends that. */
  readonly onCommit: (listener: () => void) => () => void;
  readonly maxStreams: number;
  readonly onError: (error: unknown) => void;
}

export interface EventStreams {
  /** @param after the last row the reader has; without it only what comes from now on is sent */
  open(request: Request, tenants: readonly string[], after: number | undefined): Promise<Response>;
  /** Ends all streams. */
  close(): void;
}

/**
 * Server-sent events (WHATWG HTML §9.2): `ticket`, `rating` and `ticket-state`, each with its row's number as `id`.
 * A reader that comes back with `Last-Event-ID` gets what it missed. The stream is driven by the reader: what it does
 * not take is not read from the store.
 */
export function createEventStreams(options: StreamEventsOptions): EventStreams {
  const { store, schedule, onCommit, maxStreams, onError } = options;
  const ends = new Set<() => void>();
  const types = [...ticketTypes, ...ratingTypes, ...stateTypes];
  const encoder = new TextEncoder();
  let isClosed = false;

  const open: EventStreams['open'] = async (request, tenants, after) => {
    if (isClosed || ends.size >= maxStreams) {
      return errorReply(503, 'too-many-streams', 'Too many streams are open.', { 'retry-after': '5' });
    }
    let cursor = after ?? (await store.lastSeq());
    let hasNews = true;
    let wake = () => {};
    const stopListening = onCommit(() => {
      hasNews = true;
      wake();
    });

    let isOver = false;
    const end = () => {
      isOver = true;
      stopListening();
      ends.delete(end);
      wake();
    };
    ends.add(end);
    request.signal.addEventListener('abort', end);

    /** Waits for `ms`, or, with `untilNews`, until a commit; ends early when the stream does. */
    const wait = (ms: number, untilNews: boolean) =>
      new Promise<void>((resolve) => {
        if (isOver || (untilNews && hasNews)) return resolve();
        const cancel = schedule(resolve, ms);
        wake = () => {
          if (!untilNews && !isOver) return;
          cancel();
          resolve();
        };
      });

    let isCancelled = false;
    const close = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      if (!isCancelled) controller.close(); // a cancelled stream is closed already, and says so by throwing
    };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(': open\n\n')),
      pull: async (controller) => {
        try {
          await wait(MIN_GAP_MS, false);
          await wait(HEARTBEAT_MS, true);
          if (isOver) return close(controller);
          // Read also without news: another process may write to the same store.
          hasNews = false;
          const rows = await store.since({ tenants, types, after: cursor, limit: ROWS_PER_READ });
          if (rows.length === ROWS_PER_READ) hasNews = true;
          cursor = rows.at(-1)?.seq ?? cursor;
          controller.enqueue(encoder.encode(rows.map(toServerSentEvent).join('') || ': beat\n\n'));
        } catch (error) {
          if (!isCancelled) onError(error);
          end();
          close(controller); // the reader comes back with the id of the last row it got
        }
      },
      cancel: () => {
        isCancelled = true;
        end();
      },
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // nginx would hold the events back
        'x-content-type-options': 'nosniff',
      },
    });
  };

  return {
    open,
    close() {
      isClosed = true;
      for (const end of [...ends]) end();
    },
  };
}

function toServerSentEvent(row: StoredEvent): string {
  const [name, item] = toNamedItem(row);
  return `id: ${row.seq}\nevent: ${name}\ndata: ${JSON.stringify(item)}\n\n`;
}

function toNamedItem(row: StoredEvent): readonly [string, unknown] {
  if (ticketTypes.includes(row.type)) return ['ticket', toTicketItem(row, 'open')];
  if (ratingTypes.includes(row.type)) return ['rating', toRatingItem(row)];
  return ['ticket-state', toTicketStateItem(row)];
}
