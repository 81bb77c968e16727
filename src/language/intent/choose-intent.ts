import { OUT_OF_SCOPE } from './intent-row.ts';

/** A label and how sure the model is, 0 to 1. */
export interface Guess {
  readonly label: string;
  readonly confidence: number;
}

/** What a message is about, and what else it may be about, surest first. */
export interface IntentReading {
  readonly intent: Guess;
  /** Never holds `intent.label`; the first one is the best intent when `intent` is `out_of_scope`. */
  readonly alternatives: readonly Guess[];
}

const ALTERNATIVES = 4;

/**
 * Reads an intent off a head's probabilities. A message is out of scope if that label is the likeliest one, or if no
 * intent reaches the threshold; its confidence is then what the best intent lacks.
 */
export function chooseIntent(labels: readonly string[], probabilities: Float32Array, threshold: number): IntentReading {
  const guesses = labels.map((label, index) => ({ label, confidence: probabilities[index] as number })); // one a label
  const inScope = guesses.filter(({ label }) => label !== OUT_OF_SCOPE).sort((a, b) => b.confidence - a.confidence);
  const outside = guesses.find(({ label }) => label === OUT_OF_SCOPE);
  const best = inScope[0];
  if (!best || best.confidence < threshold || (outside && outside.confidence > best.confidence)) {
    const confidence = 1 - (best?.confidence ?? 0);
    return { intent: { label: OUT_OF_SCOPE, confidence }, alternatives: inScope.slice(0, ALTERNATIVES) };
  }
  return { intent: best, alternatives: inScope.slice(1, 1 + ALTERNATIVES) };
}
