import Database from 'libsql';
import { envelopeSchema } from '../../schema/event/envelope.ts';
import type { AppendResult, CollectorStore, EventQuery, NewEvent, StoredEvent } from '../store.ts';
import { createErasures, isErasure } from './erasures.ts';
import { prepareSchema } from './schema.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; made if absent. */
  readonly file: string;
  /** How long a call waits for another process's lock. The process stands still meanwhile. Default 1,000 ms. */
  readonly busyTimeoutMs?: number;
}

/** A row as the driver gives it. */
interface EventRow {
  readonly seq: number;
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
  readonly received_at: number;
  readonly time: number;
  readonly ticket: string | null;
  readonly event: string;
}

const columns = 'seq, tenant, id, type, received_at, time, ticket, event';

/**
 * A store in one SQLite file. Write-ahead log with `synchronous=FULL`: a commit returns after fsync, so an
 * acknowledged row survives `kill -9` and a power cut (sqlite.org/pragma.html#pragma_synchronous).
 * The driver is synchronous: a call holds the process for as long as it takes.
 * @throws when the file cannot be opened or was written by a newer Helplet
 */
export function openSqliteStore(options: SqliteStoreOptions): CollectorStore {
  const db = new Database(options.file);
  try {
    prepareSchema(db, options.busyTimeoutMs ?? 1_000);
  } catch (error) {
    db.close();
    throw error;
  }
  const insert = db.prepare(
    `INSERT INTO events (tenant, id, type, hash, received_at, time, ticket, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant, id) DO NOTHING`,
  );
  const hashOf = db.prepare('SELECT hash FROM events WHERE tenant = ? AND id = ?');
  const select = (rest: string) => db.prepare(`SELECT ${columns} FROM events WHERE ${rest}`);
  const inScope = `tenant IN (SELECT value FROM json_each(?)) AND type IN (SELECT value FROM json_each(?))`;
  const newest = select(`${inScope} AND seq < ? ORDER BY seq DESC LIMIT ?`);
  const since = select(`seq > ? AND ${inScope} ORDER BY seq LIMIT ?`);
  const aboutTickets = select(`${inScope} AND ticket IN (SELECT value FROM json_each(?)) ORDER BY seq`);
  const lastSeq = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM events');

  const erasures = createErasures(db);

  const appendOne = (row: NewEvent): AppendResult => {
    const { tenant, id, type, hash, receivedAt, time, ticket } = row;
    const outcome = erasures.judge(row);
    if (outcome) return outcome;
    if (insert.run(tenant, id, type, hash, receivedAt, time, ticket, JSON.stringify(row.event)).changes > 0) {
      return 'accepted';
    }
    const kept = hashOf.get(tenant, id) as { readonly hash: string }; // the conflict proves that the row is there
    return kept.hash === hash ? 'duplicate' : 'conflict';
  };
  const scopeOf = (query: Omit<EventQuery, 'limit'>) => [JSON.stringify(query.tenants), JSON.stringify(query.types)];
  const toEvents = (rows: unknown[]) => (rows as EventRow[]).map(toStoredEvent); // the columns selected above

  return {
    append: async (rows) => {
      const results = inTransaction(db, () => {
        erasures.sweep(rows.at(-1)?.receivedAt ?? 0);
        return rows.map(appendOne);
      });
      if (rows.some(isErasure)) erasures.wipe();
      return results;
    },
    newest: async (query) =>
      toEvents(newest.all(...scopeOf(query), query.before ?? Number.MAX_SAFE_INTEGER, query.limit)),
    since: async (query) => toEvents(since.all(query.after, ...scopeOf(query), query.limit)),
    aboutTickets: async (query) => toEvents(aboutTickets.all(...scopeOf(query), JSON.stringify(query.tickets))),
    lastSeq: async () => (lastSeq.get() as { readonly seq: number }).seq, // max() always gives one row
    close: async () => {
      db.close();
    },
  };
}

function toStoredEvent(row: EventRow): StoredEvent {
  const { seq, tenant, id, type, received_at: receivedAt, time, ticket } = row;
  return { seq, tenant, id, type, receivedAt, time, ticket, event: envelopeSchema.parse(JSON.parse(row.event)) };
}

function inTransaction<Result>(db: Database.Database, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk or an I/O error may have ended the transaction already (sqlite.org/lang_transaction.html).
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
