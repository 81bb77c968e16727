import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { freePort, serveCollector } from './serve-collector.ts';

/** What a collector holds of one event, straight from its file. */
export interface StoredRow {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** What the visitor wrote; empty where he wrote nothing. */
  readonly body: string;
}

/** The built collector in a process of its own, on a SQLite file that can be read beside it. */
export interface CollectorProcess {
  readonly url: string;
  /** Rows after `afterSeq` in the order of their arrival, read from the file without asking the process. */
  rows(afterSeq?: number): readonly StoredRow[];
  lastSeq(): number;
  /** Stops it for good and deletes its file. */
  dispose(): Promise<void>;
}

export async function startCollector(args: readonly string[] = []): Promise<CollectorProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-faults-'));
  const file = join(folder, 'events.db');
  const served = await serveCollector({ file, port: await freePort(), args });
  const read = <Row>(sql: string, ...values: readonly unknown[]): Row[] => {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare(sql).all(...values) as Row[];
    } finally {
      db.close();
    }
  };

  return {
    url: served.url,
    rows: (afterSeq = 0) =>
      read<StoredRow>(
        `SELECT seq, id, type, coalesce(event ->> '$.data.body', event ->> '$.data.text', '') AS body
         FROM events WHERE seq > ? ORDER BY seq`,
        afterSeq,
      ),
    lastSeq: () => read<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM events')[0]?.seq ?? 0,
    async dispose() {
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
