import type { OutboxRow } from '../outbox/ports.ts';
import type { Transaction } from './connection.ts';

/** Kept beside the rows and changed in their transactions, so that adding one need not read them all. */
export interface Totals {
  /** The last place given to a row. */
  readonly seq: number;
  /** Bytes of all live rows. */
  readonly bytes: number;
}

const TOTALS_KEY = 'outbox:totals';

/** Adds rows at the end of the order. */
export async function append(
  tx: Transaction<'readwrite'>,
  rows: readonly Omit<OutboxRow, 'seq'>[],
  totals: Totals,
): Promise<void> {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, totals.bytes);
  await Promise.all([
    ...rows.map((row, index) => tx.objectStore('outbox').add({ ...row, seq: totals.seq + 1 + index })),
    writeTotals(tx, { seq: totals.seq + rows.length, bytes }),
  ]);
}

/** The totals as the transaction sees them. */
export async function readTotals(tx: Transaction<'readwrite'>): Promise<Totals> {
  const stored = await tx.objectStore('meta').get(TOTALS_KEY);
  const { seq = 0, bytes = 0 } = (stored ?? {}) as Partial<Totals>; // only writeTotals writes under this key
  return { seq, bytes };
}

/** Replaces the totals. */
export async function writeTotals(tx: Transaction<'readwrite'>, totals: Totals): Promise<void> {
  await tx.objectStore('meta').put(totals, TOTALS_KEY);
}

/** Counts bytes that came (positive) or went (negative). */
export async function addBytes(tx: Transaction<'readwrite'>, bytes: number): Promise<void> {
  const totals = await readTotals(tx);
  await writeTotals(tx, { ...totals, bytes: Math.max(0, totals.bytes + bytes) });
}
