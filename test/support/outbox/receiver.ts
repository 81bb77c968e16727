import type { ItemOutcome, OutboxRow, SendOutcome, Transport } from '../../../src/outbox/ports.ts';
import { BROKEN, UNAVAILABLE } from './scripted-transport.ts';

export const FAULTS = [
  'none',
  'unavailable',
  'retry-after',
  'lost-request',
  'lost-reply',
  'hang-after-commit',
  'partial',
  'too-large',
  'unauthorized',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A receiver that dedupes by id, refuses some ids for good, and has faults. */
export interface Receiver extends Transport {
  /** Ids in the order in which they were first taken. */
  readonly taken: string[];
  /** Faults of the next requests; none once it is empty. */
  readonly faults: Fault[];
}

export function createReceiver(isPoison: (id: string) => boolean): Receiver {
  const taken: string[] = [];
  const faults: Fault[] = [];

  function take(rows: readonly OutboxRow[]): Extract<SendOutcome, { kind: 'answered' }> {
    const items = new Map<string, ItemOutcome>();
    for (const { id } of rows) {
      if (isPoison(id)) {
        items.set(id, { kind: 'rejected', code: 'rejected', message: 'poison' });
        continue;
      }
      items.set(id, { kind: taken.includes(id) ? 'duplicate' : 'delivered' });
      if (!taken.includes(id)) taken.push(id);
    }
    return { kind: 'answered', items };
  }

  return {
    idempotency: 'key',
    maxBatchRows: 3,
    maxBatchBytes: 100_000,
    taken,
    faults,
    async send(rows) {
      const fault = faults.shift() ?? 'none';
      switch (fault) {
        case 'none':
          return take(rows);
        case 'unavailable':
          return UNAVAILABLE;
        case 'retry-after':
          return { kind: 'retry', reason: 'HTTP 429', isAmbiguous: false, afterMs: 60_000 };
        case 'lost-request':
          return BROKEN;
        case 'lost-reply':
          take(rows);
          return BROKEN;
        case 'hang-after-commit':
          take(rows);
          return new Promise<SendOutcome>(() => {});
        case 'partial': {
          // The later half, to tempt whoever relies on the order within a batch.
          return take(rows.slice(Math.floor(rows.length / 2)));
        }
        case 'too-large':
          return rows.length > 1 ? { kind: 'too-large' } : take(rows);
        case 'unauthorized':
          return { kind: 'paused', reason: 'unauthorized', message: 'HTTP 401' };
      }
    },
  };
}
