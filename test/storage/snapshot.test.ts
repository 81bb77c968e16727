import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import { type StorageSnapshot, toPlain } from '../../src/storage/snapshot.ts';
import { COLLECTOR, eventId, newRow } from '../support/outbox/events.ts';

const ROOM = { maxRows: 100, maxBytes: 100_000 };

describe.each([true, false])('a snapshot with persistent: %s', (persistent) => {
  test('holds every store as plain data, and of bytes only how many there are', async () => {
    const storage = openStorage({ indexedDB: new IDBFactory(), persistent });
    await storage.outbox.add(newRow(1), ROOM);
    await storage.outbox.add(newRow(2), ROOM);
    const [, second] = (await storage.outbox.list()).rows;
    if (!second) throw new Error('the row is not there');
    const receipt = { id: second.id, type: 't', seq: 2, createdAt: 1, sentAt: 2, event: second.event };
    await storage.outbox.apply([{ kind: 'settle', held: second, receipt }]);
    await storage.keyValue('meta').set('visitor', 'v1');
    await storage.keyValue('drafts').set('ticket', { body: 'half a sentence', tags: ['a'] });
    await storage.keyValue('kb').set('https://shop.example/kb', new Uint8Array(1_000));
    await storage.keyValue('blobs').set('b1', new Blob(['picture'], { type: 'image/png' }));
    await storage.keyValue('keys').set('k', new Uint8Array([1, 2, 3]).buffer);
    const snapshot = toPlain(await storage.snapshot()) as StorageSnapshot;
    expect(snapshot).toMatchObject({
      outbox: [{ id: eventId(1), dest: COLLECTOR, event: { data: { body: 'message 1' } } }],
      dead: [],
      receipts: [receipt],
      meta: { visitor: 'v1' },
      drafts: { ticket: { body: 'half a sentence', tags: ['a'] } },
      kb: { 'https://shop.example/kb': { bytes: 1_000 } },
      blobs: { b1: { type: 'image/png', bytes: 7 } },
      keys: { k: { bytes: 3 } },
    });
    expect(snapshot.outbox).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(snapshot))).toMatchObject({ meta: { visitor: 'v1' } });
    storage.close();
  });
});

describe('plain data', () => {
  test('tells a file by its name, type and length', () => {
    const file = new File(['picture'], 'cup.png', { type: 'image/png' });
    expect(toPlain({ file })).toEqual({ file: { name: 'cup.png', type: 'image/png', bytes: 7 } });
  });

  test('ends with a value that contains itself', () => {
    const value: Record<string, unknown> = { id: 1 };
    value.self = value;
    expect(JSON.stringify(toPlain(value)).length).toBeLessThan(1_000);
  });
});
