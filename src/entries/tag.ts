import type { CheckedFiles, CoreModule, LaterFiles } from '../loader/core-contract.ts';
import { createPageApi } from '../loader/create-page-api.ts';
import type { LoadChunk } from '../loader/load-with-retries.ts';
import { readScript } from '../loader/read-script.ts';
import { startLoader } from '../loader/start-loader.ts';

/** Written in by the build, which builds this entry last. */
declare const __HELPLET_VERSION__: string;
/** `core`, and after it what it imports. */
declare const __HELPLET_FIRST_CHUNKS__: CheckedFiles & { readonly 0: CheckedFiles[number] };

/** What stands in our place before us: the page's queue of calls, or another copy of this script. */
interface EarlyGlobal {
  readonly q: Iterable<Iterable<unknown> & ArrayLike<unknown>>; // `arguments` objects
  readonly ready: unknown;
}

/** The script tag: everything after it happens on the visitor's first touch. */
async function main(): Promise<void> {
  // An SVG script has no `src`, so it counts as an inlined one.
  const script = readScript(Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null);
  const page = window as unknown as { helplet?: unknown }; // a global we share with the page
  const previous = page.helplet;
  // An element of the page can have our name, too.
  const { ready, q: queue = [] } = (typeof previous === 'function' ? previous : {}) as Partial<EarlyGlobal>;
  if (ready) return warn('on this page twice');
  if (!script) return warn('needs a classic script with src');
  const { baseUrl, raw } = script;
  const api = createPageApi({
    raw,
    warn,
    start: (config, emit, warn) =>
      startLoader({
        raw: config,
        emit,
        warn,
        baseUrl,
        version: __HELPLET_VERSION__,
        files: laterFiles(`${baseUrl}chunks/`, 'integrity' in config),
      }),
  });
  page.helplet = api;
  // What the page queued: its listeners want to hear `ready`, anything else needs the widget started; once, because
  // the page may have queued a `shutdown` as well.
  let start: () => Promise<void> = api.boot;
  for (const call of queue) {
    if (!/^(b|u|on)/.test(String(call[0]))) {
      await start();
      start = api.ready;
    }
    (api as (...args: unknown[]) => unknown)(...call);
  }
  await start();
}

/** @param isChecked whether each file is held to its hash: an import cannot be, but a preload of it can */
function laterFiles(folder: string, isChecked: boolean): LaterFiles {
  /** Firefox remembers a failed import for its address, so the next try has another one. */
  const file = <Module>(name: string): LoadChunk<Module> => {
    let failures = 0;
    return () =>
      import(/* @vite-ignore */ `${folder}${name}${failures ? `?retry=${failures}` : ''}`).catch((error) => {
        if (!isChecked) failures++;
        throw error;
      });
  };
  const check = async (files: CheckedFiles) =>
    isChecked &&
    Promise.all(
      files.map(
        ([name, integrity]) =>
          new Promise((onload, onerror) => {
            const link = document.createElement('link');
            Object.assign(link, { rel: 'modulepreload', href: folder + name, integrity, onload, onerror });
            document.head.append(link);
          }),
      ),
    );
  const first = __HELPLET_FIRST_CHUNKS__;
  const core = file<CoreModule>(first[0][0]);
  return {
    core: async () => {
      await check(first);
      return core();
    },
    file,
    check,
  };
}

function warn(message: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the console is where a site's developer looks
  console.warn(`Helplet: ${message}`);
}

main().catch(warn);
