import type { SendOutcome } from '../../outbox/ports.ts';
import type { Clock } from '../../shared/clock.ts';
import { toMessage } from '../../shared/errors.ts';
import { classifyStatus } from '../classify-status.ts';
import { parseJsonObject } from '../parse-json.ts';
import { type Fetch, post, type Reply } from '../post.ts';

/** A file as it is kept on the device. */
export interface StoredFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly data: ArrayBuffer;
}

/** Reads a file of a row. Null where there is none; rejects where that cannot be said now. */
export type ReadBlob = (id: string) => Promise<StoredFile | null>;

export interface UploaderOptions {
  /** Address of the events. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly readBlob: ReadBlob;
  /** Asked at each upload: ends it, because what is sent is to be forgotten. */
  readonly uploadSignal?: () => AbortSignal;
  /** One upload. Default 150 s, what our collector waits for a request. */
  readonly uploadTimeoutMs?: number;
}

/** What is known of a file for good: it is there, or it is not taken, and why. */
export interface Verdict {
  readonly refused?: string;
}

export interface Uploader {
  /** Brings a file there, once. Gives why the row has to wait; null when there is a verdict. */
  upload(id: string, visitor: string): Promise<SendOutcome | null>;
  verdictOf(id: string): Verdict | undefined;
}

/** So often a file is tried whose refusal may be a moment's (a deployment, memory just being moved to the disk). */
const MAX_DOUBTS = 3;

/**
 * Sends files to a collector, one request each: `PUT <path of the events, /events replaced by /attachments>/<id>` with
 * the bytes as body. Browsers ask beforehand by `OPTIONS`: the receiver must allow `PUT` and the headers
 * `content-type`, `x-helplet-name`, `x-helplet-visitor` and `x-helplet-sha256` by CORS. Proof is a 2xx with the file's
 * id and hash as JSON, or a 409 with its hash. 413, 415 and 422 refuse for good.
 */
export function createUploader(options: UploaderOptions): Uploader {
  const { fetch, clock, headers, readBlob, uploadSignal, uploadTimeoutMs = 150_000 } = options;
  const verdicts = new Map<string, Verdict>();
  const doubts = new Map<string, number>();
  const running = new Map<string, Promise<SendOutcome | null>>();

  const settle = (id: string, verdict: Verdict): null => {
    verdicts.set(id, verdict);
    return null;
  };
  /** Later, or for good if this was said before. */
  const doubt = (id: string, reason: string): SendOutcome | null => {
    const count = (doubts.get(id) ?? 0) + 1;
    doubts.set(id, count);
    return count < MAX_DOUBTS ? later(reason) : settle(id, { refused: reason });
  };

  const judge = (id: string, reply: Reply, sha256: string | undefined): SendOutcome | null => {
    const status = classifyStatus(reply);
    if (reply.kind === 'failed') return later(reply.reason);
    const body = parseJsonObject(reply.text);
    const isSame = sha256 !== undefined && body?.sha256 === sha256;
    if (status.kind === 'ok') {
      return body?.id === id && (isSame || sha256 === undefined) ? settle(id, {}) : later('no proof');
    }
    if (reply.status === 409) return settle(id, isSame ? {} : { refused: 'conflict' });
    const reason = codeOf(body) ?? `HTTP ${reply.status}`;
    if ([413, 415, 422].includes(reply.status)) return settle(id, { refused: reason });
    if (status.kind === 'retry' || (status.kind === 'paused' && status.reason === 'unauthorized')) return status;
    return doubt(id, reason);
  };

  const tryUpload = async (id: string, visitor: string): Promise<SendOutcome | null> => {
    const stop = new AbortController();
    const timeout = AbortSignal.timeout(uploadTimeoutMs);
    for (const end of [timeout, uploadSignal?.()]) {
      end?.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
    }
    try {
      const file = await readBlob(id);
      if (!file) return doubt(id, 'missing');
      const sha256 = await hashOf(file.data);
      const reply = await post({
        fetch: (url, init) => fetch(url, { ...init, method: 'PUT' }),
        clock,
        url: toUploadUrl(options.url, id),
        headers: {
          'content-type': file.type,
          'x-helplet-name': encodeURIComponent(file.name),
          'x-helplet-visitor': encodeURIComponent(visitor),
          ...(sha256 && { 'x-helplet-sha256': sha256 }),
          ...headers?.(),
        },
        body: file.data,
        signal: stop.signal,
        keepalive: false, // browsers allow it 64 KiB
      });
      return timeout.aborted && reply.kind === 'failed' ? doubt(id, 'too-slow') : judge(id, reply, sha256);
    } catch (error) {
      return later(toMessage(error));
    } finally {
      stop.abort();
    }
  };

  return {
    verdictOf: (id) => verdicts.get(id),
    upload(id, visitor) {
      if (verdicts.has(id)) return Promise.resolve(null);
      const known = running.get(id);
      if (known) return known;
      const started = tryUpload(id, visitor).finally(() => running.delete(id));
      running.set(id, started);
      return started;
    },
  };
}

/** The event itself has not been sent, so nothing of it can have arrived. */
function later(reason: string): SendOutcome {
  return { kind: 'retry', reason, isAmbiguous: false };
}

/** Query and all, since it may name the tenant. */
function toUploadUrl(url: string, id: string): string {
  const to = new URL(url);
  to.pathname = `${to.pathname.replace(/\/events\/?$|\/$/, '')}/attachments/${id}`;
  return to.href;
}

function codeOf(body: Readonly<Record<string, unknown>> | null): string | undefined {
  const error = body?.error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : undefined;
}

/** Lower-case hex; undefined on plain-http pages, where browsers have no `crypto.subtle`. */
async function hashOf(data: ArrayBuffer): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  const hash = await subtle?.digest('SHA-256', data);
  return hash && Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
