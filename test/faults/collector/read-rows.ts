import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

/** A row of the collector's database, as far as faults ask for it. */
export interface StoredRow {
  readonly id: string;
  readonly body: string;
}

/**
 * Rows that are committed in a collector's file at this moment, also where its process was just killed. Reads a copy of
 * database and write-ahead log, so that the next collector finds them as the last one left them.
 */
export function readRows(file: string): readonly StoredRow[] {
  if (!existsSync(file)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'helplet-rows-'));
  try {
    const copy = join(folder, 'copy.db');
    for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end);
    const db = new Database(copy);
    try {
      const rows = db.prepare("SELECT id, event ->> '$.data.body' AS body FROM events ORDER BY seq").all();
      return rows as StoredRow[]; // the columns selected
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
