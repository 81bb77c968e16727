import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppendResult, CollectorStore, NewEvent } from './store.ts';

export interface GroupCommitOptions {
  readonly store: Pick<CollectorStore, 'append'>;
  /** Rows that may wait for the disk; beyond it callers are refused. A lone call may always be larger. */
  readonly maxQueuedRows: number;
  /** Rows after which a group is closed; a transaction holds the process while it runs. */
  readonly maxGroupRows: number;
  /** Called after each commit, before the callers learn of it. */
  readonly onCommit: () => void;
  readonly onError: (error: unknown) => void;
}

export type GroupCommitOutcome =
  | { readonly kind: 'stored'; readonly results: readonly AppendResult[] }
  /** Nothing of this call was kept. */
  | { readonly kind: 'refused'; readonly reason: 'queue-full' | 'store-failed' };

export interface GroupCommit {
  append(rows: readonly NewEvent[]): Promise<GroupCommitOutcome>;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
}

interface Job {
  readonly rows: readonly NewEvent[];
  readonly settle: (outcome: GroupCommitOutcome) => void;
}

/**
 * Lets calls share transactions: what arrives while one runs goes into the next, so that the cost of an fsync is
 * divided among all who wait for it. Nobody is answered before the commit that holds his rows.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { store, maxQueuedRows, maxGroupRows, onCommit, onError } = options;
  const waiting: Job[] = [];
  let queuedRows = 0;
  let running: Promise<void> | null = null;

  const takeGroup = (): readonly Job[] => {
    let rows = 0;
    let count = 0;
    for (const job of waiting) {
      if (count > 0 && rows + job.rows.length > maxGroupRows) break;
      rows += job.rows.length;
      count++;
    }
    return waiting.splice(0, count);
  };

  const commit = async (group: readonly Job[]): Promise<void> => {
    const rows = group.flatMap((job) => job.rows);
    try {
      const results = await store.append(rows);
      onCommit();
      let start = 0;
      for (const job of group) {
        job.settle({ kind: 'stored', results: results.slice(start, start + job.rows.length) });
        start += job.rows.length;
      }
    } catch (error) {
      onError(error);
      for (const job of group) job.settle({ kind: 'refused', reason: 'store-failed' });
    }
    queuedRows -= rows.length;
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      await nextTurn(); // requests already on the wire join this group
      await commit(takeGroup());
    }
    running = null;
  };

  return {
    append(rows) {
      if (rows.length === 0) return Promise.resolve({ kind: 'stored', results: [] });
      if (queuedRows > 0 && queuedRows + rows.length > maxQueuedRows) {
        return Promise.resolve({ kind: 'refused', reason: 'queue-full' });
      }
      return new Promise((settle) => {
        waiting.push({ rows, settle });
        queuedRows += rows.length;
        running ??= run();
      });
    },
    drain: async () => {
      await running;
    },
  };
}
