import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeModel, type LanguageModel } from '../../language/model/index.ts';
import { MOOD_FILE } from '../../language/sentiment/index.ts';
import { toMessage } from '../../shared/errors.ts';
import { UsageError } from '../command.ts';
import { parseOptions, toWholeNumber } from '../parse-options.ts';
import { matchesAny } from './matches-any.ts';
import { trainMoodModel } from './train-mood-model.ts';
import type { TrainingPlan } from './training-plan.ts';

/** The shipped models by file name, and what trains each. */
const MODELS: Readonly<Record<string, (plan: TrainingPlan) => Promise<LanguageModel>>> = {
  [MOOD_FILE]: trainMoodModel,
};

const USAGE = `npm run train:models -- --data FOLDER --out FOLDER [--sources open|research] [--exclude NAMES] [--seed N]

Trains the shipped models from the public sets in FOLDER and the corpus in src/language/corpus.
  --sources open     only sets with an open licence; "research" (default) also those for research
  --exclude NAMES    sets to leave out, by commas; * stands for anything
  --only FILES       of the models only these, by commas (${Object.keys(MODELS).join(', ')})`;

const CORPUS = 'src/language/corpus';

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      sources: { type: 'string', default: 'research' },
      exclude: { type: 'string', default: '' },
      only: { type: 'string', default: '*' },
      seed: { type: 'string', default: '1' },
      corpus: { type: 'string', default: CORPUS },
    },
  });
  const { data, out, sources, exclude, only, corpus } = values;
  if (data === undefined || out === undefined) throw new UsageError('--data and --out are needed');
  if (sources !== 'open' && sources !== 'research') throw new UsageError('--sources is "open" or "research"');
  const seed = toWholeNumber('seed', values.seed, 0, 2 ** 32 - 1);
  const plan: TrainingPlan = {
    data,
    corpus,
    seed,
    mayTrain: ({ name, licence }) =>
      licence !== 'never' && (licence === 'open' || sources === 'research') && !matchesAny(name, exclude),
    command: `npm run train:models -- --sources ${sources}${exclude === '' ? '' : ` --exclude '${exclude}'`} --seed ${seed}`,
    log: (line) => console.error(line),
  };
  await mkdir(out, { recursive: true });
  for (const [file, train] of Object.entries(MODELS)) {
    if (!matchesAny(file, only)) continue;
    const started = performance.now();
    const bytes = encodeModel(await train(plan));
    await writeFile(join(out, `${file}.unfinished`), bytes);
    await rename(join(out, `${file}.unfinished`), join(out, file));
    const seconds = Number(((performance.now() - started) / 1_000).toFixed(1));
    console.log(JSON.stringify({ file, bytesGzip: gzipSync(bytes, { level: 9 }).length, seconds }));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : toMessage(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
