import type { OutboxRow, SendOutcome } from '../outbox/ports.ts';
import type { Reply } from './post.ts';

/** What a status means for a batch. `ok`: read the answer for proof. `bad-row`: a row's content is at fault. */
export type StatusClass =
  | { readonly kind: 'ok' }
  | { readonly kind: 'bad-row' }
  | Exclude<SendOutcome, { kind: 'answered' }>;

/**
 * A refusal that does not name its row may be of a request that was mangled on the way (cut, and no JSON any more):
 * it is believed at the row's third try.
 */
export function isDoubtful(row: OutboxRow): boolean {
  return row.attempts < 3;
}

/** Statuses that say the destination itself is wrongly addressed or configured; no row is at fault. */
const DESTINATION_FAULTS: ReadonlySet<number> = new Set([402, 404, 405, 406, 410, 411, 414, 415, 426, 451, 501, 505]);

/**
 * The status table: 2xx ok · 401 403 pause until the site renews its credentials · 404 410 and other faults of the
 * destination pause · 413 too large · 400 422 and unknown 4xx the row's fault · 408 409 425 429, 5xx, everything
 * else and no answer at all: again later. 409 is no delivery: only a service that defines it as "this id exists"
 * could say so, and for the others it means "a request with this key is under way".
 */
export function classifyStatus(reply: Reply): StatusClass {
  if (reply.kind === 'failed') return { kind: 'retry', reason: reply.reason, isAmbiguous: true };
  const { status, afterMs } = reply;
  if (status >= 200 && status < 300) return { kind: 'ok' };
  const message = `HTTP ${status}`;
  if (status === 401 || status === 403) return { kind: 'paused', reason: 'unauthorized', message };
  if (DESTINATION_FAULTS.has(status)) return { kind: 'paused', reason: 'gone', message };
  if (status === 413) return { kind: 'too-large' };
  if (status >= 400 && status < 500 && !isTransient(status)) return { kind: 'bad-row' };
  // A gateway that gave up (502, 504) does not know whether the request arrived behind it.
  const isAmbiguous = status === 502 || status === 504 || status === 408;
  return { kind: 'retry', reason: message, isAmbiguous, ...(afterMs === undefined ? {} : { afterMs }) };
}

function isTransient(status: number): boolean {
  return [407, 408, 409, 421, 425, 429].includes(status);
}
