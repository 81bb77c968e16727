import type { Article } from '../schema/article.ts';
import { detectLang, stem, tokenise } from '../text/index.ts';
import { FIELDS, toFieldTexts } from './fields.ts';
import { finish } from './finish.ts';
import type { KnowledgeIndex, Lexicon, Postings } from './knowledge-index.ts';
import { packPostings } from './pack-postings.ts';

/** Text split into words between two steps: about 2 ms on a desktop, 10 ms on a slow phone. */
const STEP_CHARACTERS = 8_000;
/** Words stemmed between two steps. */
const STEP_WORDS = 200;
/** Tokens counted between two steps. */
const STEP_TOKENS = 50_000;

export interface BuildOptions {
  /** Groups of words the site takes for the same. */
  readonly synonyms?: readonly (readonly string[])[];
}

/** All tokens of all fields, one field after the other; `lengths` says where each one ends. */
interface TokenStream {
  /** Numbers of words, in the order in which the words were met. */
  readonly tokens: readonly number[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly lengths: Uint32Array;
}

/**
 * Makes articles searchable, in steps of a few milliseconds so that a page's main thread can do other things between
 * them. The result depends on the articles and their order alone.
 */
export function* buildInSteps(
  articles: readonly Article[],
  { synonyms = [] }: BuildOptions = {},
): Generator<void, KnowledgeIndex> {
  const stream = yield* readTokens(articles);
  const lexicon = yield* buildLexicon([...stream.numbers.keys()].sort());
  const postings = yield* buildPostings(stream, lexicon);
  const { ids, langs } = nameArticles(articles);
  return { articles, ids, langs, lexicon, postings, lengths: stream.lengths, synonyms, vectors: null, useLevels: null };
}

/** `buildInSteps` without pauses. */
export function buildIndex(articles: readonly Article[], options?: BuildOptions): KnowledgeIndex {
  return finish(buildInSteps(articles, options));
}

/** What an index knows of its articles without reading them. */
function nameArticles(articles: readonly Article[]): Pick<KnowledgeIndex, 'ids' | 'langs'> {
  return {
    ids: articles.map(({ id }) => id),
    langs: articles.map(({ lang, title, body }) => lang || detectLang(`${title} ${body}`)),
  };
}

function* readTokens(articles: readonly Article[]): Generator<void, TokenStream> {
  const tokens: number[] = [];
  const numbers = new Map<string, number>();
  const lengths = new Uint32Array(articles.length * FIELDS.length);
  const visit = (word: string): void => {
    let number = numbers.get(word);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(word, number);
    }
    tokens.push(number);
  };
  let key = 0;
  let characters = 0;
  for (const article of articles) {
    for (const text of toFieldTexts(article)) {
      const before = tokens.length;
      tokenise(text, visit);
      lengths[key++] = tokens.length - before;
      characters += text.length;
    }
    if (characters < STEP_CHARACTERS) continue;
    characters = 0;
    yield;
  }
  return { tokens, numbers, lengths };
}

function* buildLexicon(words: readonly string[]): Generator<void, Lexicon> {
  const stemOf = new Uint32Array(words.length);
  const numbers = new Map<string, number>();
  for (const [index, word] of words.entries()) {
    if (index % STEP_WORDS === 0) yield;
    const stemmed = stem(word);
    const number = numbers.get(stemmed) ?? numbers.size;
    numbers.set(stemmed, number);
    stemOf[index] = number;
  }
  return { words, stemOf, stems: [...numbers.keys()] };
}

/** Counts the entries of each stem first, then fills them in: two passes over the tokens, and nothing to sort. */
function* buildPostings(stream: TokenStream, lexicon: Lexicon): Generator<void, Postings> {
  const stemOfNumber = new Uint32Array(lexicon.words.length);
  for (const [index, word] of lexicon.words.entries()) {
    stemOfNumber[stream.numbers.get(word) ?? 0] = lexicon.stemOf[index] ?? 0;
  }
  const starts = new Uint32Array(lexicon.stems.length + 1);
  yield* visitStems(stream, stemOfNumber, (stemNumber, _key, isFirst) => {
    if (isFirst) starts[stemNumber + 1] = (starts[stemNumber + 1] ?? 0) + 1;
  });
  for (let index = 1; index < starts.length; index++) starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
  const keys = new Uint32Array(starts.at(-1) ?? 0);
  const counts = new Uint32Array(keys.length);
  const ends = starts.slice();
  yield* visitStems(stream, stemOfNumber, (stemNumber, key, isFirst) => {
    const entry = (ends[stemNumber] ?? 0) - (isFirst ? 0 : 1);
    keys[entry] = key;
    counts[entry] = (counts[entry] ?? 0) + 1;
    ends[stemNumber] = entry + 1;
  });
  return packPostings(starts, { keys, counts });
}

/** Calls `visit` for each token with its stem, and whether the stem is new in this field. */
function* visitStems(
  { tokens, lengths }: TokenStream,
  stemOfNumber: Uint32Array,
  visit: (stemNumber: number, key: number, isFirst: boolean) => void,
): Generator<void, void> {
  /** For each stem one more than the key it was last met in. */
  const lastKeys = new Uint32Array(stemOfNumber.length);
  let token = 0;
  for (let key = 0; key < lengths.length; key++) {
    const end = token + (lengths[key] ?? 0);
    if (Math.floor(token / STEP_TOKENS) !== Math.floor(end / STEP_TOKENS)) yield;
    for (; token < end; token++) {
      const stemNumber = stemOfNumber[tokens[token] ?? 0] ?? 0;
      visit(stemNumber, key, lastKeys[stemNumber] !== key + 1);
      lastKeys[stemNumber] = key + 1;
    }
  }
}
