import type { DeadRow, Receipt, SweepRequest } from '../outbox/ports.ts';
import { readRow } from '../outbox/read-row.ts';
import type { Transaction } from './connection.ts';
import { readStore } from './read-chunks.ts';
import { readTotals, writeTotals } from './totals.ts';

/** Buries rows that cannot be read and deletes what is past its keeping time. Gives the ids of the former. */
export async function sweep(
  tx: Transaction<'readwrite'>,
  { now, copiesBefore, restBefore }: SweepRequest,
): Promise<readonly string[]> {
  const corrupt: [IDBValidKey, unknown][] = [];
  let bytes = 0;
  let seq = 0;
  await readStore(tx, 'outbox', (value, key) => {
    const row = readRow(value);
    if (row === 'corrupt') corrupt.push([key, value]);
    else if (row !== 'newer') {
      bytes += row.bytes;
      seq = Math.max(seq, row.seq);
    }
  });
  for (const [key, raw] of corrupt) await buryCorrupt(tx, key, raw, now);
  await sweepReceipts(tx, copiesBefore, restBefore);
  await sweepDead(tx, copiesBefore);
  // Counted anew: another version may have left rows without counting them.
  await writeTotals(tx, { seq: Math.max(seq, (await readTotals(tx)).seq), bytes });
  return corrupt.map(([key]) => String(key));
}

async function buryCorrupt(tx: Transaction<'readwrite'>, key: IDBValidKey, raw: unknown, now: number): Promise<void> {
  const reason = { code: 'corrupt', message: 'the stored row cannot be read' } as const;
  const dead: DeadRow = { id: String(key), row: null, raw, reason, diedAt: now };
  // The key of a corrupt row need not be a string, whatever the types say.
  await Promise.all([tx.objectStore('outbox').delete(key as string), tx.objectStore('dead').put(dead)]);
}

async function sweepReceipts(tx: Transaction<'readwrite'>, copiesBefore: number, restBefore: number): Promise<void> {
  const old: IDBValidKey[] = [];
  await readStore(tx, 'receipts', (value, key) => {
    const { event, sentAt } = value as Receipt; // only settle writes here
    if (!(sentAt >= (event ? copiesBefore : restBefore))) old.push(key);
  });
  await Promise.all(old.map((key) => tx.objectStore('receipts').delete(key as string)));
}

async function sweepDead(tx: Transaction<'readwrite'>, before: number): Promise<void> {
  const old: IDBValidKey[] = [];
  await readStore(tx, 'dead', (value, key) => {
    const { row, diedAt } = value as DeadRow; // only this file writes here
    if (row && !row.keepCopy && diedAt < before) old.push(key);
  });
  await Promise.all(old.map((key) => tx.objectStore('dead').delete(key as string)));
}
