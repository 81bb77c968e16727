/**
 * Trains a model on each public set as a site would and measures it on the set's test rows: `npx tsx
 * test/bench/language/sets.ts --data FOLDER [--only clinc150,banking77]`, FOLDER holding a folder a set. One line a set.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCli } from '../../../src/cli/main.ts';

/** Sets and what is asked of them beside the defaults. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  clinc150: ['--max-kb', '300'],
  banking77: ['--max-kb', '200'],
  hwu64: [],
  'hint3-curekart': [],
  'hint3-sofmattress': [],
  'hint3-powerplay11': [],
};

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, models: { type: 'string' } },
});
if (values.data === undefined) throw new Error('--data is missing');
const models = values.models === undefined ? [] : ['--models', values.models];
const names = values.only?.split(',') ?? Object.keys(SETS);

async function helplet(args: readonly string[]): Promise<unknown> {
  let out = '';
  const code = await runCli(args, {
    readStdin: async () => '',
    out: (text) => {
      out += text;
    },
    err: (text) => process.stderr.write(text),
  });
  if (code !== 0) throw new Error(`helplet ${args.join(' ')}: exit code ${code}`);
  return JSON.parse(out);
}

for (const name of names) {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-bench-'));
  const files = ['train', 'val'].map((part) => join(values.data ?? '', name, `${part}.jsonl`)).filter(existsSync);
  const train = join(folder, 'data.jsonl');
  writeFileSync(train, files.map((file) => `${readFileSync(file, 'utf8').trim()}\n`).join(''));
  const flags = SETS[name] ?? [];
  const trained = await helplet(['train', 'intent', '--data', train, '--out', folder, ...flags, ...models]);
  const test = join(values.data, name, 'test.jsonl');
  const metrics = await helplet(['eval', 'intent', '--data', test, '--intent-model', folder, ...models]);
  process.stdout.write(`${JSON.stringify({ set: name, flags, trained, metrics })}\n`);
  rmSync(folder, { recursive: true });
}
