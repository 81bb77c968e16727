import type { Destination, OutboxRow } from './ports.ts';

/** Whether somebody may be sending the row now. */
export function isLeased(row: OutboxRow, now: number): boolean {
  return row.lease !== null && row.lease.since <= now && now < row.lease.until;
}

/**
 * Until when the row has to wait, or 0 when it need not. A wait longer than any we write, or one that begins in the
 * future, means that the device's clock was set back: such a row is due.
 */
export function waitsUntil(row: OutboxRow, now: number, longestWaitMs: number): number {
  if (row.nextAt <= now || row.nextAt - now > longestWaitMs) return 0;
  return row.waitSince !== undefined && row.waitSince > now ? 0 : row.nextAt;
}

/** Whether the stored row is still the one that was claimed. */
export function isSameLease(stored: OutboxRow, held: OutboxRow): boolean {
  return stored.lease !== null && stored.lease.owner === held.lease?.owner && stored.lease.epoch === held.lease.epoch;
}

/** One text for a destination, to compare and to key by. */
export function destinationKey(dest: Destination): string {
  return `${dest.adapter} ${dest.url}`;
}
