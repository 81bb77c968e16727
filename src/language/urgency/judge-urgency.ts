import { MAX_UNITS } from '../features/index.ts';
import { URGENCY_RULES, type UrgencyReason } from './urgency-rules.ts';

/** How little a message may wait, and why. */
export interface Urgency {
  /** 0 (any time) to 1 (now). */
  readonly value: number;
  /** The rules that spoke, in their own order. */
  readonly reasons: readonly UrgencyReason[];
}

/** A message nothing speaks for. */
const BASE = 0.15;
const SHOUTING_WEIGHT = 0.25;
/** So many letters, most of them capitals, are shouted. */
const SHOUTED_LETTERS = 8;
const SHOUTED_SHARE = 0.7;

/**
 * Judges urgency by rules that people can read. They were written by hand: no public set has judged urgency, and only
 * our own corpus measures it (`helplet eval urgency`). Reads the first 4,000 units; linear in their number.
 */
export function judgeUrgency(text: string): Urgency {
  const head = text
    .slice(0, MAX_UNITS)
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/g, "'");
  const reasons: UrgencyReason[] = [];
  let patience = 1 - BASE;
  let calm = 0;
  for (const { reason, weight, english, chinese } of URGENCY_RULES) {
    if (!english.test(head) && !chinese.test(head)) continue;
    reasons.push(reason);
    if (reason === 'calm') calm = weight;
    else patience *= 1 - weight;
  }
  if (isShouted(head)) {
    reasons.push('shouting');
    patience *= 1 - SHOUTING_WEIGHT;
  }
  // Danger and theft do not wait for a polite "thanks".
  const isGrave = reasons.includes('safety') || reasons.includes('fraud');
  const value = (1 - patience) * (1 - (isGrave ? 0 : calm / (1 + reasons.length)));
  return { value, reasons };
}

/** Two exclamation marks in a row, a shouted "NOW", or mostly capitals. */
function isShouted(text: string): boolean {
  if (/!!|\b(?:NOW|WHERE|STOP|HELP)\b/.test(text)) return true;
  let letters = 0;
  let capitals = 0;
  for (const letter of text) {
    if (letter >= 'A' && letter <= 'Z') capitals++;
    else if (!(letter >= 'a' && letter <= 'z')) continue;
    letters++;
  }
  return letters >= SHOUTED_LETTERS && capitals >= letters * SHOUTED_SHARE;
}
