import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedFile {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Uint8Array;
}

/** `hang`: never answers. `drop`: breaks the connection off. */
export type FileAnswer =
  | 'hang'
  | 'drop'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

export interface FileServer {
  /** Address of the events. */
  readonly url: string;
  /** In the order of arrival. */
  readonly requests: ReceivedFile[];
}

/** A real HTTP server that answers as told; it ends with the test. */
export async function startFileServer(answer: (request: ReceivedFile) => FileAnswer): Promise<FileServer> {
  const requests: ReceivedFile[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, bytes: new Uint8Array(Buffer.concat(chunks)) };
    requests.push(request);
    const given = answer(request);
    if (given === 'hang') return;
    if (given === 'drop') return void response.destroy();
    response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
    response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`, requests };
}
