import type {
  DeadRow,
  OutboxRow,
  OutboxStore,
  Pause,
  Receipt,
  StoreLimits,
  StoreMode,
  StoreSnapshot,
  Transition,
} from '../outbox/ports.ts';
import { destinationKey, isLeased, isSameLease } from '../outbox/row-state.ts';
import { isOther, ownership, visitorOf } from '../outbox/visitors.ts';

/** A store that lives as long as the page. */
export interface MemoryStore extends OutboxStore {
  readonly mode: StoreMode;
  /** What it holds at this very moment, to be moved to a durable store. */
  dump(): StoreSnapshot & { readonly pauses: readonly Pause[] };
}

/**
 * Keeps rows in memory, for pages where IndexedDB is missing or blocked. Values are cloned on the way in and out,
 * so that no caller can change what is queued.
 */
export function createMemoryStore(): MemoryStore {
  const rows = new Map<string, OutboxRow>();
  const dead = new Map<string, DeadRow>();
  const receipts = new Map<string, Receipt>();
  const pauses = new Map<string, Pause>();
  let lastSeq = 0;

  function inOrder(): OutboxRow[] {
    return [...rows.values()].sort((a, b) => a.seq - b.seq);
  }

  function snapshot(): StoreSnapshot {
    return { rows: inOrder(), dead: [...dead.values()], receipts: [...receipts.values()] };
  }

  function owners(): (string | undefined)[] {
    return Object.values(snapshot()).flat().map(visitorOf);
  }

  function applyOne(transition: Transition): boolean {
    const { held } = transition;
    const stored = rows.get(held.id);
    if (transition.kind === 'settle') {
      if (!stored && !dead.has(held.id)) return false;
      rows.delete(held.id);
      dead.delete(held.id);
      receipts.set(held.id, structuredClone(transition.receipt));
      return true;
    }
    if (!stored || !isSameLease(stored, held)) return false;
    if (transition.kind === 'keep') {
      rows.set(held.id, structuredClone(transition.row));
      return true;
    }
    rows.delete(held.id);
    dead.set(held.id, structuredClone(transition.dead));
    return true;
  }

  return {
    mode: 'memory',

    async add(row, { maxRows, maxBytes }: StoreLimits) {
      if (rows.has(row.id) || dead.has(row.id) || receipts.has(row.id)) return 'known';
      let bytes = 0;
      for (const one of rows.values()) bytes += one.bytes;
      if (rows.size + 1 > maxRows || bytes + row.bytes > maxBytes) return 'full';
      lastSeq += 1;
      rows.set(row.id, structuredClone({ ...row, seq: lastSeq }));
      return 'held';
    },

    async destinations() {
      return [...new Map(inOrder().map(({ dest }) => [destinationKey(dest), dest])).values()];
    },

    async claim(dest, createPicker) {
      const picker = createPicker();
      const taken: OutboxRow[] = [];
      for (const row of inOrder()) {
        if (picker.isFull()) break;
        if (destinationKey(row.dest) !== destinationKey(dest)) continue;
        const claimed = picker.offer(row);
        if (!claimed) continue;
        rows.set(row.id, claimed);
        taken.push(structuredClone(claimed));
      }
      return { rows: taken, nextAt: picker.nextAt() };
    },

    async confirm(held) {
      return held.filter((row) => {
        const stored = rows.get(row.id);
        return stored !== undefined && isSameLease(stored, row);
      });
    },

    async apply(transitions) {
      return transitions.filter((transition) => applyOne(transition)).map(({ held }) => held.id);
    },

    async update(dest, change) {
      for (const row of inOrder()) {
        if (dest && destinationKey(row.dest) !== destinationKey(dest)) continue;
        const next = change(row);
        if (next) rows.set(row.id, next);
      }
    },

    list: async () => structuredClone(snapshot()),

    newest: async (count) => structuredClone(inOrder().slice(-count)),

    async revive(id, change) {
      const row = dead.get(id)?.row;
      if (!row) return false;
      dead.delete(id);
      rows.set(id, change(row));
      return true;
    },

    async remove(id, clock) {
      if (dead.delete(id)) return true;
      const row = rows.get(id);
      return row !== undefined && !isLeased(row, clock()) && rows.delete(id);
    },

    pauses: async () => [...pauses.values()],

    async setPause(pause) {
      pauses.set(destinationKey(pause.dest), pause);
    },

    async clearPause(dest) {
      pauses.delete(destinationKey(dest));
    },

    async sweep({ copiesBefore, restBefore }) {
      for (const { id, event, sentAt } of receipts.values()) {
        if (sentAt < (event ? copiesBefore : restBefore)) receipts.delete(id);
      }
      for (const { id, row, diedAt } of dead.values()) {
        if (row && !row.keepCopy && diedAt < copiesBefore) dead.delete(id);
      }
      return [];
    },

    async clear(visitor) {
      if (visitor === undefined) {
        for (const map of [rows, dead, receipts, pauses]) map.clear();
        return;
      }
      const isHis = ownership(owners(), visitor);
      for (const map of [rows, dead, receipts]) {
        for (const [id, stored] of map) if (isHis(visitorOf(stored))) map.delete(id);
      }
    },

    hasOthers: async (visitor) => owners().some((owner) => isOther(owner, visitor)),

    dump: () => ({ ...snapshot(), pauses: [...pauses.values()] }),
  };
}
