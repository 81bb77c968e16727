import type { ItemOutcome, Transport } from '../../outbox/ports.ts';
import type { Clock } from '../../shared/clock.ts';
import { encodeJson } from '../../shared/encode-json.ts';
import { classifyStatus, isDoubtful } from '../classify-status.ts';
import { parseJsonObject } from '../parse-json.ts';
import { type Fetch, post, type Reply } from '../post.ts';
import { toFlatBody } from './to-flat-body.ts';

export interface HttpTransportOptions {
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /**
   * Send the event's id as `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header). Default false: the receiver
   * must allow the header by CORS, or every request fails.
   */
  readonly idempotencyHeader?: boolean;
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** Most characters of a plain-text answer that still passes for a short "ok". */
const MAX_PLAIN_ANSWER = 1_000;

/**
 * Posts each event as flat JSON (`toFlatBody`) to any endpoint: Formspree, n8n, a function of the site.
 * Proof of a delivery is a 2xx with a JSON object that does not say it failed, an empty body, or a short plain text;
 * HTML is none, since captive portals and catch-all pages answer 200 with it. The id in the body lets the receiver
 * recognise a repeat; whether it does is its own affair, hence `idempotency: 'none'` without the header.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { url, fetch, clock, headers, idempotencyHeader = false } = options;
  return {
    idempotency: idempotencyHeader ? 'key' : 'none',
    maxBatchRows: 1,
    maxBatchBytes: 1_000_000,
    async send([row], { signal, keepalive }) {
      if (!row) return { kind: 'answered', items: new Map() };
      const reply = await post({
        fetch,
        clock,
        url,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...headers?.(),
          ...(idempotencyHeader ? { 'idempotency-key': row.id } : {}),
        },
        body: encodeJson(toFlatBody(row.event)),
        signal,
        keepalive,
      });
      const status = classifyStatus(reply);
      if (status.kind === 'bad-row' && reply.kind === 'reply') {
        const message = reply.text.slice(0, 200) || `HTTP ${reply.status}`;
        if (isDoubtful(row)) return { kind: 'retry', reason: message, isAmbiguous: false };
        return answer(row.id, { kind: 'rejected', code: 'rejected', message });
      }
      if (status.kind !== 'ok' && status.kind !== 'bad-row') return status;
      const delivered = readProof(reply, row.id);
      return delivered ? answer(row.id, delivered) : { kind: 'retry', reason: 'no proof', isAmbiguous: true };
    },
  };
}

function answer(id: string, item: ItemOutcome) {
  return { kind: 'answered' as const, items: new Map([[id, item]]) };
}

function readProof(reply: Reply, eventId: string): ItemOutcome | null {
  if (reply.kind === 'failed') return null;
  const text = reply.text.trim();
  if (reply.mediaType.includes('html') || text.startsWith('<')) return null;
  if (text === '') return { kind: 'delivered' };
  const body = parseJsonObject(text);
  if (!body) return isShortPlainText(reply.mediaType, text) ? { kind: 'delivered' } : null;
  if (body.ok === false || body.success === false || isFilled(body.error) || isFilled(body.errors)) return null;
  const reference = [body.reference, body.id].find((value) => isReference(value) && value !== eventId);
  return reference === undefined ? { kind: 'delivered' } : { kind: 'delivered', reference: String(reference) };
}

function isShortPlainText(mediaType: string, text: string): boolean {
  return text.length <= MAX_PLAIN_ANSWER && (mediaType === 'text/plain' || mediaType.endsWith('json'));
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function isReference(value: unknown): boolean {
  return (typeof value === 'string' && value.length > 0 && value.length <= 100) || typeof value === 'number';
}
