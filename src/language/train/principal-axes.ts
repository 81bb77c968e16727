import { createSeededRandom } from '../../shared/random.ts';

/** Directions in which vectors differ most, and their middle. */
export interface Axes {
  readonly mean: Float64Array;
  /** count × width, row by row; each row has length 1. */
  readonly axes: Float64Array;
}

const ROUNDS = 30;

/**
 * The first `count` principal axes of some vectors, by orthogonal iteration on their covariance.
 * Source: Golub, Van Loan, "Matrix computations", 8.2.4.
 * @param vectors rows of `width` numbers, one behind the other
 */
export function findAxes(vectors: Float32Array, width: number, count: number): Axes {
  const rows = vectors.length / width;
  const mean = new Float64Array(width);
  for (let index = 0; index < vectors.length; index++) {
    mean[index % width] = (mean[index % width] as number) + (vectors[index] as number) / rows;
  }
  const covariance = covarianceOf(vectors, mean);
  const random = createSeededRandom(1);
  let axes = Float64Array.from({ length: count * width }, () => random() - 0.5);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(axes, width);
    axes = multiply(axes, covariance, width);
  }
  orthonormalise(axes, width);
  return { mean, axes };
}

/** A vector's place on the axes, scaled to length 1. */
export function projectVector({ mean, axes }: Axes, vector: Float32Array): Float32Array {
  const width = mean.length;
  const place = new Float32Array(axes.length / width);
  let squares = 0;
  for (let axis = 0; axis < place.length; axis++) {
    let sum = 0;
    for (let d = 0; d < width; d++) {
      sum += ((vector[d] as number) - (mean[d] as number)) * (axes[axis * width + d] as number);
    }
    place[axis] = sum;
    squares += sum * sum;
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return place.map((value) => value * scale);
}

/** Every tenth row is enough for a few dozen axes of some ten thousand. */
const SAMPLED = 10;

function covarianceOf(vectors: Float32Array, mean: Float64Array): Float64Array {
  const width = mean.length;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let start = 0; start < vectors.length; start += width * SAMPLED) {
    for (let d = 0; d < width; d++) centred[d] = (vectors[start + d] as number) - (mean[d] as number);
    for (let a = 0; a < width; a++) {
      const value = centred[a] as number;
      for (let b = 0; b < width; b++) {
        covariance[a * width + b] = (covariance[a * width + b] as number) + value * (centred[b] as number);
      }
    }
  }
  return covariance;
}

/** Rows times a symmetric matrix. */
function multiply(rows: Float64Array, matrix: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += width) {
    for (let d = 0; d < width; d++) {
      const value = rows[start + d] as number;
      for (let b = 0; b < width; b++) {
        product[start + b] = (product[start + b] as number) + value * (matrix[d * width + b] as number);
      }
    }
  }
  return product;
}

/** Makes rows of length 1 at right angles, by modified Gram-Schmidt. */
function orthonormalise(rows: Float64Array, width: number): void {
  for (let start = 0; start < rows.length; start += width) {
    for (let other = 0; other < start; other += width) {
      let dot = 0;
      for (let d = 0; d < width; d++) dot += (rows[start + d] as number) * (rows[other + d] as number);
      for (let d = 0; d < width; d++) rows[start + d] = (rows[start + d] as number) - dot * (rows[other + d] as number);
    }
    let squares = 0;
    for (let d = 0; d < width; d++) squares += (rows[start + d] as number) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let d = 0; d < width; d++) rows[start + d] = (rows[start + d] as number) * scale;
  }
}
