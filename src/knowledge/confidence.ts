/** What can be told from a ranking about whether its first article answers. */
export interface Evidence {
  /** Score of the first article over the information in the query: how much of it was found, and how prominently. */
  readonly strength: number;
  /** Part of the query's information that the first article shares, 0..1. */
  readonly coverage: number;
  /** How far the second article is behind, 0 (level) to 1 (there is none). */
  readonly lead: number;
  /** Cosine of the query and the likest line of the first articles, 0..1. */
  readonly likeness: number;
  /** Cosine of the query and the first article's title, 0..1. */
  readonly title: number;
  /** Part of the query's information in words the knowledge base does not know, 0..1. */
  readonly unknown: number;
  /** Different words in the query. */
  readonly words: number;
}

const WEIGHTS = { strength: 1.23, coverage: 0, lead: 3.52, likeness: 0, title: 0, unknown: 0, words: 1.13 };
const INTERCEPT = -3.73;

export const ANSWER_THRESHOLD = 0.35;

/** Estimated probability that the first article answers, 0..1. */
export function toConfidence(evidence: Evidence): number {
  const { strength, coverage, lead, likeness, title, unknown, words } = evidence;
  const logit =
    INTERCEPT +
    WEIGHTS.strength * Math.log(strength + 0.01) +
    WEIGHTS.coverage * coverage +
    WEIGHTS.lead * lead +
    WEIGHTS.likeness * likeness +
    WEIGHTS.title * title +
    WEIGHTS.unknown * unknown +
    WEIGHTS.words * Math.log(1 + words);
  return 1 / (1 + Math.exp(-logit));
}
