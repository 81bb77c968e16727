import type { OutboxRow, OutboxStore, Transition } from './ports.ts';
import { visitorOf } from './visitors.ts';

/** Writes what became of rows, and remembers verdicts the store could not take. */
export interface Ledger {
  /** Applies the transitions; gives the ids applied. Rejects when the store does; verdicts are then kept for `retry`. */
  write(transitions: readonly Transition[]): Promise<readonly string[]>;
  /** Splits claimed rows: those whose verdict is known but was not written are not to be sent again. */
  recall(rows: readonly OutboxRow[]): { readonly open: readonly OutboxRow[]; readonly known: readonly Transition[] };
  /** Forgets verdicts on erased rows: all, or a visitor's. */
  forget(visitor?: string): void;
}

/**
 * On a full disk even a delete can fail. Sending such a row again would bother the receiver (and double the ticket
 * where it cannot recognise one), so its verdict is kept in memory until it can be written.
 */
export function createLedger(store: OutboxStore): Ledger {
  const unwritten = new Map<string, Transition>();
  return {
    async write(transitions) {
      const verdicts = transitions.filter(({ kind }) => kind !== 'keep');
      for (const verdict of verdicts) unwritten.set(verdict.held.id, verdict);
      const applied = await store.apply(transitions);
      for (const verdict of verdicts) unwritten.delete(verdict.held.id);
      return applied;
    },
    recall(rows) {
      const open: OutboxRow[] = [];
      const known: Transition[] = [];
      for (const held of rows) {
        const verdict = unwritten.get(held.id);
        if (verdict) known.push({ ...verdict, held });
        else open.push(held);
      }
      return { open, known };
    },
    forget(visitor) {
      for (const [id, { held }] of unwritten) {
        if (visitor === undefined || visitorOf(held) === visitor) unwritten.delete(id);
      }
    },
  };
}
