import { type Context, Hono } from 'hono';
import { type Clock, type Schedule, systemSchedule } from '../shared/clock.ts';
import { createEmitter } from '../shared/emitter.ts';
import { toMessage } from '../shared/errors.ts';
import { type Random, systemRandom } from '../shared/random.ts';
import { createAdmitSender } from './admit-sender.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { type AllowedOrigins, corsHeaders, isAllowedOrigin, preflightHeaders } from './cors.ts';
import { createGroupCommit } from './group-commit.ts';
import { createRateLimit, toClientKey } from './rate-limit.ts';
import { type ReadToken, readableTenants } from './read-token.ts';
import { errorReply, jsonReply } from './replies.ts';
import { addAttachmentRoutes } from './routes/attachments.ts';
import { createListEvents } from './routes/list-events.ts';
import { ratingTypes, ticketTypes, toRatingItem, withStates } from './routes/read-model.ts';
import { createReceiveEvents } from './routes/receive-events.ts';
import { createEventStreams } from './routes/stream-events.ts';
import type { CollectorStore } from './store.ts';

/** The tenant of requests that name none. */
export const DEFAULT_TENANT = 'default';

/** What one collector takes on; above it, it says so instead of holding more. */
export interface CollectorLimits {
  /** Largest body of one request, in bytes. Default 1,000,000. */
  readonly maxBodyBytes?: number;
  /** Requests one client (address and tenant) may make at once, default 2,000, and gets back a second, default 200. */
  readonly requestBurst?: number;
  readonly requestsPerSecond?: number;
  /** Events that may wait for the disk. Default 10,000. */
  readonly maxQueuedEvents?: number;
  /** Events after which a transaction is closed. Default 500. */
  readonly maxGroupEvents?: number;
  /** Streams open at once. Default 100. */
  readonly maxStreams?: number;
}

/** A line for the operator's log: no address, no text of a visitor. */
export interface LogEntry {
  readonly level: 'warn' | 'error';
  readonly code: 'store-failed' | 'stream-failed' | 'request-failed';
  readonly message: string;
}

export interface CollectorOptions {
  readonly store: CollectorStore;
  /** Where files of requests are kept. Without it none are taken. */
  readonly attachments?: AttachmentStore;
  readonly clock: Clock;
  /** Who may read. */
  readonly tokens: readonly ReadToken[];
  /** Tenants that may be written to. Default: `default` alone. */
  readonly tenants?: readonly string[];
  readonly limits?: CollectorLimits;
  /** Origins whose pages may write. Default `*`. */
  readonly allowedOrigins?: AllowedOrigins;
  /**
   * A proxy stands before the collector: a client's address is the last one in `X-Forwarded-For`, which that proxy
   * wrote. Only then: without a proxy anyone could write the header. Default false.
   */
  readonly isBehindProxy?: boolean;
  readonly log?: (entry: LogEntry) => void;
  /** For heartbeats. */
  readonly schedule?: Schedule;
  /** For spreading retries. */
  readonly random?: Random;
}

/** What a server tells of a request's connection. In Node: `@hono/node-server` fills it. */
export interface CollectorEnv {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

export interface Collector {
  readonly app: Hono<{ Bindings: CollectorEnv }>;
  /** Ends the streams at once. Requests go on being answered. */
  closeStreams(): void;
  /** Resolves when every event taken so far is on disk or refused. The store stays open. */
  drain(): Promise<void>;
}

/**
 * The collector's HTTP interface: `POST /v1/events` and `PUT /v1/attachments/:id` for pages, and with a token
 * `GET /v1/tickets`, `/v1/ratings`, `/v1/stream` and `/v1/attachments/:id`; `GET /healthz`.
 */
export function createCollector(options: CollectorOptions): Collector {
  const { store, clock, tokens, tenants = [DEFAULT_TENANT], limits = {}, allowedOrigins = '*' } = options;
  const { log = () => {}, schedule = systemSchedule, random = systemRandom } = options;
  const report = (code: LogEntry['code']) => (error: unknown) =>
    log({ level: 'error', code, message: toMessage(error) });

  const events = createEmitter<{ commit: undefined }>(report('stream-failed'));
  const commits = createGroupCommit({
    store,
    maxQueuedRows: limits.maxQueuedEvents ?? 10_000,
    maxGroupRows: limits.maxGroupEvents ?? 500,
    onCommit: () => events.emit('commit', undefined),
    onError: report('store-failed'),
  });
  const admit = createAdmitSender({
    tenants,
    takeToken: createRateLimit({
      clock,
      burst: limits.requestBurst ?? 2_000,
      perSecond: limits.requestsPerSecond ?? 200,
    }),
  });
  const receiveEvents = createReceiveEvents({
    commits,
    clock,
    random,
    maxBodyBytes: limits.maxBodyBytes ?? 1_000_000,
    admit,
  });
  const listTickets = createListEvents({
    store,
    name: 'tickets',
    types: ticketTypes,
    toItems: (rows) => withStates(store, rows),
  });
  const listRatings = createListEvents({
    store,
    name: 'ratings',
    types: ratingTypes,
    toItems: async (rows) => rows.map(toRatingItem),
  });
  const streams = createEventStreams({
    store,
    schedule,
    onCommit: (listener) => events.on('commit', listener),
    maxStreams: limits.maxStreams ?? 100,
    onError: report('stream-failed'),
  });

  type Ctx = Context<{ Bindings: CollectorEnv }>;
  const app: Collector['app'] = new Hono();
  const isAllowed = (c: Ctx) => isAllowedOrigin(allowedOrigins, c.req.header('origin'));
  const toSender = (c: Ctx) => {
    const forwarded = options.isBehindProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
    const address = forwarded ?? c.env?.incoming?.socket?.remoteAddress ?? '';
    return { tenant: c.req.query('tenant') ?? DEFAULT_TENANT, clientKey: toClientKey(address) };
  };

  app.use('/v1/events', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(corsHeaders(allowedOrigins, c.req.header('origin')))) {
      c.header(name, value);
    }
  });
  app.options('/v1/events', () => new Response(null, { status: 204, headers: preflightHeaders }));
  app.post('/v1/events', (c) =>
    isAllowed(c)
      ? receiveEvents(c.req.raw, toSender(c))
      : errorReply(401, 'unauthorized', 'Sending is not allowed from this origin.'),
  );
  app.all('/v1/events', () => errorReply(405, 'method', 'Events are sent by POST.', { allow: 'POST, OPTIONS' }));

  const forReaders = (answer: (c: Ctx, readable: readonly string[]) => Promise<Response>) => (c: Ctx) => {
    const readable = readableTenants(tokens, c.req.header('authorization'), c.req.query('tenant'));
    return readable
      ? answer(c, readable)
      : errorReply(401, 'unauthorized', 'A valid token is needed.', { 'www-authenticate': 'Bearer' });
  };
  app.get(
    '/v1/tickets',
    forReaders((c, readable) => listTickets(c.req.query(), readable)),
  );
  app.get(
    '/v1/ratings',
    forReaders((c, readable) => listRatings(c.req.query(), readable)),
  );
  app.get(
    '/v1/stream',
    forReaders((c, readable) => {
      const lastEventId = c.req.header('last-event-id') ?? '';
      return streams.open(c.req.raw, readable, /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined);
    }),
  );
  if (options.attachments) {
    addAttachmentRoutes(app, {
      store: options.attachments,
      clock,
      admit,
      isAllowed,
      toSender,
      corsHeaders: (c) => corsHeaders(allowedOrigins, c.req.header('origin')),
      forReaders,
    });
  }
  app.get('/healthz', async () => {
    await store.lastSeq();
    return jsonReply({ status: 'ok' });
  });

  app.notFound(() => errorReply(404, 'not-found', 'There is nothing here.'));
  app.onError((error) => {
    report('request-failed')(error);
    return errorReply(503, 'unavailable', 'The request could not be answered; try again later.', {
      'retry-after': '5',
    });
  });
  return { app, closeStreams: streams.close, drain: commits.drain };
}
