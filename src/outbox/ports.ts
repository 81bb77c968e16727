import type { Envelope } from '../schema/event/envelope.ts';
import type { Clock } from '../shared/clock.ts';

/**
 * Where a row goes. Frozen in the row when it is saved: a later change of configuration never redirects it.
 * Plain data, so it survives a reload.
 */
export interface Destination {
  readonly adapter: 'collector' | 'http';
  readonly url: string;
}

/**
 * Who sends a row right now. Live while `since <= now < until`, so a clock that was set back ends it too.
 * A row whose lease has run out may be taken over; `epoch` grows with each taking.
 */
export interface Lease {
  readonly owner: string;
  /** Device clock, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly epoch: number;
}

/** One submission waiting to be sent. */
export interface OutboxRow {
  /** Format of this row. */
  readonly v: 1;
  /** UUIDv7, minted once: idempotency key. Equals `event.id`. */
  readonly id: string;
  /** Order of saving on this device, ascending, given by the store. */
  readonly seq: number;
  readonly event: Envelope;
  /** Rows of one thread are sent in order, one after the other; rows without one are independent. */
  readonly thread?: string;
  /** Device clock when saved, ms since the epoch. */
  readonly createdAt: number;
  readonly attempts: number;
  readonly firstTriedAt?: number;
  /** Not to be tried before this, device clock; 0 = at once. */
  readonly nextAt: number;
  /** When `nextAt` was set. A wait that begins in the future was set by another clock and does not count. */
  readonly waitSince?: number;
  /**
   * Not to be tried before this, which a wake-up does not shorten: the receiver asked (Retry-After), or, where nothing
   * was tried yet, the visitor may still take it back.
   */
  readonly notBefore?: number;
  /** When a dead row was put back; its age counts from here. */
  readonly requeuedAt?: number;
  /** When it was first found too old to be tried for longer. */
  readonly oldSince?: number;
  readonly lease: Lease | null;
  /**
   * `sending` once claimed; `ambiguous` when an earlier try may have arrived although nobody confirmed it
   * (its sender died, the connection broke, the answer was no proof).
   */
  readonly state: 'ready' | 'sending' | 'ambiguous';
  readonly dest: Destination;
  /** Size of the event as UTF-8 JSON. */
  readonly bytes: number;
  /** Keep the event in the receipt after delivery, so that the visitor can read his request again. */
  readonly keepCopy: boolean;
}

/** Why a row cannot be delivered. `message` comes from the receiver, for the developer; never the visitor's text. */
export interface DeadReason {
  readonly code: 'rejected' | 'conflict' | 'too-large' | 'expired' | 'corrupt' | 'ambiguous';
  readonly message: string;
}

/** A row given up, kept until the visitor or the site decides. */
export interface DeadRow {
  readonly id: string;
  /** Null when the stored value could not be read (`corrupt`). */
  readonly row: OutboxRow | null;
  /** What was stored, when it could not be read. */
  readonly raw?: unknown;
  readonly reason: DeadReason;
  readonly diedAt: number;
}

/** What is left of a delivered row. */
export interface Receipt {
  readonly id: string;
  readonly type: string;
  /** The row's place among the device's submissions. */
  readonly seq: number;
  readonly thread?: string;
  readonly createdAt: number;
  readonly sentAt: number;
  /** The receiver's own number for it. */
  readonly reference?: string;
  /** Whose it was. */
  readonly visitor?: string;
  readonly event?: Envelope;
}

/** How one row of a batch ended. `event`: what was sent, where it is not quite what the row holds. */
export type ItemOutcome =
  | { readonly kind: 'delivered' | 'duplicate'; readonly reference?: string; readonly event?: Envelope }
  | { readonly kind: 'rejected'; readonly code: DeadReason['code']; readonly message: string };

/** How one try of a batch ended. A row missing in `items` was not acknowledged and is tried again. */
export type SendOutcome =
  | { readonly kind: 'answered'; readonly items: ReadonlyMap<string, ItemOutcome> }
  /** Nothing acknowledged; `afterMs` as the receiver asked; `isAmbiguous` when it may have arrived all the same. */
  | { readonly kind: 'retry'; readonly reason: string; readonly isAmbiguous: boolean; readonly afterMs?: number }
  /** The destination, not the row, is at fault: hold all its rows. */
  | { readonly kind: 'paused'; readonly reason: 'unauthorized' | 'gone'; readonly message: string }
  /** The batch is too large, or refused as a whole for one of its rows: send it in halves. */
  | { readonly kind: 'too-large' };

/** Sends rows to one kind of receiver. Never throws; never calls a row sent without proof in the answer. */
export interface Transport {
  /** What keeps two tries of one row from becoming two tickets there. */
  readonly idempotency: 'key' | 'natural-id' | 'none';
  readonly maxBatchRows: number;
  readonly maxBatchBytes: number;
  send(
    rows: readonly OutboxRow[],
    options: { readonly signal: AbortSignal; readonly keepalive: boolean },
  ): Promise<SendOutcome>;
}

/** A destination that is not sent to for now. It is probed with one row at `probeAt`, in case nobody resumes it. */
export interface Pause {
  readonly dest: Destination;
  readonly reason: 'unauthorized' | 'gone';
  readonly message: string;
  readonly since: number;
  readonly probeAt: number;
}

/** What happens to a claimed row. `held` is the row as claimed; its lease tells whether the row is still ours. */
export type Transition =
  | { readonly kind: 'settle'; readonly held: OutboxRow; readonly receipt: Receipt }
  | { readonly kind: 'bury'; readonly held: OutboxRow; readonly dead: DeadRow }
  | { readonly kind: 'keep'; readonly held: OutboxRow; readonly row: OutboxRow };

/** Chooses rows while a store reads them in the order of `seq`. Synchronous, because it runs inside a transaction. */
export interface RowPicker {
  /** The row as it is to be written when it is taken, or null. */
  offer(row: OutboxRow): OutboxRow | null;
  /** True when no further row can be taken. */
  isFull(): boolean;
  /** When the earliest row passed over falls due; null when there is none. */
  nextAt(): number | null;
}

/** The rows taken. With none taken every row was looked at and `nextAt` is exact. */
export interface Claim {
  readonly rows: readonly OutboxRow[];
  readonly nextAt: number | null;
}

export interface StoreLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
}

/** Everything a store holds, in no particular order. Rows of a newer format are left out. */
export interface StoreSnapshot {
  readonly rows: readonly OutboxRow[];
  readonly dead: readonly DeadRow[];
  readonly receipts: readonly Receipt[];
}

export interface SweepRequest {
  readonly now: number;
  /** Receipts that hold the event: swept when sent before this. */
  readonly copiesBefore: number;
  /** Receipts without it, and dead rows no visitor waits for (`keepCopy` false). */
  readonly restBefore: number;
}

/** `indexed-db`: survives a reload. `memory`: lives as long as the page. */
export type StoreMode = 'indexed-db' | 'memory';

/**
 * Where rows are kept. Every method is one transaction and resolves only when that transaction is done;
 * it rejects when nothing of it was kept.
 */
export interface OutboxStore {
  readonly mode: StoreMode;
  /** Adds a row and gives it its `seq`. `held` = in memory only; `known` = a row, dead row or receipt has its id. */
  add(row: Omit<OutboxRow, 'seq'>, limits: StoreLimits): Promise<'stored' | 'held' | 'known' | 'full'>;
  /** Destinations of the live rows. */
  destinations(): Promise<readonly Destination[]>;
  /** Writes what the picker takes. The picker is made anew should the transaction have to be repeated. */
  claim(dest: Destination, createPicker: () => RowPicker): Promise<Claim>;
  /** Those of the claimed rows that are still leased to us with the same epoch. */
  confirm(held: readonly OutboxRow[]): Promise<readonly OutboxRow[]>;
  /**
   * Applies all in one transaction and gives the ids it applied. `bury` and `keep` need the lease still to be ours;
   * `settle` only needs the row to be there, because a delivery is a fact. An erased row stays erased.
   */
  apply(transitions: readonly Transition[]): Promise<readonly string[]>;
  /** Rewrites rows for which `change` gives another one; of one destination, or all with null. */
  update(dest: Destination | null, change: (row: OutboxRow) => OutboxRow | null): Promise<void>;
  list(): Promise<StoreSnapshot>;
  /** The live rows with the highest ids, at most so many, at least one; in memory those saved last. */
  newest(count: number): Promise<readonly OutboxRow[]>;
  /** Puts a dead row back in the queue as `change` makes it. False when there is none that can be read. */
  revive(id: string, change: (row: OutboxRow) => OutboxRow): Promise<boolean>;
  /** Deletes a dead row, or a live one that nobody is sending then. */
  remove(id: string, clock: Clock): Promise<boolean>;
  pauses(): Promise<readonly Pause[]>;
  setPause(pause: Pause): Promise<void>;
  clearPause(dest: Destination): Promise<void>;
  /** Buries what cannot be read and deletes what is past its keeping time; gives the ids of rows found corrupt. */
  sweep(request: SweepRequest): Promise<readonly string[]>;
  /**
   * Forgets everything: rows, dead, receipts, pauses. With `visitor` only what is his; rows that do not say whose they
   * are count as his only where nothing is anybody else's.
   */
  clear(visitor?: string): Promise<void>;
  /** Whether a row, dead row or receipt is another visitor's. */
  hasOthers(visitor: string): Promise<boolean>;
}
