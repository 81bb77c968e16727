import { FEATURES, type Lexicon } from '../features/index.ts';
import { type LanguageModel, type ModelHead, quantiseRows } from '../model/index.ts';
import {
  ASPECT_NEUTRAL,
  FRUSTRATION,
  LIKING,
  MOOD_DIMENSIONS,
  MOODS,
  type MoodNetwork,
  NEUTRAL,
} from './train-mood.ts';

export interface MoodModelOptions {
  /** The buckets that get a row, ascending. */
  readonly kept: Uint32Array;
  readonly lexicon: Lexicon;
  readonly temperatures: Readonly<Record<'sentiment' | 'frustration' | 'aspect', number>>;
  readonly origin: LanguageModel['origin'];
}

/** Largest value of a table row: 4 bits. */
const LIMIT = 7;
/** Share of each column's numbers that the 4 bits reach; the largest few are cut. */
const REACH = 0.995;

/**
 * The network as it is shipped: only the kept buckets, four bits a number. All rows have the scale 1 (it costs nothing
 * compressed); what one unit of a column is worth is in the heads.
 */
export function toMoodModel({ table, bias }: MoodNetwork, options: MoodModelOptions): LanguageModel {
  const { kept, temperatures, lexicon, origin } = options;
  const values = new Int8Array(kept.length * MOOD_DIMENSIONS);
  const units = Array.from({ length: MOOD_DIMENSIONS }, (_, column) => {
    const numbers = Float32Array.from(kept, (bucket) => table[bucket * MOOD_DIMENSIONS + column] as number);
    const unit = reachOf(numbers) / LIMIT;
    for (const [row, number] of numbers.entries()) {
      values[row * MOOD_DIMENSIONS + column] = Math.max(-LIMIT, Math.min(LIMIT, Math.round(number / unit)));
    }
    return unit;
  });
  const head = (name: keyof MoodModelOptions['temperatures'], labels: readonly Label[]): ModelHead => {
    const rows = Float32Array.from(
      labels.flatMap(({ column, sign }) =>
        Array.from({ length: MOOD_DIMENSIONS }, (_, d) => (d === column ? sign * (units[d] as number) : 0)),
      ),
    );
    const { values: weights, scales } = quantiseRows(rows, MOOD_DIMENSIONS, 8);
    return {
      name,
      labels: labels.map(({ label }) => label),
      weights,
      scales,
      bias: Float32Array.from(labels, (label) => label.bias),
      temperature: temperatures[name],
      settings: {},
    };
  };
  return {
    features: FEATURES,
    bucketCount: kept.length,
    dimensions: MOOD_DIMENSIONS,
    bits: 4,
    table: values,
    scales: new Float32Array(kept.length).fill(1),
    mood: { kept, lexicon },
    heads: [
      head('sentiment', moodLabels(NEUTRAL, bias[LIKING] as number, bias[NEUTRAL] as number)),
      head('frustration', [
        { label: 'no', column: FRUSTRATION, sign: 0, bias: 0 },
        { label: 'yes', column: FRUSTRATION, sign: 1, bias: bias[FRUSTRATION] as number },
      ]),
      head('aspect', moodLabels(ASPECT_NEUTRAL, bias[MOOD_DIMENSIONS] as number, bias[ASPECT_NEUTRAL] as number)),
    ],
    origin,
  };
}

/** How a label's score comes from a column of the table. */
interface Label {
  readonly label: string;
  readonly column: number;
  readonly sign: number;
  readonly bias: number;
}

function moodLabels(neutralColumn: number, likingBias: number, neutralBias: number): readonly Label[] {
  const [neg, neu, pos] = MOODS;
  return [
    { label: neg, column: LIKING, sign: -1, bias: -likingBias },
    { label: neu, column: neutralColumn, sign: 1, bias: neutralBias },
    { label: pos, column: LIKING, sign: 1, bias: likingBias },
  ];
}

function reachOf(numbers: Float32Array): number {
  const sizes = numbers
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort();
  return sizes[Math.floor(sizes.length * REACH)] ?? 1;
}
