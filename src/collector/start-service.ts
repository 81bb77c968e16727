import { join } from 'node:path';
import { type Clock, type Schedule, systemClock, systemSchedule } from '../shared/clock.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { AllowedOrigins } from './cors.ts';
import { type CollectorLimits, createCollector, type LogEntry } from './create-collector.ts';
import { createSite } from './site/create-site.ts';
import { openAttachmentStore } from './sqlite/open-attachment-store.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';
import { startServer } from './start-server.ts';

export interface ServiceOptions {
  readonly host: string;
  readonly port: number;
  /** Path of the SQLite file. */
  readonly file: string;
  /** Secrets that open all tenants' tickets and ratings for reading. */
  readonly tokens: readonly string[];
  readonly tenants: readonly string[];
  readonly allowedOrigins: AllowedOrigins;
  readonly isBehindProxy: boolean;
  readonly limits: CollectorLimits;
  /** Helplet's package folder, absolute: its `dist` is served, and for the demo its `demo/site`. */
  readonly packageFolder: string;
  /** Compiled knowledge base of the demo shop; with it the shop is served. */
  readonly demoKnowledge?: Uint8Array<ArrayBuffer>;
  readonly log: (entry: LogEntry) => void;
  readonly clock?: Clock;
  readonly schedule?: Schedule;
}

export interface RunningService {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Answers what is under way, ends the streams, closes the database. */
  stop(): Promise<void>;
}

/**
 * Collector, console and widget files (and the demo shop) behind one port.
 * @throws when the database cannot be opened or no port can be had
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { packageFolder, demoKnowledge, tenants, schedule = systemSchedule } = options;
  const store = openSqliteStore({ file: options.file });
  let attachments: AttachmentStore | undefined;
  try {
    attachments = openAttachmentStore({ file: options.file });
    const collector = createCollector({
      store,
      attachments,
      clock: options.clock ?? systemClock,
      schedule,
      tenants,
      tokens: options.tokens.map((secret) => ({ secret, tenants })),
      allowedOrigins: options.allowedOrigins,
      isBehindProxy: options.isBehindProxy,
      limits: options.limits,
      log: options.log,
    });
    const site = createSite({
      distFolder: join(packageFolder, 'dist'),
      ...(demoKnowledge ? { demo: { folder: join(packageFolder, 'demo', 'site'), knowledge: demoKnowledge } } : {}),
    });
    const server = await startServer({
      host: options.host,
      port: options.port,
      schedule,
      fetch: (request, env) => {
        const path = new URL(request.url).pathname;
        const isForCollector = path.startsWith('/v1/') || path === '/healthz';
        return isForCollector ? collector.app.fetch(request, env) : site(request);
      },
    });
    return {
      url: server.url,
      stop: async () => {
        collector.closeStreams();
        await server.stop();
        await collector.drain();
        await attachments?.close();
        await store.close();
      },
    };
  } catch (error) {
    await attachments?.close();
    await store.close();
    throw error;
  }
}
