import type { DeadRow, Receipt, SweepRequest } from '../outbox/ports.ts';
import { readRow } from '../outbox/read-row.ts';
import type { Transaction } from './connection.ts';
import { readStore } from './in-steps.ts';
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
  await sweepStore<Receipt>(tx, 'receipts', ({ event, sentAt }) => !(sentAt >= (event ? copiesBefore : restBefore)));
  await sweepStore<DeadRow>(tx, 'dead', ({ row, diedAt }) => row !== null && !row.keepCopy && diedAt < copiesBefore);
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

/** Deletes what is old. */
async function sweepStore<Value>(
  tx: Transaction<'readwrite'>,
  name: 'receipts' | 'dead',
  isOld: (value: Value) => boolean,
): Promise<void> {
  const old: IDBValidKey[] = [];
  await readStore(tx, name, (value, key) => {
    if (isOld(value as Value)) old.push(key); // only settle writes receipts, only burials write dead rows
  });
  await Promise.all(old.map((key) => tx.objectStore(name).delete(key as string)));
}
