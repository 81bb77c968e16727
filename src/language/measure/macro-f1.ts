/**
 * The mean of F1 over the labels that occur among the true ones, 0 to 1; all labels count alike.
 * @param rows indices into both lists
 */
export function macroF1(truth: readonly string[], said: readonly string[], rows: Uint32Array): number {
  const counts = new Map<string, { both: number; truth: number; said: number }>();
  const of = (label: string) => {
    const found = counts.get(label) ?? { both: 0, truth: 0, said: 0 };
    counts.set(label, found);
    return found;
  };
  for (const row of rows) {
    const right = truth[row] as string; // rows are indices of both
    const guess = said[row] as string;
    of(right).truth++;
    of(guess).said++;
    if (right === guess) of(right).both++;
  }
  let sum = 0;
  let labels = 0;
  for (const { both, truth: wanted, said: given } of counts.values()) {
    if (wanted === 0) continue;
    labels++;
    sum += (2 * both) / (wanted + given);
  }
  return labels === 0 ? 0 : sum / labels;
}
