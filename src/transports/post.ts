import type { Clock } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import { parseRetryAfter } from './retry-after.ts';

/** `fetch`, passed in: a browser gives the one it had before the host page could replace it. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface PostOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ArrayBuffer;
  readonly signal: AbortSignal;
  readonly keepalive: boolean;
}

/** What a receiver answered, read to its end, or why nothing came. */
export type Reply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** Media type without parameters, lower case; empty when there is none. */
      readonly mediaType: string;
      readonly text: string;
      /** How long the receiver asks to wait, ms. */
      readonly afterMs?: number;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Posts a body and reads the whole answer. Never throws, and ends when `signal` does even if `fetch` does not heed it.
 * Sends no cookies, follows no redirect (which could turn a POST into a GET) and tells only the page's origin.
 */
export async function post(options: PostOptions): Promise<Reply> {
  try {
    return await tryPost(options, options.keepalive);
  } catch (error) {
    // All keepalive requests of a page share 64 KiB (Fetch §4.5); past that they fail at once, but plain ones do not.
    if (!options.keepalive || options.signal.aborted) return { kind: 'failed', reason: toMessage(error) };
  }
  try {
    return await tryPost(options, false);
  } catch (error) {
    return { kind: 'failed', reason: toMessage(error) };
  }
}

async function tryPost({ fetch, clock, url, headers, body, signal }: PostOptions, keepalive: boolean): Promise<Reply> {
  const response = await orAborted(
    signal,
    fetch(url, {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'strict-origin',
      redirect: 'error',
      headers,
      body,
      signal,
      keepalive,
    }),
  );
  const text = await orAborted(signal, response.text());
  const { headers: replied } = response;
  const afterMs = parseRetryAfter(replied.get('retry-after'), replied.get('date'), clock());
  return {
    kind: 'reply',
    status: response.status,
    mediaType: (replied.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase(),
    text,
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

function orAborted<Value>(signal: AbortSignal, task: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    Promise.resolve(task)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
