import type { IntentRow, IntentTrainingOptions } from '../../language/intent/index.ts';
import { hasUnspaced } from '../../text/index.ts';
import type { LabelledRow } from '../read-labelled.ts';

/** Our own rows are fewer than one bank's: without more weight its phrasing decides, and in Chinese a travel desk's. */
const OWN_WEIGHT = 1.5;
const OWN_CHINESE_WEIGHT = 2;
/** Questions of general knowledge that no assistant of the set answers: few, and the hardest to tell from shopping. */
const GENERAL_QUESTIONS = 'clinc150-oos';
const GENERAL_WEIGHT = 3;

/**
 * The likeliest reading of one to three words that nothing else claims, such as a bare product name: a question about
 * what the shop sells. In nats; chosen on validation rows and on training rows of three shops that were left out of
 * training: more helps an unseen shop and calls more of what is out of scope a question.
 */
const SHORT_BONUS = { label: 'consultation', maxWords: 3, bonus: 2.5 };

/** Kilobytes of the shipped intents, so that all heads together stay within 300. */
const MAX_KB = 172;

/** Labelled rows as the default intents learn them. */
export function toDefaultRows(rows: readonly LabelledRow[]): readonly IntentRow[] {
  return rows.map((row) => ({
    text: row.text,
    label: row.label,
    isValidation: row.split === 'val',
    weight: weightOf(row),
  }));
}

function weightOf({ text, source }: LabelledRow): number {
  if (source === GENERAL_QUESTIONS) return GENERAL_WEIGHT;
  if (source !== 'own' && source !== 'own-short') return 1;
  return hasUnspaced(text) ? OWN_CHINESE_WEIGHT : OWN_WEIGHT;
}

/** How the default intents are trained. */
export const DEFAULT_INTENTS = {
  seed: 1,
  maxKb: MAX_KB,
  isQuick: false,
  shortBonus: SHORT_BONUS,
} as const satisfies Omit<IntentTrainingOptions, 'origin'>;
