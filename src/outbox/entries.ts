import type { Envelope } from '../schema/event/envelope.ts';
import type { DeadReason, OutboxRow, StoreMode, StoreSnapshot } from './ports.ts';
import { destinationKey, isLeased } from './row-state.ts';

/**
 * Where a submission is, as the visitor may be told. `saved`: on this device, not tried yet. `sending`: a try is under
 * way. `waiting`: tried, will be tried again; or new, behind others that wait so. `paused`: its destination takes
 * nothing for now. `held`: only in this page's memory. `sent`: acknowledged. `failed`: given up, kept until somebody
 * decides.
 */
export type OutboxEntryState = 'saved' | 'sending' | 'waiting' | 'paused' | 'held' | 'sent' | 'failed';

export interface OutboxEntry {
  readonly id: string;
  /** Order of saving on this device, ascending. */
  readonly seq: number;
  /** Event type, `unknown` where the row could not be read. */
  readonly type: string;
  readonly state: OutboxEntryState;
  readonly thread?: string;
  /** Device clock, ms since the epoch. */
  readonly createdAt: number;
  readonly sentAt?: number;
  /** The receiver's own number for it. */
  readonly reference?: string;
  /** Why it failed. */
  readonly reason?: DeadReason;
  /** What was submitted; absent once sent unless a copy was to be kept. */
  readonly event?: Envelope;
}

export type OutboxCounts = Readonly<Record<OutboxEntryState, number>>;

/** What keeps a destination from being sent to now. */
export type Hindrance = 'waiting' | 'paused';

interface EntryContext {
  /** By the key of the destination. */
  readonly hindrances: ReadonlyMap<string, Hindrance>;
  readonly mode: StoreMode;
  readonly now: number;
}

/** What the visitor may be told of everything in the store, newest first. */
export function toEntries(snapshot: StoreSnapshot, context: EntryContext): readonly OutboxEntry[] {
  const entries: OutboxEntry[] = [];
  for (const row of snapshot.rows) {
    const state = rowState(row, context);
    entries.push({ ...fromRow(row), state });
  }
  for (const { id, row, reason, diedAt } of snapshot.dead) {
    const base = row?.event ? fromRow(row) : { id, seq: row?.seq ?? 0, type: 'unknown', createdAt: diedAt };
    entries.push({ ...base, state: 'failed', reason });
  }
  for (const { visitor: _, ...receipt } of snapshot.receipts) entries.push({ ...receipt, state: 'sent' });
  // By seq, not by time: the device's clock may have been set in between.
  return entries.sort((a, b) => b.seq - a.seq);
}

/** How many submissions are in each state. */
export function countEntries(entries: readonly OutboxEntry[]): OutboxCounts {
  const counts = { saved: 0, sending: 0, waiting: 0, paused: 0, held: 0, sent: 0, failed: 0 };
  for (const { state } of entries) counts[state] += 1;
  return counts;
}

function rowState(row: OutboxRow, { hindrances, mode, now }: EntryContext): OutboxEntryState {
  if (isLeased(row, now)) return 'sending';
  if (mode === 'memory') return 'held';
  return hindrances.get(destinationKey(row.dest)) ?? (row.attempts > 0 ? 'waiting' : 'saved');
}

function fromRow(row: OutboxRow) {
  const { id, seq, event, createdAt, thread } = row;
  return { id, seq, type: event.type, createdAt, event, ...(thread === undefined ? {} : { thread }) };
}
