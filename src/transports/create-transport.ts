import type { Destination, Transport } from '../outbox/ports.ts';
import type { Clock } from '../shared/clock.ts';
import { SupportError } from '../shared/errors.ts';
import type { Fetch } from './post.ts';

export interface TransportDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Further headers, asked for at each try, such as a token the site may renew. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** For `http` destinations whose receiver allows the header by CORS. Default false. */
  readonly idempotencyHeader?: boolean;
}

/**
 * The transport for a destination. Each adapter is a chunk of its own, fetched with its first row.
 * @throws SupportError `unknown-adapter` when a later version saved a row for an adapter this one has not got
 */
export async function createTransport({ adapter, url }: Destination, deps: TransportDeps): Promise<Transport> {
  switch (adapter) {
    case 'collector':
      return (await import('./collector/create-collector-transport.ts')).createCollectorTransport({ url, ...deps });
    case 'http':
      return (await import('./http/create-http-transport.ts')).createHttpTransport({ url, ...deps });
    default: {
      const unknown: never = adapter;
      throw new SupportError('unknown-adapter', `Transports: no adapter "${unknown}"; its rows are kept`);
    }
  }
}
