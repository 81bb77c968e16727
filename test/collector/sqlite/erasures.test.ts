import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import { ERASURE_TYPE, type NewEvent } from '../../../src/collector/store.ts';
import { event, NOW, ticket } from '../../support/collector/events.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';

const VISITOR = '5b0c1f3e-visitor-to-be-erased';
const TEXT = 'The kettle sings at night.';

function toRow(item: NewEvent['event'], n: number): NewEvent {
  const { id, type, data } = item;
  const visitor = String(data.visitor);
  return { tenant: 'default', id, type, visitor, hash: `${n}`, receivedAt: NOW, time: NOW, ticket: null, event: item };
}

const own = (n: number) => toRow(ticket(n, { visitor: VISITOR, body: TEXT.repeat(40) }), n);
const others = (n: number) => toRow(ticket(n), n);
const wish = (n: number) => toRow(event(n, ERASURE_TYPE, { visitor: VISITOR }), n);

function open(file: string) {
  const store = openSqliteStore({ file, busyTimeoutMs: 10 });
  onTestFinished(() => store.close());
  return store;
}

/** Everything on disk: the database and its write-ahead log. */
function bytesOf(file: string): string {
  return ['', '-wal'].map((end) => (existsSync(file + end) ? readFileSync(file + end, 'latin1') : '')).join('');
}

it('leaves nothing of an erased visitor in the files, neither text nor id', async () => {
  const file = join(tempFolder(), 'test.db');
  const store = open(file);
  for (let n = 1; n <= 300; n++) await store.append([n % 3 === 0 ? own(n) : others(n)]);
  await store.newest({ tenants: ['default'], types: ['helplet.ticket.created'], limit: 5 });
  expect(bytesOf(file)).toContain(TEXT);
  await store.append([wish(999)]);
  expect(bytesOf(file)).not.toContain(TEXT);
  expect(bytesOf(file)).not.toContain(VISITOR);
  expect(
    await store.since({ tenants: ['default'], types: ['helplet.ticket.created'], after: 0, limit: 999 }),
  ).toHaveLength(200);
});

it('leaves a tombstone: tenant, SHA-256 of the visitor, time', async () => {
  const file = join(tempFolder(), 'test.db');
  await open(file).append([own(1), wish(2)]);
  const db = new Database(file);
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT * FROM tombstones').all()).toEqual([
    { tenant: 'default', visitor_hash: createHash('sha256').update(VISITOR).digest('hex'), time: NOW },
  ]);
});

it('erases also while another process reads', async () => {
  const file = join(tempFolder(), 'test.db');
  const store = open(file);
  await store.append([own(1), others(2)]);
  const reader = new Database(file);
  onTestFinished(() => void reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM events').all();
  expect(await store.append([wish(3)])).toEqual(['accepted']);
  reader.exec('COMMIT');
  expect(await store.newest({ tenants: ['default'], types: ['helplet.ticket.created'], limit: 9 })).toHaveLength(1);
  await store.append([wish(4)]); // the next checkpoint overwrites what that reader kept alive
  expect(bytesOf(file)).not.toContain(TEXT);
});
