/** A message and what its author wanted. */
export interface IntentRow {
  readonly text: string;
  readonly label: string;
  /** A row that only measures; all others train. */
  readonly isValidation: boolean;
  /** How much it counts in training against other rows of its label; 1 if absent. */
  readonly weight?: number;
}

/** What Helplet calls a message that none of the intents fits. */
export const OUT_OF_SCOPE = 'out_of_scope';

const SAME_LABEL: ReadonlySet<string> = new Set(['oos', 'NO_NODES_DETECTED', OUT_OF_SCOPE]);

/** One name for the labels that public sets give messages out of scope. */
export function toIntentLabel(label: string): string {
  return SAME_LABEL.has(label) ? OUT_OF_SCOPE : label;
}
