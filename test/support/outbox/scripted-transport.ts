import type { ItemOutcome, OutboxRow, SendOutcome, Transport } from '../../../src/outbox/ports.ts';

export type Answer = SendOutcome | 'deliver' | 'hang' | 'throw' | ((rows: readonly OutboxRow[]) => SendOutcome);

/** A transport that gives the answers of a list, then delivers everything; it writes down what it was given. */
export interface ScriptedTransport extends Transport {
  /** Ids of each batch, in the order of sending. */
  readonly batches: (readonly string[])[];
  readonly keepalives: boolean[];
  /** Answers still to give. */
  readonly script: Answer[];
}

export function createScriptedTransport(script: Answer[] = [], overrides: Partial<Transport> = {}): ScriptedTransport {
  const batches: (readonly string[])[] = [];
  const keepalives: boolean[] = [];
  return {
    idempotency: 'key',
    maxBatchRows: 100,
    maxBatchBytes: 250_000,
    batches,
    keepalives,
    script,
    async send(rows, { keepalive }) {
      batches.push(rows.map(({ id }) => id));
      keepalives.push(keepalive);
      const answer = script.shift() ?? 'deliver';
      if (answer === 'deliver') return delivered(rows);
      if (answer === 'hang') return new Promise<SendOutcome>(() => {});
      if (answer === 'throw') throw new Error('transport broke');
      return typeof answer === 'function' ? answer(rows) : answer;
    },
    ...overrides,
  };
}

export function delivered(rows: readonly OutboxRow[], reference?: string): SendOutcome {
  const item: ItemOutcome = reference === undefined ? { kind: 'delivered' } : { kind: 'delivered', reference };
  return { kind: 'answered', items: new Map(rows.map(({ id }) => [id, item])) };
}

export const UNAVAILABLE: SendOutcome = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false };
export const BROKEN: SendOutcome = { kind: 'retry', reason: 'Failed to fetch', isAmbiguous: true };
