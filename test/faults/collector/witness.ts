import { readCollectorReply } from '../../../src/transports/collector/read-collector-reply.ts';

/** Everything that was claimed of submissions while a fault ran. */
export interface Witness {
  submitted: number;
  /** Ids the outbox called saved. */
  readonly saved: Set<string>;
  /** Ids the outbox refused: the visitor still has the text. */
  readonly refused: Set<string>;
  /** Ids the outbox called sent. */
  readonly sent: Set<string>;
  /** Ids the outbox gave up, with the reason. */
  readonly failed: Map<string, string>;
  /** How often the collector called an id newly accepted. */
  readonly accepted: Map<string, number>;
  /** Ids of which the collector said that it has them. */
  readonly acknowledged: Set<string>;
  /** Ids the collector recognised as repeats. */
  readonly repeated: Set<string>;
  /** Statuses of the collector's answers, counted; 0 where none came. */
  readonly statuses: Map<number, number>;
  /** Requests under way. */
  inFlight: number;
}

export function createWitness(): Witness {
  return {
    submitted: 0,
    saved: new Set(),
    refused: new Set(),
    sent: new Set(),
    failed: new Map(),
    accepted: new Map(),
    acknowledged: new Set(),
    repeated: new Set(),
    statuses: new Map(),
    inFlight: 0,
  };
}

/** `fetch`, with every answer of the collector written down before anybody else reads it. */
export function witnessedFetch(witness: Witness): (input: string, init: RequestInit) => Promise<Response> {
  return async (input, init) => {
    witness.inFlight += 1;
    let status = 0;
    try {
      const response = await fetch(input, init);
      const text = await response.text();
      status = response.status;
      if (response.ok) noteAnswer(witness, text);
      return new Response(text, { status, headers: response.headers });
    } finally {
      witness.inFlight -= 1;
      witness.statuses.set(status, (witness.statuses.get(status) ?? 0) + 1);
    }
  };
}

function noteAnswer(witness: Witness, text: string): void {
  for (const [id, { kind }] of readCollectorReply(text) ?? []) {
    if (kind === 'rejected') continue;
    witness.acknowledged.add(id);
    if (kind === 'duplicate') witness.repeated.add(id);
    else witness.accepted.set(id, (witness.accepted.get(id) ?? 0) + 1);
  }
}
