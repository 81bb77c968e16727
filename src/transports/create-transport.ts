import type { Destination, Transport } from '../outbox/ports.ts';
import type { Clock } from '../shared/clock.ts';
import { SupportError } from '../shared/errors.ts';
import type { ReadBlob } from './collector/create-uploader.ts';
import type { Fetch } from './post.ts';

export interface TransportDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Further headers, asked for at each try, such as a token the site may renew. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** For `http` destinations whose receiver allows the header by CORS. Default false. */
  readonly idempotencyHeader?: boolean;
  /** Reads the files of requests. Without it none are sent. */
  readonly readBlob?: ReadBlob;
  /** Asked at each upload of a file: ends it when what is sent is to be forgotten. */
  readonly uploadSignal?: () => AbortSignal;
}

/**
 * The transport for a destination. Each adapter is a chunk of its own, fetched with its first row.
 * @throws SupportError `unknown-adapter` when a later version saved a row for an adapter this one has not got
 */
export async function createTransport({ adapter, url }: Destination, deps: TransportDeps): Promise<Transport> {
  switch (adapter) {
    case 'collector': {
      const { createCollectorTransport } = await import('./collector/create-collector-transport.ts');
      return withFiles(createCollectorTransport({ url, ...deps }), { url, ...deps });
    }
    case 'http':
      return (await import('./http/create-http-transport.ts')).createHttpTransport({ url, ...deps });
    default: {
      const unknown: never = adapter;
      throw new SupportError('unknown-adapter', `Transports: no adapter "${unknown}"; its rows are kept`);
    }
  }
}

/** Fetches the code for files with the first request that has some. */
function withFiles(events: Transport, { readBlob, ...options }: TransportDeps & { readonly url: string }): Transport {
  if (!readBlob) return events;
  let files: Transport | undefined;
  return {
    ...events,
    async send(rows, sending) {
      if (!rows.some(({ event }) => event.data.attachments)) return events.send(rows, sending);
      const { withAttachments } = await import('./collector/with-attachments.ts');
      files ??= withAttachments(events, { ...options, readBlob });
      return files.send(rows, sending);
    },
  };
}
