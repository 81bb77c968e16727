import { hasUnspaced } from '../../text/index.ts';
import type { ModelHead } from '../model/index.ts';

/** How much likelier a label is where a message has few words; in nats. */
export interface ShortBonus {
  readonly label: string;
  readonly maxWords: number;
  readonly bonus: number;
}

/** A message of more units has more words than any bonus asks for. */
const SHORT_UNITS = 100;

/** A short bonus as the settings of a head keep it. */
export function toShortSettings({ label, maxWords, bonus }: ShortBonus): ModelHead['settings'] {
  return { shortLabel: [label], shortWords: maxWords, shortBonus: bonus };
}

/**
 * Raises the head's label for short messages, in place, and scales to sum 1. Words are parted by spaces; a text in a
 * script without any is not called short.
 */
export function raiseShort({ labels, settings }: ModelHead, text: string, probabilities: Float32Array): Float32Array {
  const { shortLabel, shortWords, shortBonus } = settings;
  if (!Array.isArray(shortLabel) || typeof shortWords !== 'number' || typeof shortBonus !== 'number')
    return probabilities;
  const place = labels.indexOf(String(shortLabel[0]));
  if (place < 0 || !isShort(text, shortWords)) return probabilities;
  const old = probabilities[place] as number; // one a label
  const raised = old * Math.exp(shortBonus);
  const sum = 1 - old + raised;
  probabilities[place] = raised;
  return probabilities.map((value) => value / sum);
}

function isShort(text: string, maxWords: number): boolean {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > SHORT_UNITS || hasUnspaced(trimmed)) return false;
  return trimmed.split(/\s+/).length <= maxWords;
}
