/** A file the visitor has chosen, checked and made ready: what would be sent. */
export interface AttachmentDraft {
  /** UUIDv7, minted with these very bytes: other bytes have another id. */
  readonly id: string;
  /** As `normaliseName` gives it. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: number;
  readonly blob: Blob;
}

/** A file as the request's event names it. */
export type AttachmentEntry = Omit<AttachmentDraft, 'blob'>;
