import type { AttachmentEntry } from '../attachments/draft.ts';
import type { OutboxEntry } from '../outbox/entries.ts';
import type { KeyValue } from '../storage/key-value.ts';
import type { ReadBlob } from '../transports/collector/create-uploader.ts';

/** A file as it lies in the store `blobs`, under its id. */
export interface StoredAttachment extends AttachmentEntry {
  readonly data: ArrayBuffer;
  /** Whose it is. */
  readonly visitor: string;
  /** Device clock, ms since the epoch. */
  readonly createdAt: number;
}

/** So long a file may lie here before the request that names it does, ms. */
const ORPHAN_MS = 86_400_000;

/** Reads files for sending. */
export function createReadBlob(blobs: KeyValue): ReadBlob {
  return async (id) => {
    const stored = await blobs.get(id);
    if (!stored.ok) throw new Error(stored.reason);
    return isStored(stored.value) ? stored.value : null;
  };
}

/**
 * Deletes the files of requests that arrived, and those no request has named for a day.
 * @param entriesOf gives everybody's; asked only where there are files
 */
export async function sweepAttachments(
  blobs: KeyValue,
  entriesOf: () => Promise<readonly OutboxEntry[]>,
  now: number,
): Promise<void> {
  const found = await blobs.keys();
  if (!found.ok || found.value.length === 0) return;
  const entries = await entriesOf();
  const unsent = new Set(entries.flatMap((entry) => (entry.state === 'sent' ? [] : attachmentIds(entry))));
  const sent = new Set(entries.flatMap((entry) => (entry.state === 'sent' ? attachmentIds(entry) : [])));
  for (const id of found.value) {
    if (!unsent.has(id) && (sent.has(id) || (await isOld(blobs, id, now)))) await blobs.delete(id);
  }
}

/** Deletes a visitor's files. */
export async function eraseAttachments(blobs: KeyValue, visitor: string): Promise<void> {
  const found = await blobs.keys();
  for (const id of found.ok ? found.value : []) {
    const stored = await blobs.get(id);
    // What cannot be read may be his.
    if (!stored.ok || !isStored(stored.value) || stored.value.visitor === visitor) await blobs.delete(id);
  }
}

/** Ids of the files a request names. */
export function attachmentIds({ event }: Pick<OutboxEntry, 'event'>): readonly string[] {
  const named = event?.data.attachments;
  return Array.isArray(named) ? named.map((file) => String(file?.id)) : [];
}

async function isOld(blobs: KeyValue, id: string, now: number): Promise<boolean> {
  const stored = await blobs.get(id);
  return stored.ok && !(isStored(stored.value) && now - stored.value.createdAt < ORPHAN_MS);
}

function isStored(value: unknown): value is StoredAttachment {
  const { data, createdAt } = (value ?? {}) as Partial<StoredAttachment>; // only `saveAttachments` writes here
  return data instanceof ArrayBuffer && typeof createdAt === 'number';
}
