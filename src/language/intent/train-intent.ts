import { SupportError } from '../../shared/errors.ts';
import { FEATURES } from '../features/index.ts';
import { createPlainRun, type LanguageModel, type ModelHead, quantiseRows } from '../model/index.ts';
import { fitTemperature } from '../train/fit-temperature.ts';
import { askTeachers, type Example, type Plan, scoreText, type Trained, trainPlan } from '../train/teach.ts';
import { fitThreshold, type Judged } from './fit-threshold.ts';
import { type IntentRow, OUT_OF_SCOPE } from './intent-row.ts';
import { countPrior, fitPriorWeight, toSettings } from './prior.ts';
import { createIntentReader, readHead } from './read-intent.ts';
import { type ShortBonus, toShortSettings } from './short-message.ts';
import { splitRows } from './split-rows.ts';

export interface IntentTrainingOptions {
  readonly seed: number;
  /** Most kilobytes of the model, compressed. */
  readonly maxKb: number;
  /** One network without teachers: half the time or less, up to two points less accurate. */
  readonly isQuick: boolean;
  /** A label that short messages mean more often than training data has it. */
  readonly shortBonus?: ShortBonus;
  /** A general model that the trained one is to hear as a prior; its readers then need it too. */
  readonly general?: LanguageModel;
  /** Kept in the model. */
  readonly origin: Readonly<Record<string, unknown>>;
  readonly log?: (line: string) => void;
}

export interface TrainedIntents {
  readonly model: LanguageModel;
  /** Of a model that did not see these rows; shares from 0 to 1, `n` rows in scope. */
  readonly validation: { readonly accuracy: number; readonly n: number; readonly threshold: number };
}

/**
 * A table's numbers a bucket, their largest whole number, and the compressed bytes of a bucket as measured on trained
 * models. A few labels need few numbers, and seven steps of each: what that saves buys more buckets.
 */
const FEW_LABELS = 24;
const NARROW = { dimensions: 16, limit: 3, bucketBytes: 6.08 };
const WIDE = { dimensions: 32, limit: 7, bucketBytes: 16.5 };
const MAX_BUCKETS = 32_768;
const HEAD_BYTES_PER_LABEL = 60;
/** So many examples out of scope make a label of their own; fewer teach the others to be unsure. */
const OUTSIDE_LABEL_ROWS = 200;
const OUTSIDE_LABEL_SHARE = 0.05;
/** Steps that small sets are trained for at least, and the limits of epochs that gives. */
const STEPS = 120_000;
const MIN_EPOCHS = 12;
const MAX_EPOCHS = 40;

const BASE = { rate: 0.1, dropout: 0.4, smoothing: 0.05, features: FEATURES };

/** Larger networks with other features each: what they agree on is what the small one learns. */
const TEACHERS: readonly Omit<Plan, 'epochs'>[] = [
  { ...BASE, bucketCount: 32_768, dimensions: 64 },
  { ...BASE, bucketCount: 32_768, dimensions: 48, features: { ...FEATURES, characters: [2, 5], characterWeight: 0.5 } },
  { ...BASE, bucketCount: 65_536, dimensions: 0, isLinear: true },
];
const TEACHING = { temperature: 2, labelShare: 0.5, copies: 1 };
/** Teachers have already levelled out what chance taught: the student of three needs to forget less. */
const TAUGHT = { smoothing: 0, dropout: 0.2 };

/**
 * Trains a model that tells a site's intents apart, with its own threshold for messages out of scope. The same rows,
 * options and seed give the same model.
 * @throws SupportError `bad-input` if the rows have fewer than two labels
 */
export function trainIntent(rows: readonly IntentRow[], options: IntentTrainingOptions): TrainedIntents {
  const { seed, log = () => undefined } = options;
  const { train, validation, isGiven } = splitRows(rows, seed);
  const labels = chooseLabels(train);
  const examples = toExamples(train, labels);
  const epochs = Math.min(MAX_EPOCHS, Math.max(MIN_EPOCHS, Math.round(STEPS / examples.length)));
  const { dimensions } = shapeFor(labels.length);
  const plan = { ...BASE, dimensions, bucketCount: bucketsFor(options.maxKb, labels.length), epochs };
  const teachers = options.isQuick
    ? []
    : TEACHERS.map((teacher, index) => {
        log(`teacher ${index + 1} of ${TEACHERS.length}`);
        return trainPlan(
          examples,
          labels.length,
          { ...teacher, epochs: Math.min(epochs, MIN_EPOCHS) },
          seed + index + 1,
        );
      });
  const learn = (from: readonly Example[]): Trained => {
    if (teachers.length === 0) return trainPlan(from, labels.length, plan, seed);
    const taught = askTeachers(teachers, from, TEACHING, seed);
    return trainPlan(taught, labels.length, { ...plan, ...TAUGHT, epochs: Math.min(epochs, MIN_EPOCHS) }, seed);
  };
  log('student');
  const first = learn(examples);
  const temperature = fitTemperature(...scoresOf(first, validation, labels));
  const alone = toModel(first, toHead(labels, temperature, { threshold: 0 }), options);
  log(describeLoss([...teachers, first], alone, validation, labels));
  const settings = {
    ...(options.shortBonus ? toShortSettings(options.shortBonus) : {}),
    ...(options.general ? hearGeneral(alone, options.general, train, validation) : {}),
  };
  const draft = toModel(first, toHead(labels, temperature, { ...settings, threshold: 0 }), options);
  const judged = judge(draft, options.general, validation);
  // Where it is a label of its own, the label decides.
  const threshold = labels.includes(OUT_OF_SCOPE) ? 0 : fitThreshold(judged);
  const inScope = judged.filter(({ isOutOfScope }) => !isOutOfScope);
  const measured = {
    accuracy: inScope.filter(({ isRight }) => isRight).length / Math.max(1, inScope.length),
    n: inScope.length,
    threshold,
  };
  // Rows set aside here teach the final model too; rows the site set aside do not.
  if (!isGiven) log('final');
  const last = isGiven ? first : learn(toExamples(rows, labels));
  return {
    model: toModel(last, toHead(labels, temperature, { ...settings, threshold }), options),
    validation: measured,
  };
}

/** Labels in the order of their first row; `out_of_scope` is one only if it has rows enough. */
function chooseLabels(rows: readonly IntentRow[]): readonly string[] {
  const outside = rows.filter(({ label }) => label === OUT_OF_SCOPE).length;
  const isLabel = outside >= OUTSIDE_LABEL_ROWS && outside >= rows.length * OUTSIDE_LABEL_SHARE;
  const labels = [...new Set(rows.map(({ label }) => label))].filter((label) => isLabel || label !== OUT_OF_SCOPE);
  if (labels.length >= 2) return labels;
  throw new SupportError('bad-input', 'Training: fewer than two labels to tell apart; give messages of at least two');
}

/** Rare labels weigh more, frequent ones less; a message out of scope asks for no label more than another. */
function toExamples(rows: readonly IntentRow[], labels: readonly string[]): readonly Example[] {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const mean = rows.length / counts.size;
  const even = new Float32Array(labels.length).fill(1 / labels.length);
  return rows.map(({ text, label, weight: own = 1 }) => {
    const index = labels.indexOf(label);
    if (index < 0) return { text, target: even, weight: own };
    const rarity = Math.sqrt(mean / (counts.get(label) ?? mean));
    return { text, target: index, weight: own * Math.min(3, Math.max(0.3, rarity)) };
  });
}

function shapeFor(labelCount: number) {
  return labelCount <= FEW_LABELS ? NARROW : WIDE;
}

function bucketsFor(maxKb: number, labelCount: number): number {
  const bytes = maxKb * 1_000 - labelCount * HEAD_BYTES_PER_LABEL - 1_000;
  return Math.max(256, Math.min(MAX_BUCKETS, Math.floor(bytes / shapeFor(labelCount).bucketBytes / 256) * 256));
}

function scoresOf(trained: Trained, rows: readonly IntentRow[], labels: readonly string[]) {
  const known = rows.filter(({ label }) => labels.includes(label));
  const scores = known.map(({ text }) => scoreText(trained, text));
  return [scores, known.map(({ label }) => labels.indexOf(label))] as const;
}

/** What is lost on the way down, as accuracy on validation rows: in each teacher, in the student, and once it is rounded. */
function describeLoss(
  trained: readonly Trained[],
  rounded: LanguageModel,
  rows: readonly IntentRow[],
  labels: readonly string[],
): string {
  const run = createPlainRun(rounded);
  const known = rows.filter(({ label }) => labels.includes(label));
  const likeliest = (scores: Float32Array): string | undefined => labels[scores.indexOf(Math.max(...scores))];
  const share = (score: (text: string) => Float32Array): string =>
    (known.filter(({ text, label }) => likeliest(score(text)) === label).length / Math.max(1, known.length)).toFixed(4);
  const shares = trained.map((one) => share((text) => scoreText(one, text)));
  const whole = `teachers ${shares.slice(0, -1).join(', ') || 'none'}; student ${shares.at(-1)}`;
  return `validation: ${whole}, rounded to 4 bits ${share((text) => run(text)[0] ?? new Float32Array())} (n ${known.length})`;
}

function toHead(labels: readonly string[], temperature: number, settings: ModelHead['settings']) {
  return { name: 'intent', labels, temperature, settings };
}

/** Settings that let the model hear the general one, at the weight that validation rows want. */
function hearGeneral(
  own: LanguageModel,
  general: LanguageModel,
  train: readonly IntentRow[],
  validation: readonly IntentRow[],
): ModelHead['settings'] {
  const { head, read } = readHead(own);
  const other = readHead(general);
  const classesOf = (rows: readonly IntentRow[]) => rows.map(({ label }) => head.labels.indexOf(label));
  const opinions = train.map(({ text }) => other.read(text));
  const labels = other.head.labels;
  const ratios = countPrior(labels, head.labels, opinions, classesOf(train));
  const known = validation.filter(({ label }) => head.labels.includes(label));
  const said = known.map(({ text }) => read(text));
  const heard = known.map(({ text }) => other.read(text));
  const weight = fitPriorWeight(said, heard, classesOf(known), { labels, ratios });
  return toSettings({ labels, ratios, weight });
}

function toModel(
  { network }: Trained,
  head: Omit<ModelHead, 'weights' | 'scales' | 'bias'>,
  { origin }: IntentTrainingOptions,
): LanguageModel {
  const { table, bucketCount, dimensions, heads } = network;
  const { values, scales } = quantiseRows(table, dimensions, 4, shapeFor(head.labels.length).limit);
  const { weights, bias } = heads[0] as (typeof heads)[number]; // every network has one
  const rows = quantiseRows(weights ?? new Float32Array(), dimensions, 8);
  const quantised = { ...head, weights: rows.values, scales: rows.scales, bias };
  return { features: FEATURES, bucketCount, dimensions, bits: 4, table: values, scales, heads: [quantised], origin };
}

function judge(
  model: LanguageModel,
  general: LanguageModel | undefined,
  rows: readonly IntentRow[],
): readonly Judged[] {
  const readIntent = createIntentReader(model, general ? { general } : {});
  return rows.map(({ text, label }) => {
    const { intent, alternatives } = readIntent(text);
    const best = intent.label === OUT_OF_SCOPE ? alternatives[0] : intent;
    return {
      confidence: best?.confidence ?? 0,
      isRight: best?.label === label,
      isOutOfScope: label === OUT_OF_SCOPE,
    };
  });
}
