import type Database from 'libsql';
import { SupportError } from '../../shared/errors.ts';

/** Format of the database file, kept in `user_version`. */
const VERSION = 1;

const tables = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    hash TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    time INTEGER NOT NULL,
    ticket TEXT,
    event TEXT NOT NULL,
    UNIQUE (tenant, id)
  ) STRICT;
  CREATE INDEX events_by_type ON events (type, seq);
  CREATE INDEX events_by_ticket ON events (ticket, seq) WHERE ticket IS NOT NULL;
`;

/**
 * Sets a connection up and makes the tables of a new file.
 * @throws SupportError `store-version` for a file of a newer Helplet
 */
export function prepareSchema(db: Database.Database, busyTimeoutMs: number): void {
  db.exec(`PRAGMA busy_timeout = ${Math.floor(busyTimeoutMs)}`);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  // IMMEDIATE: two collectors starting on one new file must not both make the tables.
  db.exec('BEGIN IMMEDIATE');
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  if (version === 0) db.exec(`${tables} PRAGMA user_version = ${VERSION};`);
  db.exec('COMMIT');
  if (version > VERSION) {
    throw new SupportError(
      'store-version',
      `Collector: the database has format "${version}", this Helplet knows ${VERSION}; use a newer Helplet`,
    );
  }
}
