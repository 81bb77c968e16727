import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineCallName, ReplyMessage } from '../../../src/worker/messages.ts';
import { launchBrowser } from '../../browser/support/browser.ts';
import { startHost } from '../../browser/support/host.ts';

/**
 * What reading a message costs where visitors do it: in Chromium, in the built worker, everything the models say of it, one
 * message at a time, there and back. Messages: our own corpus, each once, after fifty to warm up.
 * `npm run build`, then `npx tsx test/bench/language/measure-shipped.ts`.
 */
const WARM_UP = 50;
const ROOT = join(import.meta.dirname, '../../..');
const corpus = join(ROOT, 'src/language/corpus');
const texts = readdirSync(corpus)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(corpus, name), 'utf8').trim().split('\n'))
  .map((line) => (JSON.parse(line) as { readonly text: string }).text); // our own file
const code = readdirSync(join(ROOT, 'dist/chunks')).find((name) => /^language-.*\.js$/.test(name));
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const host = await startHost({ files: { '/': { body: '<!doctype html>' } }, csp: "default-src 'self'" });
const browser = await launchBrowser();
const page = await browser.newPage();
await page.goto(host.url);
await page.evaluate('globalThis.__name = (named) => named'); // what the runner of this script writes into functions
const { loadMs, times } = await page.evaluate(readAll, { texts, code: `${host.url}/helplet/chunks/${code}` });
await browser.close();
await host.close();

const measured = times.slice(WARM_UP).sort((a, b) => a - b);
const at = (share: number): string => (measured[Math.floor(share * measured.length)] ?? 0).toFixed(2);
print('| in Chromium, ms | n | p50 | p95 | p99 | the first, models ready | loading models and their code |');
print('|---|---|---|---|---|---|---|');
const first = (times[0] ?? 0).toFixed(1);
print(
  `| one message, everything | ${measured.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${first} | ${loadMs.toFixed(0)} |`,
);

/** In the page, with the engine's own worker: ms of each message, and of getting ready. */
async function readAll(given: { readonly texts: readonly string[]; readonly code: string }) {
  const fetchBytes = async (name: string) =>
    new Uint8Array(await (await fetch(`/helplet/models/${name}.hlm`)).arrayBuffer());
  const worker = new Worker('/helplet/worker.js', { type: 'module' });
  const next = () =>
    new Promise<ReplyMessage>((resolve) =>
      worker.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
  await next(); // it is ready
  const call = async (name: EngineCallName, argument: unknown) => {
    const reply = next();
    worker.postMessage({ id: 1, call: name, args: [argument] });
    const answer = await reply;
    if (answer.kind !== 'result' || (name === 'understand' && !answer.value)) throw new Error(`${name} failed`);
  };
  const [intent, mood] = await Promise.all([fetchBytes('intent'), fetchBytes('mood')]);
  const start = performance.now();
  await call('loadModels', { code: given.code, intent, mood });
  const loadMs = performance.now() - start;
  const times: number[] = [];
  for (const text of given.texts) {
    const before = performance.now();
    await call('understand', text);
    times.push(performance.now() - before);
  }
  worker.terminate();
  return { loadMs, times };
}
