import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'libsql';

/** What a collector holds of one event, straight from its file. */
export interface StoredRow {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  /** What the visitor wrote; empty where he wrote nothing. */
  readonly body: string;
}

/** The built collector in a process of its own, on a SQLite file. */
export interface CollectorProcess {
  readonly url: string;
  /** Path of its SQLite file. */
  readonly file: string;
  /** Rows after `afterSeq` in the order of their arrival, read from the file without asking the process. */
  rows(afterSeq?: number): readonly StoredRow[];
  lastSeq(): number;
  /** SIGKILL; `start` brings it back on the same port with the same file. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and deletes its file. */
  dispose(): Promise<void>;
}

const CLI = resolve(import.meta.dirname, '../../../dist/cli.js');

export async function startCollector(args: readonly string[] = []): Promise<CollectorProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-faults-'));
  const file = join(folder, 'events.db');
  let child: ChildProcess | null = null;
  let url = '';

  const start = async (): Promise<void> => {
    const port = url ? new URL(url).port : '0';
    const own = ['serve', '--port', port, '--db', file, '--token', 'fault-suite-token', '--rate', '0', ...args];
    const started = spawn(process.execPath, [CLI, ...own], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const endWithUs = () => started.kill('SIGKILL');
    process.once('exit', endWithUs);
    started.once('exit', () => process.off('exit', endWithUs));
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    url = line;
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  };
  const read = <Row>(sql: string, ...values: readonly unknown[]): Row[] => {
    const db = new Database(file, { readonly: true });
    try {
      return db.prepare(sql).all(...values) as Row[];
    } finally {
      db.close();
    }
  };

  await start();
  return {
    get url() {
      return url;
    },
    file,
    rows: (afterSeq = 0) =>
      read<StoredRow>(
        `SELECT seq, id, type, coalesce(event ->> '$.data.body', event ->> '$.data.text', '') AS body
         FROM events WHERE seq > ? ORDER BY seq`,
        afterSeq,
      ),
    lastSeq: () => read<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM events')[0]?.seq ?? 0,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    async dispose() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
