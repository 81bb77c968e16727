import { createPageApi } from '../loader/create-page-api.ts';
import type { LoadChunk } from '../loader/load-with-retries.ts';
import { readScript } from '../loader/read-script.ts';
import { startLoader } from '../loader/start-loader.ts';

/** Written in by the build, which builds this entry last. */
declare const __HELPLET_VERSION__: string;
declare const __HELPLET_CHUNKS__: Readonly<Record<'core' | 'panel' | 'views' | 'engine', string>>;

/** The script tag: everything after it happens on the visitor's first touch. */
function main(): void {
  const script = readScript(document.currentScript);
  const page = window as unknown as { helplet?: unknown }; // a global we share with the page
  const previous = page.helplet;
  if (typeof previous === 'function' && 'ready' in previous) {
    warn('the script is on this page twice');
    return;
  }
  const queue = typeof previous === 'function' && 'q' in previous && Array.isArray(previous.q) ? previous.q : [];
  if (!script) {
    warn('use a classic <script async src="…/helplet.js">, neither inlined nor type="module"');
    return;
  }
  const importer = chunkImporter(script.baseUrl);
  const api = createPageApi({
    raw: script.raw,
    warn,
    start: (raw, emit) =>
      startLoader({
        raw,
        emit,
        warn,
        baseUrl: script.baseUrl,
        version: __HELPLET_VERSION__,
        files: {
          core: importer(__HELPLET_CHUNKS__.core),
          panel: importer(__HELPLET_CHUNKS__.panel),
          views: importer(__HELPLET_CHUNKS__.views),
          engine: importer(__HELPLET_CHUNKS__.engine),
        },
      }),
  });
  page.helplet = api;
  // What the page queued comes first: its own `boot` brings configuration, its listeners want to hear `ready`.
  for (const call of queue) (api as (...args: unknown[]) => unknown)(...Array.from(call as ArrayLike<unknown>)); // `arguments` objects
  void api.boot();
}

/** Firefox remembers a failed import for its address, so the next try has another one. */
function chunkImporter(baseUrl: string) {
  return <Module>(file: string): LoadChunk<Module> => {
    let failures = 0;
    return () =>
      import(/* @vite-ignore */ `${baseUrl}chunks/${file}.js${failures ? `?retry=${failures}` : ''}`).catch((error) => {
        failures++;
        throw error;
      });
  };
}

function warn(message: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is where a site's developer looks
  console.warn(`Helplet: ${message}`);
}

try {
  main();
} catch (error) {
  warn(`could not start (${error})`);
}
