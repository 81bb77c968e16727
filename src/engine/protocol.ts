import type { Block } from '../text/markdown.ts';

/** Start (inclusive) and end (exclusive) of a marked word, in UTF-16 code units. */
export type Mark = readonly [start: number, end: number];

/** What a loaded knowledge base holds. */
export interface KnowledgeInfo {
  readonly articles: number;
  /** BCP 47 codes, most frequent first. */
  readonly langs: readonly string[];
  /** Lines or articles that were left out, and why (for the site's developer). */
  readonly warnings: readonly string[];
}

export interface SearchRequest {
  readonly text: string;
  /** The visitor's language, BCP 47. Articles in it come first where there are translations. */
  readonly lang: string;
  /** Most hits to return. */
  readonly limit: number;
}

export interface SearchHit {
  readonly id: string;
  readonly lang: string;
  readonly title: string;
  readonly titleMarks: readonly Mark[];
  /** The passage that fits best, plain text of at most about 160 characters; empty for an article without a body. */
  readonly passage: string;
  readonly passageMarks: readonly Mark[];
  readonly score: number;
}

export interface SearchReply {
  /** Best first, at most one a translation group. */
  readonly hits: readonly SearchHit[];
  /** Estimated probability that the first hit answers, 0..1. */
  readonly confidence: number;
  /** The first hit's id, or null when no answer would be better than this one. */
  readonly answer: string | null;
  /** Where nothing was found: the text as it may have been meant, in words the articles have. */
  readonly corrected?: string;
  /** Where nothing was found: the articles that come nearest, at most two. */
  readonly nearest?: readonly ArticleSummary[];
}

export interface SuggestRequest {
  readonly lang: string;
  readonly limit: number;
  /** Articles the site asks for, best first; unknown ids are passed over. */
  readonly ids?: readonly string[];
  /** Address of the page, to prefer articles that speak of it. */
  readonly page?: string;
  /** Title of the page, for the same purpose. */
  readonly pageTitle?: string;
}

export interface ArticleSummary {
  readonly id: string;
  readonly lang: string;
  readonly title: string;
}

export interface ArticleRequest {
  readonly id: string;
  readonly lang: string;
}

export interface ArticleReply extends ArticleSummary {
  readonly blocks: readonly Block[];
  readonly updated?: string;
  readonly url?: string;
  /** All languages this article exists in. */
  readonly langs: readonly string[];
  readonly related: readonly ArticleSummary[];
}

/** What it takes to read messages. */
export interface ModelFiles {
  /** Absolute address of the code that runs models, which only those who write need. */
  readonly code: string;
  /** Bytes of the models. */
  readonly intent: Uint8Array;
  readonly mood: Uint8Array;
  /** A site's own intents, to which the others are a prior. */
  readonly ownIntent?: Uint8Array | undefined;
}

export type MoodLabel = 'neg' | 'neu' | 'pos';

/** What the models read in a message. */
export interface Understood {
  /** Any but English and Chinese is `other`: what the models say of it is not to be trusted. */
  readonly lang: 'en' | 'zh' | 'other';
  /** A label of the model or `out_of_scope`; `confidence` 0..1. */
  readonly intent: { readonly label: string; readonly confidence: number };
  /** `score`: −1..1. */
  readonly sentiment: { readonly label: MoodLabel; readonly score: number };
  /** 0..1. */
  readonly frustration: number;
  /** 0 (any time) to 1 (now). */
  readonly urgency: number;
  /** What it speaks of, and how it feels about that. */
  readonly aspects: readonly { readonly aspect: string; readonly label: MoodLabel }[];
}

/** Everything the engine does for a page: one request and one reply each, both plain data. */
export interface EngineCalls {
  load(bytes: Uint8Array): KnowledgeInfo;
  search(request: SearchRequest): SearchReply;
  suggest(request: SuggestRequest): readonly ArticleSummary[];
  article(request: ArticleRequest): ArticleReply | null;
  /**
   * What can wait until the first questions are answered: where the knowledge base has vectors, questions are from now on
   * read by meaning too, if an encoder can be had.
   * @param code absolute address of the code for it
   * @returns the compiled form of the loaded knowledge base, to be kept; null where it was loaded from one
   */
  prepare(code: string): Promise<Uint8Array | null>;
  /** Gets the models ready. Rejects with a `SupportError` when one cannot be read. */
  loadModels(files: ModelFiles): Promise<void>;
  /** What the models read in a message; null before they are loaded. */
  understand(text: string): Understood | null;
}
