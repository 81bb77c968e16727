import type { IntentRow, IntentTrainingOptions } from '../../language/intent/index.ts';
import type { LabelledRow } from '../read-labelled.ts';

/** A third of the rows are our own: without more weight one bank's and one templated set's phrasing decides. */
const OWN_WEIGHT = 3;
/**
 * Public sets call out of scope what other assistants do (recipes, music, traffic), in numbers no support desk sees;
 * at full weight a new shop's product questions go there.
 */
const OUTSIDE_WEIGHT = 0.5;

/**
 * The likeliest reading of a message that nothing else claims, such as a bare product name: a question about what the
 * shop sells. In nats; as much as costs less than a point on held-out rows of our own corpus, where labels are even.
 */
const LABEL_BONUS = { consultation: 1 };

/** Kilobytes of the shipped intents, so that all heads together stay within 300. */
const MAX_KB = 150;

/** Labelled rows as the default intents learn them. */
export function toDefaultRows(rows: readonly LabelledRow[]): readonly IntentRow[] {
  return rows.map(({ text, label, split, source }) => {
    const isOutside = label === 'out_of_scope' && source !== 'own';
    const weight = (source === 'own' ? OWN_WEIGHT : 1) * (isOutside ? OUTSIDE_WEIGHT : 1);
    return { text, label, isValidation: split === 'val', weight };
  });
}

/** How the default intents are trained. */
export const DEFAULT_INTENTS = {
  seed: 1,
  maxKb: MAX_KB,
  isQuick: false,
  labelBonus: LABEL_BONUS,
} as const satisfies Omit<IntentTrainingOptions, 'origin'>;
