/**
 * Area under the ROC curve: how often a positive row scores higher than a negative one, ties counting half; 0.5 when
 * one of the kinds is missing.
 * Source: the Mann–Whitney statistic; J. A. Hanley, B. J. McNeil, Radiology 143, 1982.
 */
export function auroc(positive: readonly number[], negative: readonly number[]): number {
  if (positive.length === 0 || negative.length === 0) return 0.5;
  const rows = [
    ...positive.map((score) => ({ score, isPositive: true })),
    ...negative.map((score) => ({ score, isPositive: false })),
  ].sort((a, b) => a.score - b.score);
  let wins = 0;
  let below = 0;
  for (let from = 0; from < rows.length; ) {
    let to = from;
    let positives = 0;
    for (; rows[to]?.score === rows[from]?.score && to < rows.length; to++) if (rows[to]?.isPositive) positives++;
    const negatives = to - from - positives;
    wins += positives * (below + negatives / 2);
    below += negatives;
    from = to;
  }
  return wins / (positive.length * negative.length);
}
