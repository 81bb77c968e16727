import { createHash } from 'node:crypto';
import type Database from 'libsql';
import { type AppendResult, ERASURE_TYPE, type NewEvent, TOMBSTONE_MS } from '../store.ts';

/** What was erased, and what follows from it. */
export interface Erasures {
  /** Drops tombstones past their time. `judge` needs this first, in the same transaction. */
  sweep(now: number): void;
  /** Erases, when the row asks for it, or refuses it; null for a row that may be kept. */
  judge(row: NewEvent): AppendResult | null;
  /** Overwrites what the write-ahead log still holds of deleted rows. Outside any transaction. */
  wipe(): void;
}

/** Whether a row asks that its visitor be erased. */
export function isErasure(row: NewEvent): boolean {
  return row.type === ERASURE_TYPE;
}

export function createErasures(db: Database.Database): Erasures {
  const forget = db.prepare('DELETE FROM tombstones WHERE time < ?');
  const find = db.prepare('SELECT count(*) AS count FROM tombstones WHERE tenant = ? AND visitor_hash = ?');
  const bury = db.prepare('INSERT OR REPLACE INTO tombstones (tenant, visitor_hash, time) VALUES (?, ?, ?)');
  const erase = db.prepare('DELETE FROM events WHERE tenant = ? AND visitor = ?');

  return {
    sweep(now) {
      forget.run(now - TOMBSTONE_MS);
    },
    judge(row) {
      const { tenant, visitor, receivedAt } = row;
      const hash = createHash('sha256').update(visitor).digest('hex');
      const { count } = find.get(tenant, hash) as { readonly count: number }; // count() always gives one row
      if (!isErasure(row)) return count > 0 ? 'erased' : null;
      erase.run(tenant, JSON.stringify(visitor)); // as the column has it
      bury.run(tenant, hash, receivedAt);
      return count > 0 ? 'duplicate' : 'accepted';
    },
    wipe() {
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // Another process is reading: the rows are deleted all the same, and a later checkpoint overwrites them.
      }
    },
  };
}
