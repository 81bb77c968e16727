import type { OutboxRow, RowPicker } from './ports.ts';
import { isLeased, waitsUntil } from './row-state.ts';

export interface PickOptions {
  readonly now: number;
  readonly owner: string;
  readonly leaseMs: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Longest wait anybody writes, ms. */
  readonly longestWaitMs: number;
}

/**
 * Takes due rows of one destination, at most one of each thread: message n + 1 is not even claimed before n is
 * settled, so that no partial answer and no second tab can turn them round.
 */
export function createPicker(options: PickOptions): RowPicker {
  const { now, owner, leaseMs, maxRows, maxBytes, longestWaitMs } = options;
  const seenThreads = new Set<string>();
  let rows = 0;
  let bytes = 0;
  let isFull = false;
  let nextAt: number | null = null;

  return {
    offer(row) {
      if (row.thread !== undefined) {
        if (seenThreads.has(row.thread)) return null;
        seenThreads.add(row.thread);
      }
      const busyUntil = row.lease && isLeased(row, now) ? row.lease.until : waitsUntil(row, now, longestWaitMs);
      if (busyUntil > now) {
        nextAt = nextAt === null ? busyUntil : Math.min(nextAt, busyUntil);
        return null;
      }
      // A row larger than a whole batch still gets one of its own.
      if (rows > 0 && bytes + row.bytes > maxBytes) {
        isFull = true;
        return null;
      }
      rows += 1;
      bytes += row.bytes;
      isFull = rows >= maxRows || bytes >= maxBytes;
      return toClaimed(row, { now, owner, leaseMs });
    },
    isFull: () => isFull,
    nextAt: () => nextAt,
  };
}

function toClaimed(row: OutboxRow, { now, owner, leaseMs }: { now: number; owner: string; leaseMs: number }) {
  return {
    ...row,
    attempts: row.attempts + 1,
    firstTriedAt: row.firstTriedAt ?? now,
    lease: { owner, since: now, until: now + leaseMs, epoch: (row.lease?.epoch ?? 0) + 1 },
    // Its last sender never came back: the row may have arrived.
    state: row.state === 'ready' ? ('sending' as const) : ('ambiguous' as const),
  };
}
