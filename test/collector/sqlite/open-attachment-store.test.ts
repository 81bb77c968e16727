import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewAttachment } from '../../../src/collector/attachment-store.ts';
import { openAttachmentStore } from '../../../src/collector/sqlite/open-attachment-store.ts';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import type { NewEvent } from '../../../src/collector/store.ts';
import { sampleFiles } from '../../support/attachments/sample-files.ts';
import { event, eventId, NOW } from '../../support/collector/events.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';

function newFile(n: number, changes: Partial<NewAttachment> = {}): NewAttachment {
  const bytes = sampleFiles.png;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const own = { tenant: 'default', id: eventId(n), visitor: 'v-1', name: `photo ${n}.png`, type: 'image/png' };
  return { ...own, bytes, hash, receivedAt: NOW, ...changes };
}

function erasure(visitor: string): NewEvent {
  const envelope = event(900, 'helplet.visitor.erased', { visitor });
  const { id, type } = envelope;
  const own = { tenant: 'default', visitor, hash: 'e', receivedAt: NOW, time: NOW, ticket: null };
  return { ...own, id, type, event: envelope };
}

function open(file = join(tempFolder(), 'test.db')) {
  const store = openAttachmentStore({ file, busyTimeoutMs: 10 });
  onTestFinished(() => store.close());
  return store;
}

describe('openAttachmentStore', () => {
  it('gives back a file as it was, also after it was closed', async () => {
    const file = join(tempFolder(), 'test.db');
    const first = openAttachmentStore({ file });
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    expect(await first.keep(newFile(1, { bytes, name: '截图 ’.png' }))).toBe('accepted');
    await first.close();
    expect(await open(file).read(['default'], eventId(1))).toEqual({ name: '截图 ’.png', type: 'image/png', bytes });
  });

  it('keeps one file under one id, the first', async () => {
    const store = open();
    expect(await store.keep(newFile(1))).toBe('accepted');
    expect(await store.keep(newFile(1))).toBe('duplicate');
    expect(await store.keep(newFile(1, { hash: 'other', bytes: sampleFiles.gif }))).toBe('conflict');
    expect((await store.read(['default'], eventId(1)))?.bytes).toEqual(sampleFiles.png);
  });

  it('keeps the tenants apart', async () => {
    const store = open();
    await store.keep(newFile(1, { tenant: 'tea' }));
    expect(await store.keep(newFile(1, { tenant: 'coffee', hash: 'other' }))).toBe('accepted');
    expect(await store.read(['default'], eventId(1))).toBeNull();
    expect(await store.read([], eventId(1))).toBeNull();
    expect(await store.read(['default', 'tea'], eventId(1))).toMatchObject({ name: 'photo 1.png' });
  });

  it('loses what is a visitor’s in the transaction that erases him, and takes nothing of his any more', async () => {
    const file = join(tempFolder(), 'test.db');
    const events = openSqliteStore({ file });
    onTestFinished(() => events.close());
    const store = open(file);
    await store.keep(newFile(1));
    await store.keep(newFile(2, { visitor: 'v-2' }));
    await store.keep(newFile(3, { tenant: 'tea' }));
    expect(await events.append([erasure('v-1')])).toEqual(['accepted']);
    expect(await store.read(['default'], eventId(1))).toBeNull();
    expect(await store.read(['default'], eventId(2))).not.toBeNull();
    expect(await store.read(['tea'], eventId(3))).not.toBeNull();
    expect(await store.keep(newFile(1))).toBe('erased');
    expect(await store.keep(newFile(4))).toBe('erased');
    expect(await store.keep(newFile(5, { visitor: 'v-2' }))).toBe('accepted');
  });

  it('leaves nothing of an erased file in the database nor in its log', async () => {
    const file = join(tempFolder(), 'test.db');
    const events = openSqliteStore({ file });
    onTestFinished(() => events.close());
    const bytes = new TextEncoder().encode('my secret is a blue kettle. '.repeat(500));
    await open(file).keep(newFile(1, { type: 'text/plain', bytes }));
    const found = () => [file, `${file}-wal`].some((path) => readFileSync(path).includes('blue kettle'));
    expect(found()).toBe(true);
    await events.append([erasure('v-1')]);
    expect(found()).toBe(false);
  });

  it('keeps nothing of a call while another process holds the lock, and works again after it', async () => {
    const file = join(tempFolder(), 'test.db');
    const store = open(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.keep(newFile(1))).rejects.toThrow(/locked/);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.keep(newFile(1))).toBe('accepted');
  });

  it('can be opened twice, and beside the events in either order', async () => {
    const file = join(tempFolder(), 'test.db');
    const one = open(file);
    const events = openSqliteStore({ file });
    onTestFinished(() => events.close());
    await one.keep(newFile(1));
    expect(await open(file).keep(newFile(1))).toBe('duplicate');
  });
});
