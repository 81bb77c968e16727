import type { KnowledgeIndex } from './knowledge-index.ts';

/** How visitors used an article. Counts, never text. */
export interface ArticleUse {
  /** Times it was opened from a list of hits or from an answer. */
  readonly opened: number;
  /** Votes that it helped. */
  readonly helped: number;
  /** Votes that it did not, in the article or below an answer. */
  readonly notHelped: number;
}

/** What one vote weighs beside one opening, which comes before it. */
const HELPED_WORTH = 2;
const NOT_HELPED_WORTH = -3;
/** Openings of a usual article that are taken for granted: a few clicks on a new site say nothing. */
const PRIOR_SHARE = 0.5;
const PRIOR_OPENINGS = 1;
/** Levels go from minus this to this. */
export const MAX_USE_LEVEL = 4;
/** So much more a level counts in a ranking: what visitors chose moves neighbours, it does not bury an article. */
const LEVEL_WEIGHT = 0.06;

/**
 * The index with what is known of its articles' use: how much more than a usual one each is chosen, in whole levels, two
 * for each doubling.
 * @param uses by article id; what is not in it was never used
 */
export function addUse(index: KnowledgeIndex, uses: ReadonlyMap<string, ArticleUse>): KnowledgeIndex {
  const worths = index.ids.map((id) => {
    const { opened, helped, notHelped } = uses.get(id) ?? { opened: 0, helped: 0, notHelped: 0 };
    return Math.max(0, opened + HELPED_WORTH * helped + NOT_HELPED_WORTH * notHelped);
  });
  const usual = worths.reduce((sum, worth) => sum + worth, 0) / Math.max(1, worths.length);
  const prior = PRIOR_SHARE * usual + PRIOR_OPENINGS;
  const useLevels = Int8Array.from(worths, (worth) => {
    const share = (worth + prior) / (usual + prior);
    return share >= 1 ? countHalfDoublings(share) : -countHalfDoublings(1 / share);
  });
  return { ...index, useLevels };
}

/** By multiplication only: every machine gets the same, as with no logarithm. */
function countHalfDoublings(number: number): number {
  let count = 0;
  for (let square = number * number; square >= 2 && count < MAX_USE_LEVEL; square /= 2) count++;
  return count;
}

/** What a score is multiplied by. */
export function toUseFactor(level: number): number {
  return 1 + LEVEL_WEIGHT * level;
}
