import type { Encoder, SentenceVectors } from './sentence-vectors.ts';

/** What a text means, held against what articles mean. Nearness is a cosine, −1..1. */
export interface Meaning {
  /** How near the likest sentence of each article is. */
  readonly articles: Float64Array;
  /** How near the likest of these sentences is. Ask with the same list again: its vectors are made once. */
  readonly likest: (sentences: readonly string[]) => number;
}

/** Compares a text with the articles; null for a text the encoder cannot read. */
export type ReadMeaning = (text: string) => Meaning | null;

/**
 * Prepares to compare queries with what the articles mean. Null when there is nothing to compare: no vectors, no
 * encoder, or vectors of another encoder. Time grows with the sentences: about a millisecond for 20,000.
 */
export function createMeaning(vectors: SentenceVectors | null, encoder: Encoder | undefined): ReadMeaning | null {
  if (!vectors || !encoder || vectors.encoder !== encoder.id) return null;
  const { dimensions, starts, values } = vectors;
  const toNorms = (rows: Int8Array): Float64Array =>
    Float64Array.from({ length: rows.length / dimensions }, (_, at) =>
      Math.sqrt(dot(rows, at * dimensions, rows.subarray(at * dimensions, (at + 1) * dimensions))),
    );
  const norms = toNorms(values);
  const embedded = new WeakMap<readonly string[], Int8Array>();
  const embed = (sentences: readonly string[]): Int8Array => {
    const known = embedded.get(sentences);
    if (known) return known;
    const rows = new Int8Array(sentences.length * dimensions);
    for (const [at, vector] of encoder.embed(sentences).entries()) rows.set(vector, at * dimensions);
    embedded.set(sentences, rows);
    return rows;
  };
  return (text) => {
    if (encoder.reads?.(text) === false) return null;
    const query = encoder.embed([text])[0] ?? new Int8Array(dimensions);
    const norm = Math.sqrt(dot(query, 0, query));
    const nearest = (rows: Int8Array, rowNorms: Float64Array, from: number, to: number): number => {
      let best = -1;
      for (let at = from; at < to; at++) {
        const cosine = dot(rows, at * dimensions, query) / ((rowNorms[at] ?? 0) * norm || 1);
        if (cosine > best) best = cosine;
      }
      return best;
    };
    return {
      articles: Float64Array.from({ length: starts.length - 1 }, (_, article) =>
        nearest(values, norms, starts[article] ?? 0, starts[article + 1] ?? 0),
      ),
      likest: (sentences) => {
        const rows = embed(sentences);
        return nearest(rows, toNorms(rows), 0, sentences.length);
      },
    };
  };
}

function dot(values: Int8Array, from: number, other: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < other.length; at++) sum += (values[from + at] ?? 0) * (other[at] ?? 0);
  return sum;
}
