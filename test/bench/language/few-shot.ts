/**
 * Accuracy from a few messages a label: `npx tsx test/bench/language/few-shot.ts --data FOLDER [--shots 10] [--draws 5]
 * [--models FOLDER]`, FOLDER holding train.jsonl and test.jsonl. First the first rows of each label in file order, then seeded draws;
 * one line each, and their mean.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabelled } from '../../../src/cli/read-labelled.ts';
import { createIntentReader, OUT_OF_SCOPE, trainIntent } from '../../../src/language/intent/index.ts';
import { toShare } from '../../../src/language/measure/interval.ts';
import { decodeModel } from '../../../src/language/model/index.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    shots: { type: 'string', default: '10' },
    draws: { type: 'string', default: '5' },
    models: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
if (values.data === undefined) throw new Error('--data is missing');
const folder = values.data;
const general = values.models === undefined ? undefined : decodeModel(readFileSync(join(values.models, 'intent.hlm')));
const heard = general ? { general } : {};
const read = (name: string) =>
  readLabelled(readFileSync(join(folder, name), 'utf8')).filter(({ label }) => label !== OUT_OF_SCOPE);
const train = read('train.jsonl');
const test = read('test.jsonl');
const shots = Number(values.shots);
const results: number[] = [];

for (let draw = 0; draw <= Number(values.draws); draw++) {
  const random = createSeededRandom(draw);
  const order = draw === 0 ? train : train.map((row) => ({ row, place: random() })).sort((a, b) => a.place - b.place);
  const counts = new Map<string, number>();
  const chosen = order
    .map((entry) => ('row' in entry ? entry.row : entry))
    .filter(({ label }) => {
      const count = counts.get(label) ?? 0;
      counts.set(label, count + 1);
      return count < shots;
    });
  const rows = chosen.map(({ text, label }) => ({ text, label, isValidation: false }));
  const started = performance.now();
  const { model } = trainIntent(rows, { seed: draw + 1, maxKb: 300, isQuick: values.quick, origin: {}, ...heard });
  const seconds = Number(((performance.now() - started) / 1_000).toFixed(2));
  const reader = createIntentReader(model, heard);
  const hits = test.filter(({ text, label }) => {
    const { intent, alternatives } = reader(text);
    return (intent.label === OUT_OF_SCOPE ? alternatives[0]?.label : intent.label) === label;
  }).length;
  results.push(hits / test.length);
  const name = draw === 0 ? 'first rows' : `draw ${draw}`;
  process.stdout.write(
    `${JSON.stringify({ name, rows: rows.length, seconds, accuracy: toShare(hits, test.length) })}\n`,
  );
}
const mean = results.reduce((sum, value) => sum + value, 0) / results.length;
process.stdout.write(`${JSON.stringify({ name: 'mean', value: mean })}\n`);
