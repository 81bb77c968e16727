import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';

export interface HostFile {
  readonly body: string | Uint8Array;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HostRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A site of the test's own, on loopback, with the built widget under `/helplet/`. */
export interface Host {
  readonly url: string;
  /** Everything asked of it, in order. */
  readonly requests: HostRequest[];
  close(): Promise<void>;
}

export interface HostOptions {
  /** Files by path; a function answers by itself, or never. */
  readonly files: Readonly<Record<string, HostFile | ((request: HostRequest, response: ServerResponse) => void)>>;
  /** Content policy of every answer. Default: the strict one. */
  readonly csp?: string;
}

export const STRICT_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types helplet";

const DIST = resolve(import.meta.dirname, '../../../dist');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.hkb': 'application/octet-stream',
};

export async function startHost({ files, csp = STRICT_CSP }: HostOptions): Promise<Host> {
  const requests: HostRequest[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const path = new URL(incoming.url ?? '/', 'http://host').pathname;
    const request = { method: incoming.method ?? 'GET', path, body: await readBody(incoming) };
    requests.push(request);
    const file = files[path];
    if (typeof file === 'function') return file(request, response);
    const found = file ?? (path.startsWith('/helplet/') ? await readDist(path.slice('/helplet'.length)) : null);
    response.writeHead(found ? (found.status ?? 200) : 404, {
      'content-type': found?.type ?? TYPES[extname(path)] ?? 'text/html; charset=utf-8',
      'content-security-policy': csp,
      ...found?.headers,
    });
    response.end(found?.body ?? 'not found');
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page that holds nothing but the script tag with these attributes. */
export function pageWith(attributes: string, body = '<main><h1>A page</h1></main>'): HostFile {
  return {
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title><link rel="icon" href="/icon.svg"><script async src="/helplet/helplet.js" ${attributes}></script></head><body>${body}</body></html>`,
  };
}

async function readDist(path: string): Promise<HostFile | null> {
  const body = await readFile(join(DIST, path)).catch(() => null);
  return body && { body };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
