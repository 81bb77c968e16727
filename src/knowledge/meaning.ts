import type { Encoder, SentenceVectors } from './sentence-vectors.ts';

/** For each article the cosine of its likest sentence with a text, −1..1; null for a text the encoder cannot read. */
export type ReadMeaning = (text: string) => Float64Array | null;

/**
 * Prepares to compare queries with what the articles mean. Null when there is nothing to compare: no vectors, no
 * encoder, or vectors of another encoder. Time grows with the sentences: about a millisecond for 20,000.
 */
export function createMeaning(vectors: SentenceVectors | null, encoder: Encoder | undefined): ReadMeaning | null {
  if (!vectors || !encoder || vectors.encoder !== encoder.id) return null;
  const { dimensions, starts, values } = vectors;
  const norms = Float64Array.from({ length: values.length / dimensions }, (_, at) =>
    Math.sqrt(dot(values, at * dimensions, values.subarray(at * dimensions, (at + 1) * dimensions))),
  );
  return (text) => {
    if (encoder.reads?.(text) === false) return null;
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
