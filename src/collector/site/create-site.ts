import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { findStaticFile, type StaticFile } from './static-files.ts';

/** The policy of the demo shop: the strictest one Helplet is promised to work under. */
export const DEMO_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types helplet";

/** The policy of the console. */
export const CONSOLE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const IMMUTABLE = 'public, max-age=31536000, immutable';

export interface SiteOptions {
  /** Helplet's built files, absolute; the console's are in `console` below it. */
  readonly distFolder: string;
  /** The demo shop, if it is to be served, with the knowledge base its pages ask for at `/kb.hkb`. */
  readonly demo?: { readonly folder: string; readonly knowledge: Uint8Array<ArrayBuffer> };
}

/** Gives the built widget below `/helplet/`, the console below `/console/` and, if wished, the demo shop everywhere else. */
export function createSite(options: SiteOptions): (request: Request) => Promise<Response> {
  const { distFolder, demo } = options;
  const release = `/helplet/${packageJson.version}/`;
  const demoHeaders = demo ? { 'content-security-policy': DEMO_CSP } : {};
  // The widget's files may be loaded by a shop on another origin, with `integrity` too.
  const widgetHeaders = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    ...demoHeaders,
  };

  const answerAt = async (path: string, request: Request): Promise<Response> => {
    if (path === '/console') return redirect('console/', request);
    if (path.startsWith('/console/')) {
      const file = await findStaticFile(join(distFolder, 'console'), path.slice('/console'.length));
      return fileReply(file, request, { 'content-security-policy': CONSOLE_CSP, 'referrer-policy': 'no-referrer' });
    }
    // A version's files never change: they can be kept for good.
    if (path.startsWith(release)) {
      const file = await findStaticFile(distFolder, path.slice(release.length - 1));
      return fileReply(file, request, { ...widgetHeaders, ...(file && { 'cache-control': IMMUTABLE }) });
    }
    if (path.startsWith('/helplet/')) {
      return fileReply(await findStaticFile(distFolder, path.slice('/helplet'.length)), request, widgetHeaders);
    }
    if (!demo && path === '/') return redirect('console/', request);
    if (!demo) return fileReply(null, request, {});
    if (path === '/kb.hkb') {
      const file = { bytes: demo.knowledge, contentType: 'application/octet-stream', tag: '"kb"' };
      return fileReply(file, request, { ...demoHeaders, 'cache-control': 'no-store' });
    }
    const file = await findStaticFile(demo.folder, path);
    if (file) return fileReply(file, request, demoHeaders);
    const page = await findStaticFile(demo.folder, '/404.html');
    return fileReply(page, request, demoHeaders, 404);
  };

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    return answerAt(new URL(request.url).pathname, request);
  };
}

function fileReply(
  file: StaticFile | null,
  request: Request,
  extra: Readonly<Record<string, string>>,
  status = file ? 200 : 404,
): Response {
  const headers: Record<string, string> = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
  if (!file) {
    Object.assign(headers, { 'content-type': 'text/plain; charset=utf-8' }, extra);
    return new Response(request.method === 'HEAD' ? null : 'Not found\n', { status: 404, headers });
  }
  Object.assign(headers, { 'content-type': file.contentType, etag: file.tag }, extra);
  if (status === 200 && request.headers.get('if-none-match') === file.tag) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : file.bytes, { status, headers });
}

function redirect(target: string, request: Request): Response {
  return new Response(null, { status: 308, headers: { location: new URL(target, request.url).pathname } });
}
