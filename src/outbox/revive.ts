import type { OutboxRow } from './ports.ts';

/** A dead row as it is put back in the queue. */
export function toRevived(row: OutboxRow, now: number): OutboxRow {
  const { waitSince: _since, notBefore: _before, oldSince: _old, ...rest } = row;
  return { ...rest, attempts: 0, nextAt: 0, state: 'ready', requeuedAt: now };
}
