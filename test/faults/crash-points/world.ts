import 'fake-indexeddb/auto';
import { IDBFactory as FakeFactory } from 'fake-indexeddb';
import { createCollector } from '../../../src/collector/create-collector.ts';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import { createManualClock, type ManualClock } from '../../support/outbox/manual-clock.ts';

/** How the way to the collector, or the collector itself, treats one request. */
export type Treatment = 'deliver' | 'unavailable' | 'lost-reply' | 'no-proof' | 'unauthorized' | 'too-large';

/** What outlives every tab: the disk, the collector, the clock, the lock between tabs. */
export interface World {
  readonly disk: IDBFactory;
  readonly time: ManualClock;
  /** Treatments of the next requests; the rest are delivered. */
  readonly treatments: Treatment[];
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** The lives in this world, which is at rest when nothing is under way in any of them. */
  readonly lives: { readonly busy: number; readonly points: { readonly length: number } }[];
  /** Who holds the lock between tabs; null when nobody does. */
  lockHolder: object | null;
  /** Ids at the collector, in the order in which they came to be there. */
  stored(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A new disk, and the real collector on a database in memory. */
export function createWorld(): World {
  const lives: World['lives'] = [];
  const time = createManualClock(1_700_000_000_000, () => rest(lives));
  const store = openSqliteStore({ file: ':memory:' });
  const collector = createCollector({ store, clock: time.clock, tokens: [], limits: { requestBurst: 1e9 } });
  const treatments: Treatment[] = [];

  async function deliver(init: RequestInit): Promise<Response> {
    const { signal: _, ...rest } = init;
    return collector.app.request('/v1/events', rest);
  }

  return {
    disk: new FakeFactory(),
    time,
    treatments,
    lives,
    lockHolder: null,
    async fetch(_, init) {
      switch (treatments.shift() ?? 'deliver') {
        case 'deliver':
          return deliver(init);
        case 'unavailable':
          return new Response('', { status: 503, headers: { 'retry-after': '2' } });
        case 'lost-reply':
          await deliver(init);
          throw new TypeError('Failed to fetch');
        case 'no-proof':
          return new Response('<h1>Welcome to our Wi-Fi</h1>');
        case 'unauthorized':
          return new Response('', { status: 401 });
        case 'too-large':
          // A single row is never too large for ours, whatever stands before it.
          return isSingle(init.body) ? deliver(init) : new Response('', { status: 413 });
      }
    },
    async stored() {
      const types = ['helplet.ticket.created', 'helplet.article.rated'];
      const rows = await store.since({ tenants: ['default'], types, limit: 1_000, after: 0 });
      return rows.map(({ id }) => id);
    },
    async close() {
      collector.closeStreams();
      await collector.drain();
      await store.close();
    },
  };
}

function isSingle(body: unknown): boolean {
  return (JSON.parse(String(body)) as unknown[]).length === 1;
}

/** Turns without anything under way after which nothing more comes by itself. */
const QUIET_TURNS = 6;

async function rest(lives: World['lives']): Promise<void> {
  const pointsSoFar = () => lives.reduce((sum, { points }) => sum + points.length, 0);
  let before = -1;
  for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const points = pointsSoFar();
    if (points !== before || lives.some(({ busy }) => busy > 0)) quiet = 0;
    before = points;
  }
}
