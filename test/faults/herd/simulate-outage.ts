import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { createLane } from '../../../src/outbox/lane.ts';
import type { ItemOutcome, SendOutcome, Transport } from '../../../src/outbox/ports.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { createDurableMemoryStore } from '../../support/outbox/create-test-outbox.ts';
import { submission } from '../../support/outbox/events.ts';
import { createCrowdClock } from './crowd-clock.ts';

export interface Outage {
  readonly clients: number;
  readonly outageMs: number;
  /** When clients have something to send: all as the outage begins, or one after the other while it lasts. */
  readonly start: 'together' | 'spread';
  /** What a client is answered while it lasts, seconds of `Retry-After`; null: nothing at all. */
  readonly retryAfterSeconds: number | null;
  readonly seed: number;
}

export interface Recovery {
  /** Clients that got rid of what they had. */
  readonly recovered: number;
  /** Requests in each bin of `BIN_MS` from the end of the outage until the last client has recovered. */
  readonly bins: readonly number[];
  readonly peak: number;
  readonly mean: number;
  /** Requests while the outage lasted. */
  readonly during: number;
}

export const BIN_MS = 5_000;
const LONGEST_MS = 86_400_000;

/** Plays an outage for a crowd of clients with real outboxes, in simulated time, and counts the requests after it. */
export async function simulateOutage(outage: Outage): Promise<Recovery> {
  const { clients, outageMs, seed } = outage;
  const time = createCrowdClock();
  const random = createSeededRandom(seed);
  const requests: number[] = [];
  let recovered = 0;
  const refusal: SendOutcome = {
    kind: 'retry',
    reason: 'away',
    isAmbiguous: outage.retryAfterSeconds === null,
    ...(outage.retryAfterSeconds === null ? {} : { afterMs: outage.retryAfterSeconds * 1_000 }),
  };
  const transport: Transport = {
    idempotency: 'key',
    maxBatchRows: 100,
    maxBatchBytes: 250_000,
    async send(rows) {
      requests.push(time.clock());
      if (time.clock() < outageMs) return refusal;
      recovered += 1;
      return {
        kind: 'answered',
        items: new Map(rows.map(({ id }): [string, ItemOutcome] => [id, { kind: 'delivered' }])),
      };
    },
  };
  const outboxes = Array.from({ length: clients }, (_, index) => {
    const outbox = createOutbox({
      store: createDurableMemoryStore(),
      transportFor: () => transport,
      loadLane: async () => createLane,
      clock: time.clock,
      random: createSeededRandom(seed * clients + index),
      schedule: time.schedule,
      owner: 'tab',
    });
    time.schedule(
      () => void outbox.submit(submission(index)),
      random() * (outage.start === 'together' ? BIN_MS : outageMs),
    );
    return outbox;
  });
  await time.run(LONGEST_MS, () => recovered === clients);
  for (const outbox of outboxes) outbox.stop();
  const after = requests.filter((at) => at >= outageMs);
  const bins = new Array<number>(Math.floor(((after.at(-1) ?? outageMs) - outageMs) / BIN_MS) + 1).fill(0);
  for (const at of after) {
    const bin = Math.floor((at - outageMs) / BIN_MS);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return {
    recovered,
    bins,
    peak: Math.max(...bins),
    mean: after.length / bins.length,
    during: requests.length - after.length,
  };
}
