import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { buildIndex, encodeKnowledge } from '../../../src/knowledge/index.ts';
import type { Article } from '../../../src/schema/article.ts';
import type { EngineCallName, ReplyMessage } from '../../../src/worker/messages.ts';
import { launchBrowser } from '../../browser/support/browser.ts';
import { startHost } from '../../browser/support/host.ts';
import { readLines } from './sets.ts';

/**
 * What ships: the code of the search engine (gzip −9, minified, apart from the widget), and in Chromium, in the built
 * worker, the time from a compiled file's bytes to the first result. `npm run build` comes first.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: join(import.meta.dirname, '../../../../shared/data/search') } },
});
const ROUNDS = 7;
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

print('| code | gzip, bytes |\n|---|---|');
const own = (file: string, name: string): string =>
  `export { ${name} } from ${JSON.stringify(join(import.meta.dirname, '../../../src/knowledge', file))};`;
print(
  `| searching: stemmer, Chinese, typos, synonyms, confidence | ${await sizeOf(own('searcher.ts', 'createSearcher'))} |`,
);
print(
  `| searching and indexing, which reads Markdown | ${await sizeOf(own('searcher.ts', 'createSearcher') + own('build-index.ts', 'buildIndex'))} |`,
);
print(`| MiniSearch: no stemmer, no Chinese | ${await sizeOf('export { default } from "minisearch";')} |`);

if (existsSync(values.data)) await measureLoad();
else print(`no articles at ${values.data}; name their folder with --data`);

async function sizeOf(source: string): Promise<number> {
  const id = '\0entry';
  const plugin = {
    name: 'entry',
    resolveId: (name: string) => (name.endsWith('/entry') ? id : null),
    load: (name: string) => (name === id ? source : null),
  };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [plugin],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'entry', formats: ['es'] },
      rolldownOptions: { output: { minify: true, comments: { annotation: false } } },
    },
  });
  const outputs = [result].flat() as readonly Rolldown.RolldownOutput[]; // nothing is watched
  const code = outputs[0]?.output.map((file) => ('code' in file ? file.code : '')).join('') ?? '';
  return gzipSync(code, { level: 9 }).length;
}

async function measureLoad(): Promise<void> {
  const articles = readLines<Article>(join(values.data, 'scale-help-en', 'kb.jsonl'));
  const files = Object.fromEntries(
    [1_000, articles.length].map((count) => {
      const body = Buffer.from(encodeKnowledge(buildIndex(articles.slice(0, count))));
      return [`/${count}.hkb`, { body }];
    }),
  );
  const host = await startHost({ files: { '/': { body: '<!doctype html>' }, ...files }, csp: "default-src 'self'" });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(host.url);
  await page.evaluate('globalThis.__name = (named) => named'); // what the runner of this script writes into functions
  print('\n| in Chromium | from bytes to the first result, ms (median of 7) | next query |\n|---|---|---|');
  for (const address of Object.keys(files)) {
    const rounds: (readonly [number, number])[] = [];
    for (let left = ROUNDS; left > 0; left--) rounds.push(await page.evaluate(loadAndSearch, address));
    const median = (pick: (round: readonly [number, number]) => number): string =>
      (rounds.map(pick).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0).toFixed(1);
    print(`| ${address.slice(1)} | ${median(([first]) => first)} | ${median(([, next]) => next)} |`);
  }
  await browser.close();
  await host.close();
}

/** In the page, with the engine's own worker: ms to the first result, and for the next query. */
async function loadAndSearch(address: string): Promise<readonly [number, number]> {
  const bytes = await (await fetch(address)).arrayBuffer();
  const worker = new Worker('/helplet/worker.js', { type: 'module' });
  const next = () =>
    new Promise<ReplyMessage>((resolve) =>
      worker.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
  await next(); // it is ready
  const call = async (name: EngineCallName, argument: unknown, transfer: Transferable[] = []) => {
    const reply = next();
    worker.postMessage({ id: 1, call: name, args: [argument] }, transfer);
    const { kind } = await reply;
    if (kind !== 'result') throw new Error(`${name} failed`);
  };
  const start = performance.now();
  await call('load', new Uint8Array(bytes), [bytes]);
  await call('search', { text: 'reset my password', lang: 'en', limit: 8 });
  const first = performance.now();
  await call('search', { text: 'how do I change my plan', lang: 'en', limit: 8 });
  const end = performance.now();
  worker.terminate();
  return [first - start, end - first];
}
