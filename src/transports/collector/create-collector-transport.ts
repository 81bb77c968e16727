import type { OutboxRow, SendOutcome, Transport } from '../../outbox/ports.ts';
import type { Clock } from '../../shared/clock.ts';
import { encodeJson } from '../../shared/encode-json.ts';
import { classifyStatus, isDoubtful } from '../classify-status.ts';
import { type Fetch, post } from '../post.ts';
import { readCollectorReply, toRejected } from './read-collector-reply.ts';

export interface CollectorTransportOptions {
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Further headers, asked for at each try, such as a token the site may renew. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/**
 * Sends batches of CloudEvents to a Helplet collector (`POST /v1/events`). Proof of a delivery is the row's id in
 * `accepted` or `duplicates` of its JSON answer; any other 2xx (a captive portal's page, say) is none.
 * Idempotent by event id. Source of the format: CloudEvents HTTP binding 1.0.2 §3.3.
 */
export function createCollectorTransport({ url, fetch, clock, headers }: CollectorTransportOptions): Transport {
  return {
    idempotency: 'key',
    maxBatchRows: 100,
    maxBatchBytes: 250_000,
    async send(rows, { signal, keepalive }) {
      const reply = await post({
        fetch,
        clock,
        url,
        headers: { 'content-type': 'application/cloudevents-batch+json', accept: 'application/json', ...headers?.() },
        body: encodeBatch(rows, clock()),
        signal,
        keepalive,
      });
      const status = classifyStatus(reply);
      const text = reply.kind === 'reply' ? reply.text : '';
      if (status.kind === 'ok') {
        const items = readCollectorReply(text);
        return items ? { kind: 'answered', items } : { kind: 'retry', reason: 'no proof', isAmbiguous: true };
      }
      if (status.kind === 'bad-row') return toBadRows(rows, text);
      return status;
    },
  };
}

/** A refusal names its rows, or concerns the only one; otherwise halves tell which row it is. */
function toBadRows(rows: readonly OutboxRow[], text: string): SendOutcome {
  const items = readCollectorReply(text);
  if (items && items.size > 0) return { kind: 'answered', items };
  const [only] = rows;
  if (rows.length > 1 || !only) return { kind: 'too-large' };
  if (isDoubtful(only)) return { kind: 'retry', reason: text, isAmbiguous: false };
  return { kind: 'answered', items: new Map([[only.id, toRejected(text)]]) };
}

/** `sentat` is set at each try: with the row's `time` it lets the collector correct a wrong clock. */
function encodeBatch(rows: readonly OutboxRow[], now: number): string {
  const sentat = new Date(now).toISOString();
  return encodeJson(rows.map(({ event }) => ({ ...event, sentat })));
}
