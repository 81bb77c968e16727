import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findPackageFolder } from '../../collector/site/find-package-folder.ts';
import { ENCODER_FILE } from '../../language/encoder/index.ts';
import { INTENT_FILE, trainIntent } from '../../language/intent/index.ts';
import { encodeModel, type LanguageModel } from '../../language/model/index.ts';
import { MOOD_FILE } from '../../language/sentiment/index.ts';
import { DEFAULT_INTENTS, toDefaultRows } from './default-intents.ts';
import { readIntentSources } from './read-sources.ts';
import type { SourceChoice } from './source-licences.ts';
import { trainEncoderModel } from './train-encoder-model.ts';
import { trainMoodModel } from './train-mood-model.ts';

/** What is written of a model beside its file. */
interface TrainedFile {
  readonly model: LanguageModel;
  /** Goes into `models.json`: hashes of the data, counts, validation. */
  readonly card: Readonly<Record<string, unknown>>;
}

interface Run {
  readonly dataFolder: string;
  readonly corpusFolder: string;
  readonly choice: SourceChoice;
  /** What `npm run teach:encoder` wrote; without it the encoder is not trained. */
  readonly teacherFolder: string | undefined;
  readonly command: string;
  readonly log: (line: string) => void;
}

/** The shipped models, by the name of their file. */
const MODELS: Readonly<Record<string, (run: Run) => Promise<TrainedFile>>> = {
  [INTENT_FILE]: async ({ dataFolder, corpusFolder, choice, command, log }) => {
    const { rows, hashes, counts } = await readIntentSources(dataFolder, corpusFolder, choice);
    const origin = { command, counts };
    const { model, validation } = trainIntent(toDefaultRows(rows), { ...DEFAULT_INTENTS, origin, log });
    return { model, card: { ...origin, data: hashes, validation } };
  },
  [MOOD_FILE]: async (run) => {
    const { model, hashes, counts } = await trainMoodModel(run);
    return { model, card: { command: run.command, counts, data: hashes } };
  },
  [ENCODER_FILE]: async ({ dataFolder, corpusFolder, teacherFolder, choice, command, log }) => {
    if (teacherFolder === undefined) throw new Error(`${ENCODER_FILE}: --teacher is missing`);
    return trainEncoderModel({ dataFolder, corpusFolder, teacherFolder, choice, command, log });
  },
};

const USAGE = `usage: npm run train:models -- --data FOLDER [--sources open] [--exclude 'NAME*'] [--only FILE] [--teacher FOLDER] --out FOLDER`;

/**
 * Trains the models Helplet ships: `npm run train:models -- --data FOLDER [--sources open] [--exclude 'hint3-*'] [--only
 * mood.hlm] [--teacher FOLDER] --out FOLDER`. Writes each model, and `models.json` with its size, checksum, command, data hashes and counts.
 */
async function trainModels(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      sources: { type: 'string', default: 'all' },
      exclude: { type: 'string', multiple: true, default: [] },
      only: { type: 'string' },
      teacher: { type: 'string' },
    },
  });
  const { data, out, sources, exclude, only, teacher } = values;
  const isKnown = only === undefined || Object.hasOwn(MODELS, only);
  if (data === undefined || out === undefined || !isKnown || (sources !== 'all' && sources !== 'open')) {
    throw new Error(USAGE);
  }
  const flags = [...(sources === 'open' ? ['--sources open'] : []), ...exclude.map((name) => `--exclude '${name}'`)];
  const run: Run = {
    dataFolder: data,
    corpusFolder: join(findPackageFolder(import.meta.url), 'src/language/corpus'),
    teacherFolder: teacher,
    choice: { isOpenOnly: sources === 'open', excluded: exclude },
    command: ['npm run train:models --', ...flags].join(' ').trimEnd(),
    log: (line) => process.stderr.write(`${line}\n`),
  };
  await mkdir(out, { recursive: true });
  const cards = join(out, 'models.json');
  const all: Record<string, unknown> = existsSync(cards) ? JSON.parse(await readFile(cards, 'utf8')) : {};
  for (const [file, train] of Object.entries(MODELS)) {
    if (only !== undefined && file !== only) continue;
    if (file === ENCODER_FILE && only === undefined && teacher === undefined) continue; // it takes a teacher's word
    const { model, card } = await train(run);
    const bytes = encodeModel(model);
    await writeFile(join(out, file), bytes);
    all[file] = {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      bytesGzip: gzipSync(bytes, { level: 9 }).length,
      ...card,
    };
  }
  await writeFile(cards, `${JSON.stringify(all, null, 2)}\n`);
}

await trainModels();
