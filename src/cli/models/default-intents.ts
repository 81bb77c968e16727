import type { IntentRow, IntentTrainingOptions } from '../../language/intent/index.ts';
import type { LabelledRow } from '../read-labelled.ts';

/** One row in seven is our own: without more weight one bank's and one templated set's phrasing decides. */
const OWN_WEIGHT = 3;
/** Questions of general knowledge that no assistant of the set answers: few, and the hardest to tell from shopping. */
const GENERAL_QUESTIONS = 'clinc150-oos';
const GENERAL_WEIGHT = 3;

/**
 * The likeliest reading of a message that nothing else claims, above all of a few words such as a bare product name: a
 * question about what the shop sells. In nats; chosen on validation and training rows of three shops that were left
 * out of training, so that held-out rows of our own corpus lose nothing.
 */
const LABEL_BONUS = { consultation: 0.5 };
const SHORT_BONUS = { label: 'consultation', maxWords: 5, bonus: 2 };

/** Kilobytes of the shipped intents, so that all heads together stay within 300. */
const MAX_KB = 180;

/** What a row counts, by its source. */
const WEIGHTS: Readonly<Record<string, number>> = { own: OWN_WEIGHT, [GENERAL_QUESTIONS]: GENERAL_WEIGHT };

/** Labelled rows as the default intents learn them. */
export function toDefaultRows(rows: readonly LabelledRow[]): readonly IntentRow[] {
  return rows.map(({ text, label, split, source = '' }) => ({
    text,
    label,
    isValidation: split === 'val',
    weight: WEIGHTS[source] ?? 1,
  }));
}

/** How the default intents are trained. */
export const DEFAULT_INTENTS = {
  seed: 1,
  maxKb: MAX_KB,
  isQuick: false,
  labelBonus: LABEL_BONUS,
  shortBonus: SHORT_BONUS,
} as const satisfies Omit<IntentTrainingOptions, 'origin'>;
