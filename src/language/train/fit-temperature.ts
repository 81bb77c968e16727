/**
 * The temperature at which some scores fit their classes best (least cross-entropy), 0.25 to 4; 1 without rows.
 * Source: Guo et al. 2017, "On calibration of modern neural networks".
 * @param scores one list of scores before softmax a row
 * @param classes the true class of each row
 */
export function fitTemperature(scores: readonly Float32Array[], classes: readonly number[]): number {
  if (scores.length === 0) return 1;
  let best = 1;
  let leastLoss = Number.POSITIVE_INFINITY;
  for (let step = -20; step <= 20; step++) {
    const temperature = 2 ** (step / 10);
    const loss = crossEntropy(scores, classes, temperature);
    if (loss < leastLoss) {
      leastLoss = loss;
      best = temperature;
    }
  }
  return Number(best.toFixed(4));
}

function crossEntropy(scores: readonly Float32Array[], classes: readonly number[], temperature: number): number {
  let loss = 0;
  for (const [row, values] of scores.entries()) {
    let top = Number.NEGATIVE_INFINITY;
    for (const value of values) if (value > top) top = value;
    let sum = 0;
    for (const value of values) sum += Math.exp((value - top) / temperature);
    loss += Math.log(sum) - ((values[classes[row] as number] as number) - top) / temperature; // one class a row
  }
  return loss;
}
