import type { Context, Hono } from 'hono';
import type { Sender } from '../admit-sender.ts';
import type { CollectorEnv } from '../create-collector.ts';
import { errorReply } from '../replies.ts';
import { createGiveAttachment } from './attachments-give.ts';
import { createReceiveAttachment, type ReceiveAttachmentOptions } from './attachments-receive.ts';

type Ctx = Context<{ Bindings: CollectorEnv }>;

export interface AttachmentRoutesOptions extends ReceiveAttachmentOptions {
  /** Whether the request's page may send. */
  readonly isAllowed: (c: Ctx) => boolean;
  readonly toSender: (c: Ctx) => Sender;
  /** Headers by which a page may read the answer. */
  readonly corsHeaders: (c: Ctx) => Readonly<Record<string, string>>;
  /** Answers readers with a token only. */
  readonly forReaders: (
    answer: (c: Ctx, readable: readonly string[]) => Promise<Response>,
  ) => (c: Ctx) => Response | Promise<Response>;
}

const PATH = '/v1/attachments/:id';

/** A UUIDv7, as the envelope's id. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A `PUT` and headers of our own are asked for beforehand by every browser (Fetch, CORS-preflight). */
const preflightHeaders = {
  'access-control-allow-methods': 'PUT',
  'access-control-allow-headers': 'content-type, x-helplet-name, x-helplet-sha256, x-helplet-visitor',
  'access-control-max-age': '7200',
};

/** Files of requests: pages put them there, readers with a token get them. */
export function addAttachmentRoutes(app: Hono<{ Bindings: CollectorEnv }>, options: AttachmentRoutesOptions): void {
  const receive = createReceiveAttachment(options);
  const give = createGiveAttachment(options.store);
  const missing = () => errorReply(404, 'not-found', 'There is no such file.');

  app.use(PATH, async (c, next) => {
    await next();
    if (c.req.method === 'GET') return; // no page of another origin has business there
    for (const [name, value] of Object.entries(options.corsHeaders(c))) c.header(name, value);
  });
  app.options(PATH, () => new Response(null, { status: 204, headers: preflightHeaders }));
  app.put(PATH, (c) => {
    if (!options.isAllowed(c)) return errorReply(401, 'unauthorized', 'Sending is not allowed from this origin.');
    return ID.test(c.req.param('id')) ? receive(c.req.raw, c.req.param('id'), options.toSender(c)) : missing();
  });
  app.get(
    PATH,
    options.forReaders(async (c, readable) => {
      const id = c.req.param('id') ?? '';
      return ID.test(id) ? give(id, readable) : missing();
    }),
  );
  app.all(PATH, () => errorReply(405, 'method', 'Files are sent by PUT.', { allow: 'PUT, GET, OPTIONS' }));
}
