import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestServer {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  close(): Promise<void>;
}

export type Respond = (request: ReceivedRequest, response: ServerResponse) => void;

/** A real HTTP server on a free port of this machine. */
export async function startServer(respond: Respond): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const request = { method: incoming.method ?? '', headers: incoming.headers, body };
    requests.push(request);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
  return {
    url: `http://127.0.0.1:${port}/v1/events`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with a status, a body and a content type. */
export function reply(
  status: number,
  body = '',
  type = 'application/json',
  headers: Readonly<Record<string, string>> = {},
): Respond {
  return (_, response) => {
    response.writeHead(status, { ...(body ? { 'content-type': type } : {}), ...headers });
    response.end(body);
  };
}
