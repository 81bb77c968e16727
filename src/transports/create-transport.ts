import type { Destination, Transport } from '../outbox/ports.ts';
import type { Clock } from '../shared/clock.ts';
import { SupportError } from '../shared/errors.ts';
import { createCollectorTransport } from './collector/create-collector-transport.ts';
import { createHttpTransport } from './http/create-http-transport.ts';
import type { Fetch } from './post.ts';

export interface TransportDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Further headers for a destination, asked for at each try, such as a token the site may renew. */
  readonly headersFor?: (dest: Destination) => Readonly<Record<string, string>>;
  /** For `http` destinations whose receiver allows the header by CORS. Default false. */
  readonly idempotencyHeader?: boolean;
}

/**
 * The transport for a destination.
 * @throws SupportError `unknown-adapter` when a later version saved a row for an adapter this one has not got
 */
export function createTransport(dest: Destination, deps: TransportDeps): Transport {
  const { fetch, clock, headersFor, idempotencyHeader = false } = deps;
  const common = { url: dest.url, fetch, clock, ...(headersFor ? { headers: () => headersFor(dest) } : {}) };
  switch (dest.adapter) {
    case 'collector':
      return createCollectorTransport(common);
    case 'http':
      return createHttpTransport({ ...common, idempotencyHeader });
    default: {
      const unknown: never = dest.adapter;
      throw new SupportError('unknown-adapter', `Transports: no adapter "${unknown}"; its rows are kept`);
    }
  }
}
