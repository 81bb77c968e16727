import { countEntries } from '../outbox/entries.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PageEvents } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import type { AppState } from './state.ts';

export interface FollowOptions {
  readonly outbox: Outbox;
  readonly state: AppState;
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** The visitor whose requests are shown; null for one who has sent nothing yet. */
  readonly visitor: () => Promise<string | null>;
  readonly onDelivered: (type: string) => void;
  /** What is shown was erased, maybe in another tab. */
  readonly onErased: () => void;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

/** A damaged row cannot tell what it was: shown too, since it may hold what a visitor wrote. */
const SHOWN_TYPES = ['helplet.ticket.created', 'unknown'];

/** After a reading that failed, and at most after any, ms. */
const READ_AGAIN_MS = 1_000;

/** Follows the outbox for the views. */
export interface RequestFollower {
  /** Reads again, for another visitor. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Keeps the visitor's list of requests as the outbox has it, and tells the page what was delivered or given up. */
export function followRequests(options: FollowOptions): RequestFollower {
  const { outbox, state, clock, schedule, emit, warn } = options;
  /** Delivered or given up, and not told of yet. */
  const ended = new Set<string>();
  let turn = 0;
  let shown = '';
  let next: Promise<void> | null = null;
  let rested: Promise<unknown> = Promise.resolve();
  const readNow = async () => {
    const mine = turn;
    try {
      const visitor = (await options.visitor()) ?? ''; // who has sent nothing sees at most what is damaged
      const { all, own } = await outbox.overview(visitor);
      if (mine === turn) {
        // Nobody else sits here since.
        shown = visitor;
        state.requests.value = own.filter((entry) => SHOWN_TYPES.includes(entry.type));
        state.followUps.value = own.filter(({ type }) => type === 'helplet.message.created').reverse();
      }
      for (const { id, type, state: now, reference, reason } of all) {
        if (!ended.delete(id)) continue;
        const isTicket = SHOWN_TYPES.includes(type);
        if (now === 'sent') options.onDelivered(type);
        if (now === 'sent' && isTicket) emit('ticket:sent', { id, ...(reference && { reference }) });
        if (now === 'failed' && isTicket) emit('ticket:failed', { id, reason: reason?.code ?? 'rejected' });
      }
      emit('sync', countEntries(all));
    } catch (error) {
      warn(`requests could not be read (${toMessage(error)})`);
      // The view would go on saying what was true before.
      if (turn < Number.POSITIVE_INFINITY) schedule(() => void read(), READ_AGAIN_MS);
    }
  };
  /** Reads once for all who ask meanwhile, and rests three times as long as a reading took. */
  const read = (): Promise<void> => {
    next ??= rested.then(() => {
      next = null;
      const start = clock();
      const done = readNow();
      rested = done.then(() => {
        // The clock may have been set meanwhile.
        const restMs = Math.min(3 * (clock() - start), READ_AGAIN_MS);
        return restMs > 0 && new Promise((resolve) => void schedule(() => resolve(0), restMs));
      });
      return done;
    });
    return next;
  };
  // With consent storage comes and goes, and with it what is in the list.
  const stopReading = state.consent.subscribe(() => void read());
  const stopListening = outbox.subscribe((change) => {
    if (change.erased && (change.visitor ?? shown) === shown) options.onErased();
    for (const one of change.changed) if (one.state === 'sent' || one.state === 'failed') ended.add(one.id);
    void read();
  });
  return {
    refresh() {
      turn += 1;
      return read();
    },
    stop() {
      turn = Number.POSITIVE_INFINITY;
      stopReading();
      stopListening();
    },
  };
}
