/**
 * What the general model adds to a site's own one: `npx tsx test/bench/language/with-prior.ts --data FOLDER --models
 * FOLDER [--shots 5]`, FOLDER holding train.jsonl and test.jsonl, the models trained without these rows
 * (`train:models --exclude`). One line a weight: accuracy in scope on the test rows, mean of three draws.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readLabelled } from '../../../src/cli/read-labelled.ts';
import { OUT_OF_SCOPE, trainIntent } from '../../../src/language/intent/index.ts';
import { countPrior, hearPrior } from '../../../src/language/intent/prior.ts';
import { toShare } from '../../../src/language/measure/interval.ts';
import { createPlainRun, decodeModel, findHead } from '../../../src/language/model/index.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, models: { type: 'string' }, shots: { type: 'string', default: '5' } },
});
const { data, models } = values;
if (data === undefined || models === undefined) throw new Error('--data or --models is missing');
const read = (name: string) =>
  readLabelled(readFileSync(join(data, name), 'utf8')).filter(({ label }) => label !== OUT_OF_SCOPE);
const general = decodeModel(readFileSync(join(models, 'intent.hlm')));
const runGeneral = createPlainRun(general);
const generalLabels = findHead(general, 'intent')?.labels ?? [];
const ask = (text: string) => runGeneral(text)[0] ?? new Float32Array();
const train = read('train.jsonl');
const test = read('test.jsonl').map((row) => ({ ...row, opinion: ask(row.text) }));
const WEIGHTS = [0, 0.15, 0.3, 0.5, 0.75, 1];
const hits = WEIGHTS.map(() => 0);
const DRAWS = 3;

for (let draw = 1; draw <= DRAWS; draw++) {
  const random = createSeededRandom(draw);
  const counts = new Map<string, number>();
  const chosen = train
    .map((row) => ({ row, place: random() }))
    .sort((a, b) => a.place - b.place)
    .filter(({ row: { label } }) => {
      const count = counts.get(label) ?? 0;
      counts.set(label, count + 1);
      return count < Number(values.shots);
    })
    .map(({ row: { text, label } }) => ({ text, label, isValidation: false }));
  const { model } = trainIntent(chosen, { seed: draw, maxKb: 300, isQuick: true, origin: {} });
  const labels = findHead(model, 'intent')?.labels ?? [];
  const opinions = chosen.map(({ text }) => ask(text));
  const classes = chosen.map(({ label }) => labels.indexOf(label));
  const ratios = countPrior(generalLabels, labels, opinions, classes);
  const run = createPlainRun(model);
  for (const { text, label, opinion } of test) {
    const own = run(text)[0] ?? new Float32Array();
    for (const [index, weight] of WEIGHTS.entries()) {
      const heard = hearPrior(own, opinion, { labels: generalLabels, ratios, weight });
      if (labels[heard.indexOf(Math.max(...heard))] === label) hits[index] = (hits[index] ?? 0) + 1;
    }
  }
}
for (const [index, weight] of WEIGHTS.entries()) {
  const accuracy = toShare(Math.round((hits[index] ?? 0) / DRAWS), test.length);
  process.stdout.write(`${JSON.stringify({ shots: Number(values.shots), weight, accuracy })}\n`);
}
