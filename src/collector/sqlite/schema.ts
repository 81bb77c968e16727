import type Database from 'libsql';
import { SupportError } from '../../shared/errors.ts';

/** What each format of the database file added, from an empty file on. Its number is kept in `user_version`. */
const steps = [
  `
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
  `,
  // Generated, so it is filled for the rows there are and for those an older collector still writes. The JSON text of
  // the id ('"v-1"'), because SQL text cannot hold all that JSON can.
  `
  ALTER TABLE events ADD COLUMN visitor TEXT GENERATED ALWAYS AS (event -> '$.data.visitor') VIRTUAL;
  CREATE INDEX events_by_visitor ON events (tenant, visitor);
  CREATE TABLE tombstones (
    tenant TEXT NOT NULL,
    visitor_hash TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (tenant, visitor_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tombstones_by_time ON tombstones (time);
  `,
];

/**
 * Sets a connection up and brings the file to the format of this Helplet, in one transaction.
 * @throws SupportError `store-version` for a file of a newer Helplet
 */
export function prepareSchema(db: Database.Database, busyTimeoutMs: number): void {
  db.exec(`PRAGMA busy_timeout = ${Math.floor(busyTimeoutMs)}`);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  db.exec('PRAGMA secure_delete = ON'); // what is deleted is overwritten
  // IMMEDIATE: two collectors starting on one new file must not both make the tables.
  db.exec('BEGIN IMMEDIATE');
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  for (const step of steps.slice(version)) db.exec(step);
  if (version < steps.length) db.exec(`PRAGMA user_version = ${steps.length}`);
  db.exec('COMMIT');
  if (version > steps.length) {
    throw new SupportError(
      'store-version',
      `Collector: the database has format "${version}", this Helplet knows ${steps.length}; use a newer Helplet`,
    );
  }
}
