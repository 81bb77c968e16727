import type { Encoder, SentenceVectors } from './sentence-vectors.ts';

/**
 * Prepares to compare a query with what the articles mean: for each article the cosine with its likest sentence, −1..1.
 * Null when there is nothing to compare: no vectors, no encoder, or vectors of another encoder.
 */
export function createMeaning(
  vectors: SentenceVectors | null,
  encoder: Encoder | undefined,
): ((text: string) => Float64Array) | null {
  if (!vectors || !encoder || vectors.encoder !== encoder.id) return null;
  const { dimensions, starts, values } = vectors;
  const norms = Float64Array.from({ length: values.length / dimensions }, (_, at) =>
    Math.sqrt(dot(values, at * dimensions, values.subarray(at * dimensions, (at + 1) * dimensions))),
  );
  return (text) => {
    const query = encoder.embed([text])[0] ?? new Int8Array(dimensions);
    const norm = Math.sqrt(dot(query, 0, query));
    return Float64Array.from({ length: starts.length - 1 }, (_, article) => {
      let best = -1;
      for (let at = starts[article] ?? 0; at < (starts[article + 1] ?? 0); at++) {
        const cosine = dot(values, at * dimensions, query) / ((norms[at] ?? 0) * norm || 1);
        if (cosine > best) best = cosine;
      }
      return best;
    });
  };
}

function dot(values: Int8Array, from: number, other: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < other.length; at++) sum += (values[from + at] ?? 0) * (other[at] ?? 0);
  return sum;
}
