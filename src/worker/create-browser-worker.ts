/** The part of Trusted Types we use; TypeScript's DOM library does not have it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): URL;
  };
}

export interface BrowserWorkerOptions {
  /** Where Helplet's files lie, ending in `/`; null where only a bundler knows. */
  readonly baseUrl: string | null;
  /** The site's `data-worker`: an address, or `blob`. */
  readonly worker: string | undefined;
  /** What relative addresses are read against. */
  readonly pageUrl: string;
  /** The page's origin, which workers must share: `<base>` can lie elsewhere. Default: that of `pageUrl`. */
  readonly origin?: string;
}

// Policies cannot be made twice under one name, and live as long as the page.
let policy: ReturnType<TrustedTypes['createPolicy']> | null = null;
const allowed = new Set<string>();

/**
 * Makes the engine's worker, or gives null where the page allows none without a violation of its policy: a file the
 * site names, else the file beside the loader when it is of the page's origin, else a blob where the site asks for it.
 */
export function createBrowserWorker(options: BrowserWorkerOptions): Worker | null {
  const { baseUrl, worker, pageUrl, origin = new URL(pageUrl).origin } = options;
  const own = baseUrl ? new URL('worker.js', baseUrl).href : null;
  if (worker === 'blob' && own) return createBlobWorker(own);
  const url = worker && worker !== 'blob' ? new URL(worker, pageUrl).href : own;
  if (!url || new URL(url).origin !== origin) return null;
  return new Worker(toTrusted(url), { type: 'module', name: 'helplet' });
}

function createBlobWorker(url: string): Worker {
  const blob = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' }));
  const worker = new Worker(toTrusted(blob), { type: 'module', name: 'helplet' });
  worker.addEventListener('message', () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}

/**
 * One policy a page, named `helplet`, made just before the first worker. It lets through only what `allowed` holds,
 * so that nobody else on the page can use it.
 */
function toTrusted(url: string): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }; // absent in Firefox and Safari
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('helplet', {
    createScriptURL(candidate) {
      if (allowed.has(candidate)) return candidate;
      throw new TypeError('Helplet: only its own worker may be loaded');
    },
  });
  allowed.add(url);
  return policy.createScriptURL(url);
}
