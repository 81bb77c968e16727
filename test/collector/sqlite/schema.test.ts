import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import { ERASURE_TYPE, type NewEvent } from '../../../src/collector/store.ts';
import { event, NOW, ticket } from '../../support/collector/events.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';

const ROWS = 1_000;
const killedOpening = new URL('./killed-opening.ts', import.meta.url).pathname;
const insertAsBefore = `INSERT INTO events (tenant, id, type, hash, received_at, time, ticket, event)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

/** The row as the first format keeps it. */
function valuesOf(n: number): readonly (string | number | null)[] {
  const item = ticket(n, { visitor: n % 2 === 0 ? 'even' : 'odd' });
  return ['default', item.id, item.type, `hash-${n}`, NOW, NOW, `t-${n}`, JSON.stringify(item)];
}

/** A file as the first Helplet left it, with `ROWS` tickets of two visitors. */
function writeFirstFormat(file: string): void {
  const db = new Database(file);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(`
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
    PRAGMA user_version = 1;
  `);
  db.exec('BEGIN');
  const insert = db.prepare(insertAsBefore);
  for (let n = 1; n <= ROWS; n++) insert.run(...valuesOf(n));
  db.exec('COMMIT');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)'); // so that the file alone can be copied
  db.close();
}

function open(file: string) {
  const store = openSqliteStore({ file });
  onTestFinished(() => store.close());
  return store;
}

const all = { tenants: ['default'], types: ['helplet.ticket.created'], after: 0, limit: 2 * ROWS };

function wish(n: number, visitor: string): NewEvent {
  const item = event(n, ERASURE_TYPE, { visitor });
  const { id, type } = item;
  return { tenant: 'default', id, type, visitor, hash: 'w', receivedAt: NOW, time: NOW, ticket: null, event: item };
}

describe('a file of the first format', () => {
  it('keeps its rows, in their order and once, and its visitors can be erased', async () => {
    const file = join(tempFolder(), 'old.db');
    writeFirstFormat(file);
    const store = open(file);
    expect((await store.since(all)).map((row) => row.ticket)).toEqual(
      Array.from({ length: ROWS }, (_, n) => `t-${n + 1}`),
    );
    expect(await store.append([wish(9_999, 'odd')])).toEqual(['accepted']);
    const left = await store.since(all);
    expect(left).toHaveLength(ROWS / 2);
    expect(new Set(left.map((row) => row.event.data.visitor))).toEqual(new Set(['even']));
  });

  it('that an older collector still writes to is erased whole', async () => {
    const file = join(tempFolder(), 'old.db');
    writeFirstFormat(file);
    const older = new Database(file);
    onTestFinished(() => void older.close());
    const insert = older.prepare(insertAsBefore);
    const store = open(file);
    insert.run(...valuesOf(ROWS + 1));
    await store.append([wish(9_999, 'odd')]);
    expect(await store.since(all)).toHaveLength(ROWS / 2);
  });

  it('is whole, old or new, after kill -9 at any step of the upgrade', { timeout: 60_000 }, async () => {
    const folder = tempFolder();
    writeFirstFormat(join(folder, 'first.db'));
    const versions: number[] = [];
    for (let step = 1, isKilled = true; isKilled; step++) {
      const file = join(folder, `${step}.db`);
      copyFileSync(join(folder, 'first.db'), file);
      const child = spawn(process.execPath, ['--import', 'tsx', killedOpening, file, String(step)], {
        stdio: 'inherit',
      });
      const [, signal] = await once(child, 'exit');
      isKilled = signal === 'SIGKILL';
      const db = new Database(file);
      versions.push((db.prepare('PRAGMA user_version').get() as { readonly user_version: number }).user_version);
      db.close();
      const store = openSqliteStore({ file });
      expect(await store.since(all)).toHaveLength(ROWS);
      await store.append([wish(9_999, 'even')]);
      expect(await store.since(all)).toHaveLength(ROWS / 2);
      await store.close();
    }
    expect(versions.filter((version) => version === 1).length).toBeGreaterThan(4);
    expect(versions.at(-1)).toBe(2);
  });
});
