import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import { toFieldTexts } from './fields.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';

/** Gives each text a vector of whole numbers from −127 to 127, all of one length; equal texts, equal vectors. */
export type Embed = (texts: readonly string[]) => Int8Array[];

/** A sentence encoder. Vectors of encoders with different ids cannot be compared. */
export interface Encoder {
  readonly id: string;
  readonly embed: Embed;
  /** Whether it knows the language of a text; of others no vectors are made. Absent: it knows all. */
  readonly reads?: (text: string) => boolean;
}

/** The vectors of the articles' sentences, all in one row. */
export interface SentenceVectors {
  /** Id of the encoder they came from. */
  readonly encoder: string;
  readonly dimensions: number;
  /** Article `n` owns the vectors from `starts[n]` up to `starts[n + 1]`. */
  readonly starts: Uint32Array;
  readonly values: Int8Array;
}

/** Sentences of an article beside its title: the site's phrasings, then the body's first. On seven question sets 24 found no more. */
const MAX_PHRASINGS = 24;
const MAX_BODY_SENTENCES = 4;
const MIN_LETTERS = 8;
const SENTENCE_END = /[.!?…]\s+|[。！？；\n]/;

/**
 * The index with its articles' sentences embedded, so that it can be searched by meaning too.
 * @throws SupportError `encoder-mixed` for vectors of several lengths
 */
export function embedArticles(index: KnowledgeIndex, { id, embed, reads = () => true }: Encoder): KnowledgeIndex {
  const starts = new Uint32Array(index.articles.length + 1);
  const vectors: Int8Array[] = [];
  let at = 0;
  for (const article of index.articles) {
    vectors.push(...embed(toSentences(article).filter(reads)));
    starts[++at] = vectors.length;
  }
  const dimensions = vectors[0]?.length ?? 0;
  if (dimensions === 0) return index;
  const values = new Int8Array(vectors.length * dimensions);
  for (const [at, vector] of vectors.entries()) {
    if (vector.length !== dimensions) {
      throw new SupportError(
        'encoder-mixed',
        `Encoder "${id}": its vectors differ in length; it must give all the same`,
      );
    }
    values.set(vector, at * dimensions);
  }
  return { ...index, vectors: { encoder: id, dimensions, starts, values } };
}

function toSentences(article: Article): readonly string[] {
  const [, , , headings = '', body = ''] = toFieldTexts(article);
  const rest = `${headings}\n${body}`.split(SENTENCE_END).filter((sentence) => sentence.trim().length >= MIN_LETTERS);
  return [article.title, ...(article.phrasings ?? []).slice(0, MAX_PHRASINGS), ...rest.slice(0, MAX_BODY_SENTENCES)];
}

/** The vectors of some articles and of `count` more; without those of the latter, none: half of them would mislead. */
export function joinVectors(
  first: SentenceVectors | null,
  more: SentenceVectors | null,
  count: number,
): SentenceVectors | null {
  if (!first || count === 0) return first;
  if (more?.encoder !== first.encoder || more.dimensions !== first.dimensions) return null;
  const before = first.starts.at(-1) ?? 0;
  return {
    ...first,
    starts: Uint32Array.from([...first.starts, ...more.starts.subarray(1).map((start) => start + before)]),
    values: Int8Array.from([...first.values, ...more.values]),
  };
}

/** The vectors of the articles whose place is not −1. */
export function keepVectors(vectors: SentenceVectors, places: Int32Array): SentenceVectors | null {
  const { dimensions } = vectors;
  const starts = [0];
  const values: number[] = [];
  for (const [article, place] of places.entries()) {
    if (place === -1) continue;
    const from = (vectors.starts[article] ?? 0) * dimensions;
    values.push(...vectors.values.subarray(from, (vectors.starts[article + 1] ?? 0) * dimensions));
    starts.push(values.length / dimensions);
  }
  return values.length === 0 ? null : { ...vectors, starts: Uint32Array.from(starts), values: Int8Array.from(values) };
}
