import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Schedule } from '../shared/clock.ts';
import { SupportError } from '../shared/errors.ts';
import type { CollectorEnv } from './create-collector.ts';

export interface StartServerOptions {
  readonly fetch: (request: Request, env: CollectorEnv) => Response | Promise<Response>;
  readonly host: string;
  /** The port wished for; a free one is taken when it is in use. 0: any. */
  readonly port: number;
  readonly schedule: Schedule;
  /** How long `stop` waits for requests under way. Default 10,000 ms. */
  readonly drainMs?: number;
}

export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Takes no new connection, lets the requests under way finish and resolves when the last one is answered. */
  stop(): Promise<void>;
}

/** A client that needs longer for its headers holds a connection for nothing. */
const HEADERS_TIMEOUT_MS = 30_000;
/** The same for all of a request: a file of 5 MB gets through at 35 kB a second. */
const REQUEST_TIMEOUT_MS = 150_000;

/**
 * Serves a fetch handler over HTTP.
 * @throws SupportError `listen` when neither the port nor a free one can be had
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { fetch, host, port, schedule, drainMs = 10_000 } = options;
  let isStopping = false;
  const listener = getRequestListener(
    // The adapter's bindings for HTTP/1.1 are the request and the response; CollectorEnv names the part we read.
    (request, env) => fetch(request, env as CollectorEnv),
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    (incoming, outgoing) => {
      if (isStopping) outgoing.setHeader('connection', 'close');
      // One that was under way when `stop` came was promised a connection that lives on: end it once it is answered.
      outgoing.once('close', () => isStopping && setImmediate(() => server.closeIdleConnections()));
      void listener(incoming, outgoing);
    },
  );
  const boundPort = await listen(server, host, port);
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost === '0.0.0.0' ? '127.0.0.1' : shownHost === '[::]' ? '[::1]' : shownHost}:${boundPort}`,
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        const cancel = schedule(() => server.closeAllConnections(), drainMs);
        server.close(() => {
          cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  const attempt = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => {
        server.off('error', reject);
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : wanted);
      });
    });
  try {
    return await attempt(port).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) return attempt(0);
      throw error;
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // what `listen` rejects with, by Node's docs
    throw new SupportError('listen', `Server: cannot listen on "${host}:${port}" (${code}); choose another host`);
  }
}
