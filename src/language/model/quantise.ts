import { toScale, toScaleCode } from './row-scale.ts';

/** Rows of whole numbers and the scale of each. */
export interface QuantisedRows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Clipping a row's largest values by so many scale steps may pay for finer small ones. */
const CLIP_STEPS = 5;

/**
 * Rounds rows of `width` numbers to whole numbers of 4 or 8 bits, each row with the scale that loses least (smallest
 * squared error) among those the file format has.
 * @param limit largest whole number; smaller ones compress better
 */
export function quantiseRows(
  rows: Float32Array,
  width: number,
  bits: 4 | 8,
  limit = bits === 4 ? 7 : 127,
): QuantisedRows {
  const count = rows.length / width;
  const values = new Int8Array(rows.length);
  const scales = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const numbers = rows.subarray(row * width, (row + 1) * width);
    const scale = bestScale(numbers, limit);
    scales[row] = scale;
    if (scale === 0) continue;
    for (let index = 0; index < width; index++) {
      values[row * width + index] = toWhole(numbers[index] as number, scale, limit);
    }
  }
  return { values, scales };
}

function bestScale(numbers: Float32Array, limit: number): number {
  let top = 0;
  for (const number of numbers) top = Math.max(top, Math.abs(number));
  if (top === 0) return 0;
  const widest = toScaleCode(top / limit);
  let best = 0;
  let leastLoss = Number.POSITIVE_INFINITY;
  for (let code = widest; code >= Math.max(1, widest - CLIP_STEPS); code--) {
    const scale = toScale(code);
    let loss = 0;
    for (const number of numbers) loss += (number - scale * toWhole(number, scale, limit)) ** 2;
    if (loss < leastLoss) {
      leastLoss = loss;
      best = scale;
    }
  }
  return best;
}

function toWhole(number: number, scale: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, Math.round(number / scale)));
}
