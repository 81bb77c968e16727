import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { attachmentIds, createReadBlob, eraseAttachments, sweepAttachments } from '../../src/app/attachments.ts';
import { removeAttachments, restoreAttachments, saveAttachments } from '../../src/app/save-attachments.ts';
import type { AttachmentDraft } from '../../src/attachments/draft.ts';
import type { OutboxEntry, OutboxEntryState } from '../../src/outbox/entries.ts';
import { openStorage, type StorageOptions } from '../../src/storage/open-storage.ts';
import { sampleFiles } from '../support/attachments/sample-files.ts';
import { eventId, ticketEvent } from '../support/outbox/events.ts';

const NOW = 1_700_000_000_000;
const DAY_MS = 86_400_000;

function open(options: StorageOptions = {}) {
  const storage = openStorage({ indexedDB: new IDBFactory(), ...options });
  onTestFinished(() => storage.close());
  return storage.keyValue('blobs');
}

function draft(number: number, changes: Partial<AttachmentDraft> = {}): AttachmentDraft {
  const blob = new Blob([sampleFiles.txt], { type: 'text/plain' });
  return { id: eventId(number), name: `log ${number}.txt`, type: blob.type, bytes: blob.size, blob, ...changes };
}

function entry(number: number, state: OutboxEntryState, ...files: readonly number[]): OutboxEntry {
  const event = ticketEvent(number);
  const attachments = files.map((file) => ({ id: eventId(file), name: 'a', type: 'b', bytes: 1 }));
  const data = { ...event.data, attachments };
  return { id: event.id, seq: number, type: event.type, state, createdAt: NOW, event: { ...event, data } };
}

async function keysOf(blobs: ReturnType<typeof open>) {
  const found = await blobs.keys();
  return found.ok ? [...found.value].sort() : found.reason;
}

const common = { visitor: 'v1', now: NOW, mask: (text: string) => text };
const idsOf = (...numbers: readonly number[]) => numbers.map(eventId);

describe.each([
  ['the database', {}],
  ['memory', { persistent: false }],
])('files in %s', (_, options) => {
  it('are kept under their ids, named for the event, and read again for sending', async () => {
    const blobs = open(options);
    const saved = await saveAttachments({ ...common, blobs, files: [draft(1), draft(2)] });
    const named = [1, 2].map((number) => ({
      id: eventId(number),
      name: `log ${number}.txt`,
      type: 'text/plain',
      bytes: 26,
    }));
    expect(saved).toEqual({ kind: 'saved', attachments: named });
    expect(await keysOf(blobs)).toEqual(idsOf(1, 2));
    const file = await createReadBlob(blobs)(eventId(1));
    expect(file).toMatchObject({ name: 'log 1.txt', type: 'text/plain', visitor: 'v1', createdAt: NOW });
    expect(new Uint8Array(file?.data ?? new ArrayBuffer())).toEqual(sampleFiles.txt);
  });

  it('come back into the form, those that are there', async () => {
    const blobs = open(options);
    await saveAttachments({ ...common, blobs, files: [draft(1)] });
    const [file, ...others] = await restoreAttachments(blobs, [{ id: eventId(1) }, { id: eventId(2) }]);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ id: eventId(1), name: 'log 1.txt', type: 'text/plain', bytes: 26 });
    expect(new Uint8Array((await file?.blob.arrayBuffer()) ?? [])).toEqual(sampleFiles.txt);
  });

  it('go when their request arrived, or when no request has named them for a day', async () => {
    const blobs = open(options);
    await saveAttachments({ ...common, blobs, files: [draft(1), draft(2), draft(3)] });
    await saveAttachments({ ...common, blobs, files: [draft(4), draft(5)], now: NOW - DAY_MS - 1 });
    const entries = [entry(91, 'sent', 1), entry(92, 'waiting', 2), entry(93, 'failed', 4)];
    await sweepAttachments(blobs, async () => entries, NOW);
    expect(await keysOf(blobs)).toEqual(idsOf(2, 3, 4)); // 3 may belong to a request that is just being saved
    await sweepAttachments(blobs, async () => entries, NOW + DAY_MS + 1);
    expect(await keysOf(blobs)).toEqual(idsOf(2, 4));
  });

  it('of one visitor are erased alone', async () => {
    const blobs = open(options);
    await saveAttachments({ ...common, blobs, files: [draft(1)] });
    await saveAttachments({ ...common, blobs, files: [draft(2)], visitor: 'v2' });
    await blobs.set('damaged', 'nonsense');
    await eraseAttachments(blobs, 'v1');
    expect(await keysOf(blobs)).toEqual(idsOf(2));
  });
});

describe('saveAttachments', () => {
  it('masks what is private in a name, and leaves the extension', async () => {
    const saved = await saveAttachments({
      ...common,
      blobs: open(),
      files: [draft(1, { name: 'jane@example.org.pdf' })],
      mask: (text) => text.replace('jane@example.org', '[email]'),
    });
    expect(saved).toMatchObject({ attachments: [{ name: '[email].pdf' }] });
  });

  it('keeps none of them when one cannot be stored', async () => {
    const blobs = open();
    await saveAttachments({ ...common, blobs, files: [draft(9)] });
    const put = IDBObjectStore.prototype.put;
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (args[1] === eventId(2)) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, args);
    });
    onTestFinished(() => spy.mockRestore());
    const saved = await saveAttachments({ ...common, blobs, files: [draft(1), draft(2), draft(3)] });
    expect(saved).toEqual({ kind: 'refused', key: 'attachments.noRoom' });
    expect(await keysOf(blobs)).toEqual(idsOf(9));
  });

  it('keeps none of them when one cannot be read any more', async () => {
    const gone = Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new Error('NotReadableError')) });
    const blobs = open();
    const saved = await saveAttachments({ ...common, blobs, files: [draft(1), draft(2, { blob: gone })] });
    expect(saved.kind).toBe('refused');
    expect(await keysOf(blobs)).toEqual([]);
  });

  it('keeps no more than 25 MB beside what is there', async () => {
    const blobs = open();
    expect((await saveAttachments({ ...common, blobs, files: [draft(1, { bytes: 20_000_000 })] })).kind).toBe('saved');
    expect((await saveAttachments({ ...common, blobs, files: [draft(2, { bytes: 5_000_001 })] })).kind).toBe('refused');
    expect((await saveAttachments({ ...common, blobs, files: [draft(2, { bytes: 5_000_000 })] })).kind).toBe('saved');
  });

  it.each([
    ['says how little it gives', async () => ({ quota: 100_000 }), 'refused'],
    ['does not say', async () => ({}), 'saved'],
    ['refuses to say', () => Promise.reject(new TypeError('opaque origin')), 'saved'],
  ])('takes a tenth of what the browser gives, where it %s', async (_, estimate, kind) => {
    vi.stubGlobal('navigator', { storage: { estimate } });
    onTestFinished(() => void vi.unstubAllGlobals());
    const saved = await saveAttachments({ ...common, blobs: open(), files: [draft(1, { bytes: 10_001 })] });
    expect(saved.kind).toBe(kind);
  });

  it('is all or nothing, whichever of the files fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }), async (count, failing) => {
        const storage = openStorage({ persistent: false });
        const blobs = storage.keyValue('blobs');
        const files = Array.from({ length: count }, (_, index) => {
          const gone = Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new Error('gone')) });
          return draft(index + 1, index === failing ? { blob: gone } : {});
        });
        const saved = await saveAttachments({ ...common, blobs, files });
        const kept = await keysOf(blobs);
        storage.close();
        expect(kept).toEqual(saved.kind === 'saved' ? files.map(({ id }) => id) : []);
        expect(saved.kind).toBe(failing < count ? 'refused' : 'saved');
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});

describe('createReadBlob', () => {
  it('tells a file that is not there from a storage that cannot be read', async () => {
    const blobs = open();
    expect(await createReadBlob(blobs)(eventId(1))).toBeNull();
    await blobs.set(eventId(2), { name: 'damaged' });
    expect(await createReadBlob(blobs)(eventId(2))).toBeNull();
    const broken = { ...blobs, get: async () => ({ ok: false, reason: 'away' }) as const };
    await expect(createReadBlob(broken)(eventId(1))).rejects.toThrow('away');
  });
});

describe('attachmentIds', () => {
  it('reads what a damaged row names as far as it goes', () => {
    expect(attachmentIds(entry(1, 'sent', 7, 8))).toEqual(idsOf(7, 8));
    expect(attachmentIds({})).toEqual([]);
    expect(attachmentIds({ event: { ...ticketEvent(1), data: { attachments: 'x' } } })).toEqual([]);
    expect(attachmentIds({ event: { ...ticketEvent(1), data: { attachments: [null, 3] } } })).toEqual([
      'undefined',
      'undefined',
    ]);
  });
});

describe('removeAttachments', () => {
  it('takes back what no request will name', async () => {
    const blobs = open();
    await saveAttachments({ ...common, blobs, files: [draft(1), draft(2)] });
    await removeAttachments(blobs, [{ id: eventId(1) }]);
    expect(await keysOf(blobs)).toEqual(idsOf(2));
  });
});
