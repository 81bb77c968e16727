import { type Interval, wilsonInterval } from './wilson-interval.ts';

/** Customer satisfaction of a set of answers on the scale 1..5. */
export interface CsatScore {
  readonly n: number;
  /** Arithmetic mean, 1..5. */
  readonly mean: number;
  /** Share of answers 4 and 5 ("top two boxes"), 0..1. */
  readonly share: number;
  /** Wilson interval of `share`, 95 %. */
  readonly interval: Interval;
  /** Answers 1, 2, 3, 4 and 5, in this order. */
  readonly counts: readonly number[];
}

/** The scale's highest point; answers run from 1. */
const POINTS = 5;
/** The lowest answer that counts as satisfied. */
const TOP_BOX = 4;

/**
 * CSAT as the share of answers 4 and 5 on a five-point scale ("top-2-box": Qualtrics, "What is CSAT and how do you
 * measure it?"; Zendesk counts its own two good answers likewise). Answers off the scale are left out.
 * @param scores one number a respondent
 * @returns null when no answer is on the scale: no data, which is not a score of 0
 */
export function csatScore(scores: readonly number[]): CsatScore | null {
  const valid = scores.filter((score) => Number.isInteger(score) && score >= 1 && score <= POINTS);
  const n = valid.length;
  const counts = Array.from({ length: POINTS }, (_, index) => valid.filter((score) => score === index + 1).length);
  const satisfied = valid.filter((score) => score >= TOP_BOX).length;
  const interval = wilsonInterval(satisfied, n);
  if (!interval) return null;
  return { n, mean: valid.reduce((sum, score) => sum + score, 0) / n, share: satisfied / n, interval, counts };
}
