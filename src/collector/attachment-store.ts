/** One checked file, ready to be kept. */
export interface NewAttachment {
  readonly tenant: string;
  /** The file's UUIDv7: with `tenant` it is the key of the row. */
  readonly id: string;
  readonly visitor: string;
  /** As `normaliseName` gives it. */
  readonly name: string;
  /** One of the media types that are taken, without parameters. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  /** Ms since the Unix epoch, collector's clock. */
  readonly receivedAt: number;
}

export type StoredAttachment = Pick<NewAttachment, 'name' | 'type' | 'bytes'>;

/**
 * `conflict`: a file with this key but other bytes is already there; it is left as it is.
 * `erased`: its visitor was; it is not kept.
 */
export type KeepResult = 'accepted' | 'duplicate' | 'conflict' | 'erased';

/** Where a collector keeps files. Methods reject when the disk refuses; then the call has kept nothing. */
export interface AttachmentStore {
  /** Resolves only when the file would survive a power cut. */
  keep(file: NewAttachment): Promise<KeepResult>;
  /** The file of that id in the first of the tenants that has it, or null. */
  read(tenants: readonly string[], id: string): Promise<StoredAttachment | null>;
  close(): Promise<void>;
}
