import type { AttachmentDraft, AttachmentEntry } from '../attachments/draft.ts';
import type { KeyValue } from '../storage/key-value.ts';
import type { StoredAttachment } from './attachments.ts';
import type { MessageKey } from './messages.ts';

export interface SaveAttachmentsOptions {
  /** The store `blobs`. */
  readonly blobs: KeyValue;
  readonly files: readonly AttachmentDraft[];
  readonly visitor: string;
  /** Device clock, ms since the epoch. */
  readonly now: number;
  /** Masks what is private in a name. */
  readonly mask: (text: string) => string;
}

/** `saved`: what the request's event is to name. `refused`: nothing was kept; `key` is the text for the visitor. */
export type SavedAttachments =
  | { readonly kind: 'saved'; readonly attachments: readonly AttachmentEntry[] }
  | { readonly kind: 'refused'; readonly key: MessageKey };

/** Most room that files take on the device, bytes, and the largest share of what the browser gives this site. */
const MAX_STORED_BYTES = 25_000_000;
const MAX_QUOTA_SHARE = 0.1;

const REFUSED: SavedAttachments = { kind: 'refused', key: 'attachments.noRoom' };

/**
 * Keeps a request's files, all or none, under their ids. To be called before the request itself is saved; where that
 * fails, `removeAttachments` is due.
 */
export async function saveAttachments(options: SaveAttachmentsOptions): Promise<SavedAttachments> {
  const { blobs, files, visitor, now, mask } = options;
  const room = (await roomFor(blobs)) - files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (room < 0) return REFUSED;
  const saved: AttachmentEntry[] = [];
  for (const { id, name, type, bytes, blob } of files) {
    const entry = { id, name: maskName(name, mask), type, bytes };
    saved.push(entry);
    const data = await blob.arrayBuffer().catch(() => null); // a file that was moved meanwhile cannot be read
    const value: StoredAttachment | null = data && { ...entry, data, visitor, createdAt: now };
    const stored = value && (await blobs.set(id, value));
    if (stored?.ok) continue;
    await removeAttachments(blobs, saved);
    return REFUSED;
  }
  return { kind: 'saved', attachments: saved };
}

/** Takes files back that no request will name. */
export async function removeAttachments(blobs: KeyValue, files: readonly Pick<AttachmentEntry, 'id'>[]): Promise<void> {
  for (const { id } of files) await blobs.delete(id);
}

/** Gives back to the form the files of a request that was taken back. What is gone is left out. */
export async function restoreAttachments(
  blobs: KeyValue,
  files: readonly Pick<AttachmentEntry, 'id'>[],
): Promise<readonly AttachmentDraft[]> {
  const restored: AttachmentDraft[] = [];
  for (const { id } of files) {
    const stored = await blobs.get(id);
    if (!stored.ok || !stored.value) continue;
    const { name, type, bytes, data } = stored.value as StoredAttachment; // only `saveAttachments` writes here
    restored.push({ id, name, type, bytes, blob: new Blob([data], { type }) });
  }
  return restored;
}

/** What is left beside the files that are here, bytes. */
async function roomFor(blobs: KeyValue): Promise<number> {
  const found = await blobs.keys();
  let used = 0;
  for (const id of found.ok ? found.value : []) {
    const stored = await blobs.get(id);
    if (stored.ok) used += (stored.value as StoredAttachment | undefined)?.bytes ?? 0;
  }
  return Math.min(MAX_STORED_BYTES, MAX_QUOTA_SHARE * (await quotaBytes())) - used;
}

/** What the browser gives this site; no bound where it does not say. */
async function quotaBytes(): Promise<number> {
  const storage: StorageManager | undefined = globalThis.navigator?.storage; // missing on plain-http pages
  const estimate = await storage?.estimate().catch(() => null); // a sandboxed frame is refused
  return estimate?.quota ?? Number.POSITIVE_INFINITY;
}

/** The extension stays: by it the receiver knows the file's kind. */
function maskName(name: string, mask: (text: string) => string): string {
  const dot = name.lastIndexOf('.');
  return mask(name.slice(0, dot)) + name.slice(dot);
}
