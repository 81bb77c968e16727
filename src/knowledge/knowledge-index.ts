import type { ArticleList } from './article-list.ts';
import type { SentenceVectors } from './sentence-vectors.ts';

/** The words of all articles. */
export interface Lexicon {
  /** Folded words as they stand in the articles, sorted by UTF-16 code unit, each once. */
  readonly words: readonly string[];
  /** For each word the number of its stem. */
  readonly stemOf: Uint32Array;
  /** Stems by number, in the order in which their first word comes in `words`. */
  readonly stems: readonly string[];
}

/** Where a stem occurs: one entry for each article and field. */
export interface Entries {
  /** `article × number of fields + field`, ascending. */
  readonly keys: Uint32Array;
  /** How often the stem occurs there. */
  readonly counts: Uint32Array;
}

/** Where the stems occur. */
export interface Postings {
  /** For each stem the number of articles it occurs in. */
  readonly frequencies: Uint32Array;
  /** Read anew each time. */
  readonly entriesOf: (stem: number) => Entries;
}

/** A searchable knowledge base: plain data, integers and text only. `format.ts` writes it, `searcher.ts` searches it. */
export interface KnowledgeIndex {
  readonly articles: ArticleList;
  /** For each article its id. */
  readonly ids: readonly string[];
  /** For each article its language, BCP 47: as stated, otherwise by script. */
  readonly langs: readonly string[];
  readonly lexicon: Lexicon;
  readonly postings: Postings;
  /** Tokens in a field of an article, at `article × number of fields + field`. */
  readonly lengths: Uint32Array;
  /** Groups of words the site takes for the same. */
  readonly synonyms: readonly (readonly string[])[];
  /** What the sentences of the articles mean, when an encoder was at hand. */
  readonly vectors: SentenceVectors | null;
  /** For each article how much more than others visitors choose it, in levels from −4 to 4; null: nothing is known. */
  readonly useLevels: Int8Array | null;
}
