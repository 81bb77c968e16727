import type { Destination, OutboxRow, OutboxStore, Pause, Receipt, Transition } from '../outbox/ports.ts';
import { readRow } from '../outbox/read-row.ts';
import { destinationKey, isLeased, isSameLease } from '../outbox/row-state.ts';
import { isOther } from '../outbox/visitors.ts';
import { clearVisitor, readOwned } from './clear-visitor.ts';
import type { Connection, Transaction } from './connection.ts';
import { CHUNK_ROWS, inSteps, readStore } from './in-steps.ts';
import type { MemoryStore } from './memory-store.ts';
import { BY_DESTINATION, ROW_STORES, type StoreName } from './schema.ts';
import { sweep } from './sweep.ts';
import { addBytes, append, readTotals, writeTotals } from './totals.ts';

/** A store that survives a reload. */
export interface IndexedDbStore extends OutboxStore {
  /** Takes over what a memory store held, once, with new places in the order. */
  absorb(dump: ReturnType<MemoryStore['dump']>): Promise<void>;
}

const ALL: readonly StoreName[] = [...ROW_STORES, 'meta'];
const PAUSE_PREFIX = 'outbox:pause:';

/** The outbox's port over IndexedDB. Whatever says "saved" or "sent" waits for the disk. */
export function createIndexedDbStore(connection: Connection): IndexedDbStore {
  return {
    mode: 'indexed-db',

    add: (row, { maxRows, maxBytes }) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          const reads = [isKnown(tx, row.id), tx.objectStore('outbox').count(), readTotals(tx)] as const;
          const [isThere, count, totals] = await Promise.all(reads);
          if (isThere) return 'known';
          if (count + 1 > maxRows || totals.bytes + row.bytes > maxBytes) return 'full';
          await append(tx, [row], totals);
          return 'stored';
        },
        'saved',
      ),

    destinations: () =>
      connection.run(['outbox'], 'readonly', async (tx) => {
        const found: Destination[] = [];
        let cursor = await tx.objectStore('outbox').index(BY_DESTINATION).openKeyCursor();
        while (cursor) {
          const [adapter, url] = cursor.key;
          // Whether this version can send to it is for the outbox to find out.
          found.push({ adapter: adapter as Destination['adapter'], url });
          cursor = await cursor.continue([adapter, url, Number.POSITIVE_INFINITY]);
        }
        return found;
      }),

    claim: (dest, createPicker) =>
      connection.run(['outbox'], 'readwrite', async (tx) => {
        const store = tx.objectStore('outbox');
        const picker = createPicker();
        const taken: OutboxRow[] = [];
        let afterSeq = Number.NEGATIVE_INFINITY;
        for (let isLast = false; !isLast && !picker.isFull(); ) {
          const values: unknown[] = await store.index(BY_DESTINATION).getAll(rowsOf(dest, afterSeq), CHUNK_ROWS);
          isLast = values.length < CHUNK_ROWS;
          for (const value of values) {
            if (picker.isFull()) break;
            afterSeq = seqOf(value);
            const row = readRow(value);
            const claimed = typeof row === 'string' ? null : picker.offer(row);
            if (claimed) taken.push(claimed);
          }
        }
        await inSteps(taken, (row) => store.put(row));
        return { rows: taken, nextAt: picker.nextAt() };
      }),

    confirm: (held) =>
      connection.run(['outbox'], 'readonly', async (tx) => {
        const stored = await inSteps(held, ({ id }) => tx.objectStore('outbox').get(id));
        return held.filter((row, index) => {
          const now = stored[index];
          return now !== undefined && isSameLease(now, row);
        });
      }),

    apply: (transitions) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          const freed = await inSteps(transitions, (transition) => applyOne(tx, transition));
          const bytes = freed.reduce<number>((sum, one) => sum + (one ?? 0), 0);
          if (bytes > 0) await addBytes(tx, -bytes);
          return transitions.filter((_, index) => freed[index] !== null).map(({ held }) => held.id);
        },
        'saved',
      ),

    update: (dest, change) =>
      connection.run(['outbox'], 'readwrite', async (tx) => {
        const changed: OutboxRow[] = [];
        for (const row of await readRows(tx)) {
          if (dest && destinationKey(dest) !== destinationKey(row.dest)) continue;
          const next = change(row);
          if (next) changed.push(next);
        }
        await inSteps(changed, (row) => tx.objectStore('outbox').put(row));
      }),

    list: () =>
      connection.run(['outbox', 'dead', 'receipts'], 'readonly', async (tx) => {
        const rows = await readRows(tx);
        const dead = await tx.objectStore('dead').getAll();
        const receipts: Receipt[] = [];
        await readStore(tx, 'receipts', (value) => receipts.push(value as Receipt)); // only settle writes here
        return { rows, dead, receipts };
      }),

    newest: (count) =>
      connection.run(['outbox'], 'readonly', async (tx) => {
        const last = await tx.objectStore('outbox').openKeyCursor(null, 'prev');
        const before = await last?.advance(count);
        return readRows(tx, before?.key);
      }),

    revive: (id, change) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          const row = (await tx.objectStore('dead').get(id))?.row;
          if (!row) return false;
          await Promise.all([
            tx.objectStore('dead').delete(id),
            tx.objectStore('outbox').put(change(row)),
            addBytes(tx, row.bytes),
          ]);
          return true;
        },
        'saved',
      ),

    remove: (id, clock) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          if ((await tx.objectStore('dead').getKey(id)) !== undefined) {
            await tx.objectStore('dead').delete(id);
            return true;
          }
          const row = await tx.objectStore('outbox').get(id);
          if (!row || isLeased(row, clock())) return false;
          await Promise.all([tx.objectStore('outbox').delete(id), addBytes(tx, -row.bytes)]);
          return true;
        },
        'saved',
      ),

    pauses: () =>
      connection.run(['meta'], 'readonly', async (tx) => {
        const values = await tx.objectStore('meta').getAll(pauseRange());
        // Another version may have written what this one cannot read; nothing may wait for that.
        return (values as Pause[]).filter((one) => one?.dest);
      }),

    setPause: (pause) =>
      connection.run(['meta'], 'readwrite', async (tx) => {
        await tx.objectStore('meta').put(pause, PAUSE_PREFIX + destinationKey(pause.dest));
      }),

    clearPause: (dest) =>
      connection.run(['meta'], 'readwrite', (tx) => tx.objectStore('meta').delete(PAUSE_PREFIX + destinationKey(dest))),

    sweep: (request) => connection.run(ALL, 'readwrite', (tx) => sweep(tx, request), 'saved'),

    clear: (visitor) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          if (visitor !== undefined) return clearVisitor(tx, visitor);
          const totals = await readTotals(tx);
          await Promise.all([
            ...ROW_STORES.map((name) => tx.objectStore(name).clear()),
            tx.objectStore('meta').delete(pauseRange()),
            writeTotals(tx, { seq: totals.seq, bytes: 0 }),
          ]);
        },
        'saved',
      ),

    hasOthers: (visitor) =>
      connection.run(ROW_STORES, 'readonly', async (tx) => {
        const found = await readOwned(tx);
        return found.some(({ owner }) => isOther(owner, visitor));
      }),

    absorb: (dump) =>
      connection.run(
        ALL,
        'readwrite',
        async (tx) => {
          const unknown: OutboxRow[] = [];
          for (const row of dump.rows) if (!(await isKnown(tx, row.id))) unknown.push(row);
          const totals = await readTotals(tx);
          await append(tx, unknown, totals);
          // A verdict reached in memory is also one on a row that was here before.
          for (const receipt of dump.receipts) {
            const freed = await settle(tx, { ...receipt, seq: totals.seq + receipt.seq });
            if (freed) await addBytes(tx, -freed);
          }
          for (const dead of dump.dead) {
            if (!(await isKnown(tx, dead.id))) await tx.objectStore('dead').put(dead);
          }
          for (const pause of dump.pauses) {
            await tx.objectStore('meta').put(pause, PAUSE_PREFIX + destinationKey(pause.dest));
          }
        },
        'saved',
      ),
  };
}

/** The live rows that can be read; all, or those after an id. */
async function readRows(
  tx: Transaction<'readonly'> | Transaction<'readwrite'>,
  after?: string,
): Promise<readonly OutboxRow[]> {
  const rows: OutboxRow[] = [];
  const take = (value: unknown) => {
    const row = readRow(value);
    if (typeof row !== 'string') rows.push(row);
  };
  await readStore(tx, 'outbox', take, after);
  return rows;
}

async function isKnown(tx: Transaction<'readwrite'>, id: string): Promise<boolean> {
  const keys = await Promise.all(ROW_STORES.map((name) => tx.objectStore(name).getKey(id)));
  return keys.some((key) => key !== undefined);
}

/** Gives the bytes freed, or null when the transition does not apply any more. */
async function applyOne(tx: Transaction<'readwrite'>, transition: Transition): Promise<number | null> {
  const { kind, held } = transition;
  if (kind === 'settle') return settle(tx, transition.receipt, true);
  const stored = await tx.objectStore('outbox').get(held.id);
  if (!stored || !isSameLease(stored, held)) return null;
  if (kind === 'keep') {
    await tx.objectStore('outbox').put(transition.row);
    return 0;
  }
  await Promise.all([tx.objectStore('outbox').delete(held.id), tx.objectStore('dead').put(transition.dead)]);
  return stored.bytes;
}

async function settle(tx: Transaction<'readwrite'>, receipt: Receipt, mustExist = false): Promise<number | null> {
  const { id } = receipt;
  const [row, dead] = await Promise.all([tx.objectStore('outbox').get(id), tx.objectStore('dead').getKey(id)]);
  if (mustExist && !row && dead === undefined) return null;
  await Promise.all([
    tx.objectStore('outbox').delete(id),
    tx.objectStore('dead').delete(id),
    tx.objectStore('receipts').put(receipt),
  ]);
  return row?.bytes ?? 0;
}

function seqOf(value: unknown): number {
  return (value as { readonly seq: number }).seq; // the index the value came from is over this number
}

function rowsOf({ adapter, url }: Destination, afterSeq: number): IDBKeyRange {
  return IDBKeyRange.bound([adapter, url, afterSeq], [adapter, url, Number.POSITIVE_INFINITY], true);
}

function pauseRange(): IDBKeyRange {
  return IDBKeyRange.bound(PAUSE_PREFIX, `${PAUSE_PREFIX}\uffff`);
}
