import type { OutboxEntry } from '../../../outbox/entries.ts';

/** Whether the visitor has to do something: what was given up, and what is lost when he leaves the page. */
export function needsAttention({ state }: OutboxEntry): boolean {
  return state === 'failed' || state === 'held';
}
