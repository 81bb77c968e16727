import { createSeededRandom } from '../../shared/random.ts';
import type { IntentRow } from './intent-row.ts';

export interface SplitRows {
  readonly train: readonly IntentRow[];
  readonly validation: readonly IntentRow[];
  /** Whether the rows themselves said which ones validate. */
  readonly isGiven: boolean;
}

const VALIDATION_SHARE = 0.1;

/** The rows that train and those that validate: as the rows say, else a seeded tenth of each label, rounded. */
export function splitRows(rows: readonly IntentRow[], seed: number): SplitRows {
  const given = rows.filter((row) => row.isValidation);
  if (given.length > 0) return { train: rows.filter((row) => !row.isValidation), validation: given, isGiven: true };
  const random = createSeededRandom(seed);
  const byLabel = new Map<string, number[]>();
  for (const [index, { label }] of rows.entries()) byLabel.set(label, [...(byLabel.get(label) ?? []), index]);
  const chosen = new Set<number>();
  for (const indices of byLabel.values()) {
    const ranked = indices.map((index) => ({ index, place: random() })).sort((a, b) => a.place - b.place);
    // A label keeps at least two rows to learn from.
    const count = Math.min(Math.round(indices.length * VALIDATION_SHARE), Math.max(0, indices.length - 2));
    for (const { index } of ranked.slice(0, count)) chosen.add(index);
  }
  return {
    train: rows.filter((_, index) => !chosen.has(index)),
    validation: rows.filter((_, index) => chosen.has(index)),
    isGiven: false,
  };
}
