import type { Outbox } from '../outbox/outbox.ts';
import type { PageEvents } from '../schema/page-api.ts';
import { toMessage } from '../shared/errors.ts';
import type { AppState } from './state.ts';

export interface FollowOptions {
  readonly outbox: Outbox;
  readonly state: AppState;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

/** A damaged row cannot tell what it was: shown too, since it may hold what a visitor wrote. */
const SHOWN_TYPES = ['helplet.ticket.created', 'unknown'];

/**
 * Keeps the visitor's list of requests as the outbox has it, and tells the page what was delivered or given up.
 * @returns what ends it
 */
export function followRequests({ outbox, state, emit, warn }: FollowOptions): () => void {
  let turn = 0;
  const read = async (changedIds: ReadonlySet<string>) => {
    const mine = ++turn;
    try {
      const entries = await outbox.entries();
      const tickets = entries.filter((entry) => SHOWN_TYPES.includes(entry.type));
      if (mine === turn) state.requests.value = tickets; // a later reading is under way or done: it knows more
      for (const { id, state: now, reference, reason } of tickets) {
        if (!changedIds.has(id)) continue;
        if (now === 'sent') emit('ticket:sent', { id, ...(reference && { reference }) });
        if (now === 'failed') emit('ticket:failed', { id, reason: reason?.code ?? 'rejected' });
      }
      emit('sync', await outbox.counts());
    } catch (error) {
      warn(`requests could not be read (${toMessage(error)})`);
    }
  };
  void read(new Set());
  return outbox.subscribe((change) => {
    const ended = change.changed.filter((one) => one.state === 'sent' || one.state === 'failed');
    void read(new Set(ended.map((one) => one.id)));
  });
}
