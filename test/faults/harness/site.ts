import type { ServerResponse } from 'node:http';
import { type Host, type HostRequest, startHost } from '../../browser/support/host.ts';

/** Any port of this machine, so that each run can have a proxy of its own. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' http://127.0.0.1:*; worker-src 'self'; " +
  "img-src 'self'; require-trusted-types-for 'script'; trusted-types helplet";

/** Reads the configuration from the address and writes down what the widget says, before anything else runs. */
const BOOT = `
const { config, lang } = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}');
if (lang) document.documentElement.lang = lang;
window.helplet ||= function () { (helplet.q ||= []).push(arguments) };
window.said = [];
for (const name of ['ticket:queued', 'ticket:sent', 'ticket:failed'])
  helplet('on', name, (payload) => {
    const one = { name, ...payload };
    said.push(one);
    window.report?.(JSON.stringify(one));
  });
if (config) helplet('boot', config);
`;

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A shop</title><link rel="icon" href="/icon.svg">
<script src="/boot.js"></script><script async src="/helplet/helplet.js"></script></head>
<body><main><h1>A shop</h1></main></body></html>`;

/** A strict site with the built widget; each visit brings its configuration along. */
export interface Site {
  /** Address of the page that starts the widget with this configuration; `lang` is the page's language. */
  page(config: Readonly<Record<string, unknown>>, lang?: string): string;
  /** A page of the same origin without the widget, to look at what is stored. */
  readonly bare: string;
  readonly requests: Host['requests'];
  /**
   * A page that asks for `/hold` by a synchronous request stands still until it is answered. Resolves when one asks;
   * the function it gives lets the page go on. Killed instead, it stops for good just there.
   */
  held(): Promise<() => void>;
  close(): Promise<void>;
}

/** @param files further files, such as a page of a fault's own */
export async function startSite(files: Parameters<typeof startHost>[0]['files'] = {}): Promise<Site> {
  let tell: ((release: () => void) => void) | null = null;
  const hold = (_request: HostRequest, response: ServerResponse) => {
    const release = () => void response.writeHead(204).end();
    if (tell) tell(release);
    else release();
    tell = null;
  };
  const host = await startHost({
    csp: CSP,
    files: {
      '/': { body: PAGE },
      '/bare': { body: '<!doctype html><title>Bare</title><link rel="icon" href="/icon.svg">' },
      '/boot.js': { body: BOOT },
      '/hold': hold,
      '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
      ...files,
    },
  });
  return {
    page: (config, lang) => `${host.url}/#${encodeURIComponent(JSON.stringify({ config, lang }))}`,
    bare: `${host.url}/bare`,
    requests: host.requests,
    held: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    close: host.close,
  };
}
