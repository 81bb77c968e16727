import type { Outbox } from '../outbox/outbox.ts';
import type { PageEvents } from '../schema/page-api.ts';
import type { Schedule } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import type { AppState } from './state.ts';

export interface FollowOptions {
  readonly outbox: Outbox;
  readonly state: AppState;
  /** The visitor whose requests are shown; null for one who has sent nothing yet. */
  readonly visitor: () => Promise<string | null>;
  readonly schedule: Schedule;
  readonly onDelivered: (type: string) => void;
  /** What is shown was erased, maybe in another tab. */
  readonly onErased: () => void;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

/** A damaged row cannot tell what it was: shown too, since it may hold what a visitor wrote. */
const SHOWN_TYPES = ['helplet.ticket.created', 'unknown'];

/** After a reading that failed, ms. */
const READ_AGAIN_MS = 1_000;

/** Follows the outbox for the views. */
export interface RequestFollower {
  /** Reads again, for another visitor. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Keeps the visitor's list of requests as the outbox has it, and tells the page what was delivered or given up. */
export function followRequests(options: FollowOptions): RequestFollower {
  const { outbox, state, emit, warn } = options;
  let turn = 0;
  let shown = '';
  const read = async (changedIds: ReadonlySet<string>) => {
    const mine = ++turn;
    try {
      const visitor = await options.visitor();
      const all = await outbox.entries();
      const own = await outbox.entries(visitor ?? ''); // who has sent nothing sees at most what is damaged
      const tickets = own.filter((entry) => SHOWN_TYPES.includes(entry.type));
      if (mine === turn) {
        // A later reading is under way or done otherwise: it knows more.
        shown = visitor ?? '';
        state.requests.value = tickets;
        state.followUps.value = own.filter(({ type }) => type === 'helplet.message.created').reverse();
      }
      for (const { id, type, state: now, reference, reason } of all) {
        if (!changedIds.has(id)) continue;
        const isTicket = SHOWN_TYPES.includes(type);
        if (now === 'sent') options.onDelivered(type);
        if (now === 'sent' && isTicket) emit('ticket:sent', { id, ...(reference && { reference }) });
        if (now === 'failed' && isTicket) emit('ticket:failed', { id, reason: reason?.code ?? 'rejected' });
      }
      emit('sync', await outbox.counts());
    } catch (error) {
      warn(`requests could not be read (${toMessage(error)})`);
      // The view would go on saying what was true before.
      if (turn < Number.POSITIVE_INFINITY) options.schedule(() => void read(changedIds), READ_AGAIN_MS);
    }
  };
  // With consent storage comes and goes, and with it what is in the list.
  const stopReading = state.consent.subscribe(() => void read(new Set()));
  const stopListening = outbox.subscribe((change) => {
    if (change.erased && (change.visitor ?? shown) === shown) options.onErased();
    const ended = change.changed.filter((one) => one.state === 'sent' || one.state === 'failed');
    void read(new Set(ended.map((one) => one.id)));
  });
  return {
    refresh: () => read(new Set()),
    stop() {
      turn = Number.POSITIVE_INFINITY;
      stopReading();
      stopListening();
    },
  };
}
