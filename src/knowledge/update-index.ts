import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import { stem, tokenise } from '../text/index.ts';
import { buildIndex } from './build-index.ts';
import { FIELDS, toFieldTexts } from './fields.ts';
import type { KnowledgeIndex, Lexicon, Postings } from './knowledge-index.ts';
import { packPostings } from './pack-postings.ts';
import { type Encoder, embedArticles, joinVectors, keepVectors } from './sentence-vectors.ts';

/** A part of an index: its words and postings, its articles renumbered by `places` (−1 = left out). */
interface Part {
  readonly index: KnowledgeIndex;
  readonly places: Int32Array;
}

/**
 * The index with some articles more, at its end: the same, byte for byte, as one built from all of them. Only the new
 * articles are read, and are taken for used like any other.
 * @throws SupportError `kb-duplicate` for an article whose id and language are there already
 */
export function addArticles(index: KnowledgeIndex, added: readonly Article[], encoder?: Encoder): KnowledgeIndex {
  const articles = [...index.articles, ...added];
  refuseDuplicates(articles);
  const built = buildIndex(added);
  const more = encoder && index.vectors ? embedArticles(built, encoder) : built;
  const parts: readonly Part[] = [
    { index, places: Int32Array.from(index.ids, (_, at) => at) },
    { index: more, places: Int32Array.from(added, (_, at) => index.articles.length + at) },
  ];
  const words = [...new Set([...index.lexicon.words, ...more.lexicon.words])].sort();
  return {
    ...join(words, parts),
    articles,
    ids: [...index.ids, ...more.ids],
    langs: [...index.langs, ...more.langs],
    lengths: Uint32Array.from([...index.lengths, ...more.lengths]),
    synonyms: index.synonyms,
    vectors: joinVectors(index.vectors, more.vectors, added.length),
    useLevels: index.useLevels && Int8Array.from({ length: articles.length }, (_, at) => index.useLevels?.[at] ?? 0),
  };
}

/**
 * The index without some articles: the same, byte for byte, as one built without them. Unknown ids are passed over.
 * @param ids every translation of an article goes
 */
export function removeArticles(index: KnowledgeIndex, ids: ReadonlySet<string>): KnowledgeIndex {
  let kept = 0;
  const places = Int32Array.from(index.ids, (id) => (ids.has(id) ? -1 : kept++));
  const isKept = (_: unknown, at: number): boolean => places[at] !== -1;
  const articles = [...index.articles].filter(isKept);
  const gone = wordsOnlyIn(index, places);
  return {
    ...join(
      index.lexicon.words.filter((word) => !gone.has(word)),
      [{ index, places }],
    ),
    articles,
    ids: index.ids.filter(isKept),
    langs: index.langs.filter(isKept),
    lengths: index.lengths.filter((_, key) => places[Math.floor(key / FIELDS.length)] !== -1),
    synonyms: index.synonyms,
    vectors: index.vectors && keepVectors(index.vectors, places),
    useLevels: index.useLevels?.filter(isKept) ?? null,
  };
}

function refuseDuplicates(articles: readonly Article[]): void {
  const places = new Map<string, number>();
  for (const [at, { id, lang = '' }] of articles.entries()) {
    const key = JSON.stringify([id, lang]);
    const first = places.get(key);
    if (first !== undefined) {
      throw new SupportError(
        'kb-duplicate',
        `Knowledge base: id "${id}" of article ${at + 1} stands in article ${first + 1} already; give one of them another id or lang`,
      );
    }
    places.set(key, at);
  }
}

/** Words that occur in articles left out and nowhere else. Of the others only those are read that share a stem. */
function wordsOnlyIn({ articles, lexicon, postings }: KnowledgeIndex, places: Int32Array): ReadonlySet<string> {
  const read = new Map<number, ReadonlySet<string>>();
  const wordsOf = (at: number): ReadonlySet<string> => {
    const known = read.get(at);
    if (known) return known;
    const words = new Set<string>();
    const article = articles.at(at);
    for (const text of article ? toFieldTexts(article) : []) tokenise(text, (word) => words.add(word));
    read.set(at, words);
    return words;
  };
  const stemNumbers = new Map(lexicon.stems.map((name, number) => [name, number]));
  const gone = new Set<string>();
  for (const [at, place] of places.entries()) {
    if (place !== -1) continue;
    for (const word of wordsOf(at)) {
      if (!gone.has(word) && !isElsewhere(word, stemNumbers.get(stem(word)) ?? 0)) gone.add(word);
    }
  }
  return gone;

  function isElsewhere(word: string, number: number): boolean {
    for (const key of postings.entriesOf(number).keys) {
      const at = Math.floor(key / FIELDS.length);
      if (places[at] !== -1 && wordsOf(at).has(word)) return true;
    }
    return false;
  }
}

/** Words and postings of several parts in one, stems numbered as a build would. */
function join(words: readonly string[], parts: readonly Part[]): { lexicon: Lexicon; postings: Postings } {
  const numbers = new Map<string, number>();
  const stemOf = Uint32Array.from(words, (word) => {
    const name = stem(word);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  const stems = [...numbers.keys()];
  const ofPart = parts.map(({ index }) => new Map(index.lexicon.stems.map((name, number) => [name, number])));
  const starts = new Uint32Array(stems.length + 1);
  const keys: number[] = [];
  const counts: number[] = [];
  for (const [number, name] of stems.entries()) {
    for (const [at, { index, places }] of parts.entries()) {
      const from = ofPart[at]?.get(name);
      if (from === undefined) continue;
      const entries = index.postings.entriesOf(from);
      for (const [entry, key] of entries.keys.entries()) {
        const place = places[Math.floor(key / FIELDS.length)] ?? -1;
        if (place === -1) continue;
        keys.push(place * FIELDS.length + (key % FIELDS.length));
        counts.push(entries.counts[entry] ?? 0);
      }
    }
    starts[number + 1] = keys.length;
  }
  return {
    lexicon: { words, stemOf, stems },
    postings: packPostings(starts, { keys: Uint32Array.from(keys), counts: Uint32Array.from(counts) }),
  };
}
