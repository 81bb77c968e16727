import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Host, type HostFile, type HostOptions, STRICT_CSP, startHost } from './host.ts';
import type { Service } from './service.ts';

const PAGES = resolve(import.meta.dirname, '../pages');
const DIST = resolve(import.meta.dirname, '../../../dist');
const ARTICLES = [
  { id: 'hours', title: 'Opening hours', body: 'We are open from nine to five, Monday to Friday.' },
  { id: 'returns', title: 'Returns', body: 'Send it back within thirty days.' },
];
const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

export interface HostPagesOptions {
  readonly service: Service;
  /** Further files by path, or others in place of those here. */
  readonly files?: HostOptions['files'];
  /** Origin of another host: what `{{cdn}}` stands for in the pages, which may take scripts from there. */
  readonly cdn?: string;
}

/**
 * Serves `test/browser/pages/` under `/pages/`, with a knowledge base, and the collector of `service` as the endpoint.
 * In the pages `{{origin}}`, `{{endpoint}}`, `{{cdn}}` and, for those without a policy in a header, `{{csp}}` are
 * filled in.
 */
export async function startHostPages({ service, files = {}, cdn = '' }: HostPagesOptions): Promise<Host> {
  const csp = STRICT_CSP.replace("connect-src 'self'", `connect-src 'self' ${service.url}`).replace(
    "script-src 'self'",
    `script-src 'self' ${cdn}`,
  );
  const all: Record<string, HostOptions['files'][string]> = {
    '/kb.json': { body: JSON.stringify(ARTICLES), headers: ANY_ORIGIN },
    '/favicon.ico': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
  };
  const host = await startHost({ csp, files: all });
  const values: Readonly<Record<string, string>> = { origin: host.url, endpoint: `${service.url}/v1/events`, cdn, csp };
  for (const name of readdirSync(PAGES)) {
    const text = readFileSync(join(PAGES, name), 'utf8');
    const body = text.replace(/\{\{(\w+)\}\}/g, (_, field: string) => values[field] ?? '');
    const hasOwnPolicy = /http-equiv="Content-Security-Policy"|data-policy="none"/.test(body);
    all[`/pages/${name}`] = { body, ...(hasOwnPolicy && { headers: { 'content-security-policy': '' } }) };
  }
  Object.assign(all, files);
  return host;
}

/** The files of a build, by path under `prefix`, for pages of any origin. */
export function builtFiles(prefix: string, folder = DIST): Record<string, HostFile> {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|json|hlm)$/.test(file),
  );
  const byPath = found.map((file) => [
    `${prefix}${file.replaceAll('\\', '/')}`,
    { body: readFileSync(join(folder, file)), headers: ANY_ORIGIN },
  ]);
  return Object.fromEntries(byPath);
}
