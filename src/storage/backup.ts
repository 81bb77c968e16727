import type { OutboxLimits } from '../outbox/limits.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxRow, OutboxStore } from '../outbox/ports.ts';
import { type Clock, type Schedule, systemClock, systemSchedule } from '../shared/clock.ts';
import { encodeJson } from '../shared/encode-json.ts';
import type { Storage } from './open-storage.ts';

export interface BackupOptions {
  /** Of the database, and of the backup beside it. */
  readonly name: string;
  readonly storage: Pick<Storage, 'outbox' | 'keyValue'>;
  /** Over that storage: it tells of changes, and looks again when rows are back. */
  readonly outbox: Pick<Outbox, 'subscribe' | 'wake'>;
  /** Default: the device's. */
  readonly clock?: Clock;
  readonly schedule?: Schedule;
  /** How long the receipt stays of what the visitor wrote. */
  readonly limits: Pick<OutboxLimits, 'receiptDays'>;
}

/** A row that is just being saved. */
type NewRow = Omit<OutboxRow, 'seq'>;
type Saved = Awaited<ReturnType<OutboxStore['add']>>;

export interface Backup {
  /**
   * Copies a row while it is saved, if the visitor wrote it. Nobody waits for that: it takes about as long.
   * @param saving resolves with what became of it: what was not stored has no copy either
   */
  copy(row: NewRow, saving: Promise<Saved>): void;
}

/** So many rows are looked at, the newest: as many as a queue holds unless the site has raised its limit. */
const MOST_ROWS = 500;

/** How long after a change the store is read again at the earliest: a long one takes long to read. */
const LEAST_REST_MS = 300;
const REST_PER_ITEM_MS = 2;

const DAY_MS = 86_400_000;
const UNLIMITED = { maxRows: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/**
 * Keeps a copy of what waits, in Cache Storage, and puts back at its start what the database has lost. What the visitor
 * writes is copied while it is saved, anything else when a first try has failed: most is sent before.
 *
 * Chromium can lose transactions it has confirmed. When it dies while it writes to the database's log, it goes on behind
 * the torn record at its next start; at the one after that it cannot read what is there, or deletes the whole database
 * (LevelDB's `reuse_logs`; crbug.com/460568). Cache Storage keeps its entries in files of their own.
 *
 * Best effort: without Cache Storage (plain http, sandboxed frames) there is none. When nothing waits, nothing is left
 * of it. What deletes rows on the visitor's wish deletes the backup before and afterwards, or they could come back.
 */
export function createBackup(options: BackupOptions): Backup {
  const { name, storage, outbox, clock = systemClock, schedule = systemSchedule } = options;
  const { receiptDays } = options.limits;
  const { outbox: store } = storage;
  const rest = (ms: number) => new Promise((resolve) => void schedule(() => resolve(null), ms));
  /** Addresses of what is being saved: its row may not be in the store yet. */
  const fresh = new Set<string>();
  let hasRestored = false;
  let restMs = 0;
  let isRunning = false;
  let isStale = false;

  /** Makes the backup what it should be, not at once: whoever writes and sends must not wait for that. */
  async function run(): Promise<void> {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    while (isStale) {
      await rest(restMs);
      isStale = false;
      const count = await update().catch(() => 0); // the rows themselves are safe in their database
      restMs = Math.max(LEAST_REST_MS, count * REST_PER_ITEM_MS);
    }
    isRunning = false;
  }

  /** Gives how many rows were read. */
  async function update(): Promise<number> {
    const isWaiting = (await store.destinations()).length > 0;
    if (store.mode === 'memory') return 0;
    if (!isWaiting && !(await caches.has(name))) {
      hasRestored = true;
      return 0;
    }
    // Before the rows are read: what is deleted meanwhile takes this cache away, with what is written to it.
    const cache = await caches.open(name);
    const requests = await cache.keys();
    const copies = requests.filter((request) => request.url.startsWith(prefix()));
    const held = hasRestored ? [] : await Promise.all(copies.map((request) => readCopy(cache, request)));
    const rows = await store.newest(MOST_ROWS);
    if ((store.mode as string) === 'memory') return 0; // since the question above
    if (!hasRestored) {
      const known = new Set(rows.map(({ id }) => id));
      const isMissing = (row: OutboxRow) => !known.has(row.id) && !fresh.has(addressOf(row));
      const missing = held.filter((row): row is OutboxRow => row !== null && isMissing(row));
      const isBack = await restore(missing);
      hasRestored = true; // not before all are back: from now on their copies are strays
      isStale ||= isBack;
      if (isStale) return 0;
    }
    const waiting = rows.filter(({ keepCopy, attempts }) => keepCopy || attempts > 0);
    const wanted = new Map(waiting.map((row) => [addressOf(row), row]));
    const there = new Set(copies.map(({ url }) => url));
    // Of what is older than all that was read, nobody knows.
    const oldest = rows.length < MOST_ROWS ? '' : (rows.map(addressOf).sort()[0] ?? '');
    const isKept = ({ url }: Request) => wanted.has(url) || fresh.has(url) || url < oldest;
    const strays = copies.filter((request) => !isKept(request));
    for (const request of strays) await cache.delete(request);
    for (const [url, row] of wanted) if (!there.has(url)) await put(cache, row);
    if (wanted.size + fresh.size === 0 && strays.length === requests.length) await caches.delete(name);
    return rows.length;
  }

  /** Puts back what the store does not know, is still there and may be; whether anything is back. */
  async function restore(missing: readonly OutboxRow[]): Promise<boolean> {
    let isBack = false;
    for (const row of missing.filter(isSafe).sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const isDeleted = async () => !(await caches.match(addressOf(row), { cacheName: name }));
      if (await isDeleted()) continue;
      // How often it was tried since, nobody knows: it may have arrived.
      const saved = await store.add({ ...row, lease: null, state: 'ambiguous' }, UNLIMITED);
      if (saved === 'known') continue;
      if (await isDeleted()) await store.remove(row.id, clock);
      else isBack = true;
      // His pseudonym may be lost, too, and with it his right to see and to erase it.
      const { visitor } = row.event.data;
      if (isNobodys(row)) await storage.keyValue('meta').set('visitor', visitor, { onlyIfAbsent: true });
    }
    if (isBack) outbox.wake('online');
    return isBack;
  }

  /** Not where it may have been sent, its receipt been swept since, and its receiver need not recognise a repeat. */
  function isSafe({ dest, keepCopy, createdAt }: OutboxRow): boolean {
    return dest.adapter === 'collector' || clock() - createdAt < (keepCopy ? receiptDays : 1) * DAY_MS;
  }

  outbox.subscribe(() => void run());
  void run();

  return {
    copy(row, saving) {
      if (store.mode === 'memory' || !row.keepCopy) return;
      fresh.add(addressOf(row));
      const copying = (async () => put(await caches.open(name), row))().catch(() => {});
      void finish(row, saving, copying).catch(() => {});
    },
  };

  async function finish(row: NewRow, saving: Promise<Saved>, copying: Promise<void>): Promise<void> {
    const saved = await saving.catch(() => null);
    await copying;
    fresh.delete(addressOf(row));
    if (saved === 'stored' || saved === 'known') return run(); // known: perhaps from a try of just now that was cut off
    const cache = await caches.open(name);
    await cache.delete(addressOf(row));
    if ((await cache.keys()).length === 0) await caches.delete(name);
  }
}

/** Before the addresses of rows of this format; a later one takes another. */
function prefix(): string {
  return `${location.origin}/1/`;
}

function addressOf({ id }: NewRow): string {
  return prefix() + encodeURIComponent(id);
}

/** Whether a request is of somebody the site has not identified: whose pseudonym is the device's own. */
function isNobodys({ event: { type, data } }: OutboxRow): boolean {
  return type === 'helplet.ticket.created' && !(data.contact as { readonly id?: unknown } | undefined)?.id;
}

/** Without room for it there is no copy. */
async function put(cache: Cache, row: NewRow): Promise<void> {
  await cache.put(addressOf(row), new Response(encodeJson(row))).catch(() => {});
}

/** The row of a copy; null when it cannot be read. */
async function readCopy(cache: Cache, request: Request): Promise<OutboxRow | null> {
  try {
    const row = (await (await cache.match(request))?.json()) as OutboxRow; // only `put` writes under our addresses
    return addressOf(row) === request.url ? row : null;
  } catch {
    return null; // written in part, when the browser died
  }
}
