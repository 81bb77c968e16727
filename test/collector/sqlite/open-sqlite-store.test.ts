import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import type { NewEvent } from '../../../src/collector/store.ts';
import { NOW, ticket } from '../../support/collector/events.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';
import { describeStoreContract } from '../store-contract.ts';

function open(file = join(tempFolder(), 'test.db')) {
  const store = openSqliteStore({ file, busyTimeoutMs: 10 });
  onTestFinished(() => store.close());
  return store;
}

function row(n: number): NewEvent {
  const event = ticket(n);
  const { id, type } = event;
  const visitor = String(event.data.visitor);
  return { tenant: 'default', id, type, visitor, hash: `hash-${n}`, receivedAt: NOW, time: NOW, ticket: null, event };
}

describeStoreContract('SQLite', () => open());

describe('openSqliteStore', () => {
  it('commits through to the disk', () => {
    const file = join(tempFolder(), 'test.db');
    open(file);
    const db = new Database(file);
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    db.close();
  });

  it('finds its rows again after it was closed', async () => {
    const file = join(tempFolder(), 'test.db');
    const first = openSqliteStore({ file });
    await first.append([row(1)]);
    await first.close();
    expect(await open(file).append([row(1), row(2)])).toEqual(['duplicate', 'accepted']);
  });

  it('keeps nothing of a call while another process holds the lock, and works again after it', async () => {
    const file = join(tempFolder(), 'test.db');
    const store = open(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.append([row(1)])).rejects.toThrow(/locked/);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.append([row(1)])).toEqual(['accepted']);
  });

  it('refuses the file of a newer Helplet instead of writing into it', () => {
    const file = join(tempFolder(), 'test.db');
    const db = new Database(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => openSqliteStore({ file })).toThrow(/newer Helplet/);
  });
});
