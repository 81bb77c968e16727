import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxRow, OutboxStore } from '../outbox/ports.ts';
import { readRow } from '../outbox/read-row.ts';
import type { Schedule } from '../shared/clock.ts';
import { encodeJson } from '../shared/encode-json.ts';

export interface BackupOptions {
  /** Of the database, and of the backup beside it. */
  readonly name: string;
  readonly store: OutboxStore;
  /** Over that store: it tells of changes, and looks again when rows are back. */
  readonly outbox: Pick<Outbox, 'subscribe' | 'wake'>;
  readonly schedule: Schedule;
}

/** So many rows have a backup, the newest: as many as a queue holds unless the site has raised its limit. */
const MOST_ROWS = 500;

/** How long to wait after the store was read, for each of what it holds: a long queue takes long to read. */
const REST_MS = 2;

const UNLIMITED = { maxRows: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/**
 * Keeps a copy of every row that waits, in Cache Storage, and puts back at its start what the database has lost.
 *
 * Chromium can lose transactions it has confirmed. When it dies while it writes to the database's log, it goes on behind
 * the torn record at its next start; at the one after that it cannot read what is there, or deletes the whole database
 * (LevelDB's `reuse_logs`; crbug.com/460568). Cache Storage keeps its entries in files of their own.
 *
 * Best effort: without Cache Storage (plain http, sandboxed frames) there is none. When nothing waits, nothing is left
 * of it. What deletes rows on the visitor's wish deletes the backup before and afterwards, or they could come back.
 */
export function keepBackup({ name, store, outbox, schedule }: BackupOptions): void {
  let hasRestored = false;
  let isRunning = false;
  let isStale = false;

  async function run(): Promise<void> {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    while (isStale) {
      isStale = false;
      const count = await update().catch(() => 0); // the rows themselves are safe in their database
      await new Promise((resolve) => void schedule(() => resolve(null), count * REST_MS));
    }
    isRunning = false;
  }

  /** Makes the backup what it should be; gives how much the store holds. */
  async function update(): Promise<number> {
    const isWaiting = (await store.destinations()).length > 0;
    if (store.mode === 'memory') return 0;
    if (!isWaiting && !(await caches.has(name))) {
      hasRestored = true;
      return 0;
    }
    // Opened before the rows are read: what is deleted meanwhile takes this one away, and what is written to it.
    const cache = await caches.open(name);
    const { rows, dead, receipts } = await store.list();
    const copies = new Map((await cache.keys()).map((request) => [request.url.split('/').at(-1), request] as const));
    if (!hasRestored) {
      const known = new Set([...rows, ...dead, ...receipts].map(({ id }) => id));
      const lost = [...copies].flatMap(([id = '', request]) => (known.has(id) ? [] : request));
      await restore(await Promise.all(lost.map((request) => readCopy(cache, request))));
      hasRestored = true;
      isStale = lost.length > 0;
      if (isStale) return 0;
    }
    const newest = [...rows].sort((one, other) => other.seq - one.seq).slice(0, MOST_ROWS);
    const wanted = new Map(newest.map((row) => [row.id, row]));
    for (const [id, row] of wanted) if (!copies.has(id)) await cache.put(`/${id}`, new Response(encodeJson(row)));
    for (const [id = '', request] of copies) if (!wanted.has(id)) await cache.delete(request);
    if (wanted.size === 0) await caches.delete(name);
    return rows.length + dead.length + receipts.length;
  }

  async function restore(copies: readonly (OutboxRow | null)[]): Promise<void> {
    const rows = copies.filter((row) => row !== null).sort((one, other) => one.seq - other.seq);
    for (const row of rows) {
      // How often it was tried since, nobody knows: it may have arrived.
      await store.add({ ...row, lease: null, state: 'ambiguous' }, UNLIMITED);
    }
    if (rows.length > 0) outbox.wake('online');
  }

  outbox.subscribe(() => void run());
  void run();
}

/** The row of a copy; null when it cannot be read. */
async function readCopy(cache: Cache, request: Request): Promise<OutboxRow | null> {
  try {
    const row = readRow(await (await cache.match(request))?.json());
    return typeof row === 'string' ? null : row;
  } catch {
    return null; // written in part, when the browser died
  }
}
