/**
 * Milliseconds a message takes with the shipped intents, one at a time, in plain code:
 * `npx tsx test/bench/language/speed.ts --data FILE`, FILE with {"text"} lines.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readLabelled } from '../../../src/cli/read-labelled.ts';
import { createIntentReader } from '../../../src/language/intent/index.ts';
import { decodeModel } from '../../../src/language/model/index.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data is missing');
const texts = readLabelled(readFileSync(values.data, 'utf8')).map(({ text }) => text);
const file = new URL('../../../src/language/weights/intent.hlm', import.meta.url);
const started = performance.now();
const read = createIntentReader(decodeModel(readFileSync(file)));
const loadMs = performance.now() - started;
const times = texts.map((text) => {
  const start = performance.now();
  read(text);
  return performance.now() - start;
});
times.sort((a, b) => a - b);
const at = (share: number) => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(3));
const report = { n: times.length, loadMs: Number(loadMs.toFixed(1)), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
process.stdout.write(`${JSON.stringify(report)}\n`);
