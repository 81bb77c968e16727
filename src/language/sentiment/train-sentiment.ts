import { createMoodBuckets, type Lexicon, MOOD_BUCKETS } from '../features/index.ts';
import { createPlainRun, findHead, type LanguageModel } from '../model/index.ts';
import { chooseBuckets } from '../train/choose-buckets.ts';
import { fitTemperature } from '../train/fit-temperature.ts';
import { toMoodModel } from '../train/to-mood-model.ts';
import { type MoodNetwork, type MoodRow, trainMood } from '../train/train-mood.ts';

/** A text and what people said of its mood. */
export interface MoodExample extends Omit<MoodRow, 'buckets'> {
  readonly text: string;
  /** A row that only measures; all others train. */
  readonly isValidation: boolean;
}

export interface MoodModelPlan {
  readonly seed: number;
  /** Buckets kept; 40,000 are about 100 kB compressed. */
  readonly size: number;
  readonly lexicon: Lexicon;
  readonly origin: LanguageModel['origin'];
  readonly log?: (line: string) => void;
}

/** Chosen on validation rows. */
const TRAINING = { epochs: 4, rate: 0.3, dropout: 0.2, bucketCount: MOOD_BUCKETS };

/** Networks of several seeds, whose mean is shipped: it is half a point better than one. */
const NETWORKS = 3;

type Temperatures = Readonly<Record<'sentiment' | 'frustration' | 'aspect', number>>;
const EVEN: Temperatures = { sentiment: 1, frustration: 1, aspect: 1 };

/**
 * Trains the model of moods: sentiment, frustration and what is said of an aspect. Its temperatures fit the validation
 * rows. The same examples and plan give the same model.
 */
export function trainSentiment(examples: readonly MoodExample[], plan: MoodModelPlan): LanguageModel {
  const { seed, size, lexicon, origin, log = () => undefined } = plan;
  const findBuckets = createMoodBuckets(lexicon);
  const rows: MoodRow[] = [];
  const counts = new Uint32Array(MOOD_BUCKETS);
  for (const { text, isValidation, ...row } of examples) {
    if (isValidation) continue;
    const buckets = findBuckets(text);
    for (const bucket of buckets) counts[bucket] = (counts[bucket] as number) + 1;
    rows.push({ ...row, buckets });
  }
  log(`moods: ${rows.length} rows`);
  const kept = chooseBuckets(trainMood(rows, { ...TRAINING, seed }), counts, size);
  const keptRows = keepBuckets(rows, kept);
  const networks = Array.from({ length: NETWORKS }, (_, index) => {
    log(`moods: network ${index + 1} of ${NETWORKS}`);
    return trainMood(keptRows, { ...TRAINING, seed: seed + 1 + index });
  });
  const model = toMoodModel(meanNetwork(networks), { kept, lexicon, origin, temperatures: EVEN });
  const validation = examples.filter(({ isValidation }) => isValidation);
  return withTemperatures(model, fitTemperatures(model, validation));
}

function fitTemperatures(model: LanguageModel, rows: readonly MoodExample[]): Temperatures {
  const run = createPlainRun(model);
  const fitHead = (
    name: keyof Temperatures,
    own: readonly MoodExample[],
    classOf: (row: MoodExample) => number,
  ): number => {
    const head = findHead(model, name);
    const place = head ? model.heads.indexOf(head) : -1;
    // Logarithms of probabilities are scores, but for a constant.
    const scores = own.map(({ text }) => (run(text)[place] ?? new Float32Array()).map(Math.log));
    return fitTemperature(scores, own.map(classOf));
  };
  return {
    sentiment: fitHead(
      'sentiment',
      rows.filter(({ asks }) => asks === 'three'),
      ({ mood }) => mood,
    ),
    frustration: fitHead(
      'frustration',
      rows.filter((row) => row.isFrustrated !== undefined),
      (row) => Number(row.isFrustrated),
    ),
    aspect: fitHead(
      'aspect',
      rows.filter(({ asks }) => asks === 'aspect'),
      ({ mood }) => mood,
    ),
  };
}

function withTemperatures(model: LanguageModel, temperatures: Temperatures): LanguageModel {
  const heads = model.heads.map((head) => ({
    ...head,
    temperature: temperatures[head.name as keyof Temperatures] ?? 1,
  })); // absent: another head
  return { ...model, heads };
}

/** The rows without the buckets that are not kept; what is left learns to do without them. */
function keepBuckets(rows: readonly MoodRow[], kept: Uint32Array): readonly MoodRow[] {
  const isKept = new Uint8Array(MOOD_BUCKETS);
  for (const bucket of kept) isKept[bucket] = 1;
  return rows.map((row) => ({
    ...row,
    buckets: row.buckets.filter((bucket) => isKept[bucket] === 1),
    featureCount: row.buckets.length,
  }));
}

/** The mean of networks that add up: it says what they say on average. */
function meanNetwork(networks: readonly MoodNetwork[]): MoodNetwork {
  const mean = (lists: readonly Float32Array[]): Float32Array =>
    Float32Array.from(
      lists[0] ?? [],
      (_, index) => lists.reduce((sum, list) => sum + (list[index] as number), 0) / lists.length,
    ); // of one length
  return { table: mean(networks.map(({ table }) => table)), bias: mean(networks.map(({ bias }) => bias)) };
}
