/**
 * The chance that a row of the positive kind has the higher score, ties half: area under the ROC curve, 0 to 1;
 * 0.5 if one kind is missing. Source: Mann, Whitney 1947.
 * @param rows indices into both lists
 */
export function auroc(scores: Float64Array, isPositive: readonly boolean[], rows: Uint32Array): number {
  const order = Array.from(rows).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) end++;
    const rank = (start + end + 1) / 2;
    for (let place = start; place < end; place++) {
      if (!isPositive[order[place] as number]) continue;
      positives++;
      rankSum += rank;
    }
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
