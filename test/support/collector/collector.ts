import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Collector,
  type CollectorOptions,
  createCollector,
  type LogEntry,
} from '../../../src/collector/create-collector.ts';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import type { CollectorStore } from '../../../src/collector/store.ts';
import { NOW } from './events.ts';
import { tempFolder } from './temp-folder.ts';

export const TOKEN = 'test-token-of-the-product-team';

export interface TestCollector extends Collector {
  readonly store: CollectorStore;
  readonly logged: readonly LogEntry[];
  readonly send: (body: unknown, init?: { query?: string; headers?: Record<string, string> }) => Promise<Response>;
  readonly read: (path: string, headers?: Record<string, string>) => Promise<Response>;
}

/** A collector over a real SQLite file, with a clock that stands still. */
export function startCollector(options: Partial<CollectorOptions> = {}): TestCollector {
  const store = options.store ?? openSqliteStore({ file: join(tempFolder(), 'test.db') });
  const logged: LogEntry[] = [];
  const collector = createCollector({
    clock: () => NOW,
    tokens: [{ secret: TOKEN, tenants: ['default'] }],
    log: (entry) => logged.push(entry),
    random: () => 0,
    ...options,
    store,
  });
  onTestFinished(async () => {
    collector.closeStreams();
    await collector.drain();
    await store.close();
  });
  return {
    ...collector,
    store,
    logged,
    send: async (body, { query = '', headers = {} } = {}) =>
      collector.app.request(`/v1/events${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    read: async (path, headers = {}) =>
      collector.app.request(path, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } }),
  };
}
