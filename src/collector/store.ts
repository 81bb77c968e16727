import type { Envelope } from '../schema/event/envelope.ts';
import type { EventType } from '../schema/event/registry.ts';

/** The event that is a wish: see `append`. */
export const ERASURE_TYPE = 'helplet.visitor.erased' satisfies EventType;

/** How long it is remembered that a visitor was erased: longer than any device holds back a row. */
export const TOMBSTONE_MS = 400 * 86_400_000;

/** One checked event, ready to be kept. Times are ms since the Unix epoch on the collector's clock. */
export interface NewEvent {
  readonly tenant: string;
  /** The event's UUIDv7: with `tenant` it is the key of the row. */
  readonly id: string;
  readonly type: string;
  /** `data.visitor`. */
  readonly visitor: string;
  /** SHA-256 of the canonical event without `sentat`, lower-case hex. */
  readonly hash: string;
  readonly receivedAt: number;
  /** When it really happened: the device's clock, corrected by ours. */
  readonly time: number;
  /** The ticket it is or speaks of, if any. */
  readonly ticket: string | null;
  readonly event: Envelope;
}

/** A kept event. `seq` is the row's number: it only grows and is never used twice. */
export interface StoredEvent {
  readonly seq: number;
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
  readonly receivedAt: number;
  readonly time: number;
  readonly ticket: string | null;
  readonly event: Envelope;
}

/**
 * `conflict`: a row with this key but another hash is already there; that row is left as it is.
 * `erased`: its visitor was; it is not kept.
 */
export type AppendResult = 'accepted' | 'duplicate' | 'conflict' | 'erased';

export interface EventQuery {
  readonly tenants: readonly string[];
  readonly types: readonly string[];
  readonly limit: number;
}

/**
 * Where a collector keeps events. Every implementation passes the one contract suite.
 * Methods reject when the disk or server refuses; then the call has kept nothing.
 */
export interface CollectorStore {
  /**
   * Keeps all rows in one transaction and resolves only when they would survive a power cut.
   * A row of `ERASURE_TYPE` deletes what there is of its tenant's visitor and leaves nothing but a tombstone (tenant,
   * SHA-256 of the visitor, time) for `TOMBSTONE_MS`: `accepted`, or `duplicate` where there is one already.
   * @returns one result a row, in the rows' order; a key that occurs twice among `rows` is judged in that order
   */
  append(rows: readonly NewEvent[]): Promise<readonly AppendResult[]>;
  /** Newest first; only rows numbered below `before`, if given. */
  newest(query: EventQuery & { readonly before?: number }): Promise<readonly StoredEvent[]>;
  /** Oldest first; only rows numbered above `after`. */
  since(query: EventQuery & { readonly after: number }): Promise<readonly StoredEvent[]>;
  /** What was told about the given tickets, oldest first. */
  aboutTickets(query: {
    readonly tenants: readonly string[];
    readonly types: readonly string[];
    readonly tickets: readonly string[];
  }): Promise<readonly StoredEvent[]>;
  /** The highest number of the rows there are, 0 for an empty store. */
  lastSeq(): Promise<number>;
  close(): Promise<void>;
}
