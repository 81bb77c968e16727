import type { Envelope } from '../schema/event/envelope.ts';

/** One checked event, ready to be kept. Times are ms since the Unix epoch on the collector's clock. */
export interface NewEvent {
  readonly tenant: string;
  /** The event's UUIDv7: with `tenant` it is the key of the row. */
  readonly id: string;
  readonly type: string;
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

/** `conflict`: a row with this key but another hash is already there; that row is left as it is. */
export type AppendResult = 'accepted' | 'duplicate' | 'conflict';

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
  /** The highest row number, 0 for an empty store. */
  lastSeq(): Promise<number>;
  close(): Promise<void>;
}
