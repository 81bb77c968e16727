import {
  createSearcher,
  finish,
  isCompiled,
  loadKnowledgeInSteps,
  type ReadMeaning,
  type Searcher,
} from '../knowledge/index.ts';
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts';
import type { SentenceVectors } from '../knowledge/sentence-vectors.ts';
import { SupportError } from '../shared/errors.ts';
import type { EngineCalls, KnowledgeInfo, ModelFiles, Understood } from './protocol.ts';
import { readArticle } from './read-article.ts';
import { searchArticles } from './search-articles.ts';
import { suggestSummaries } from './suggest-summaries.ts';
import { toKnowledgeInfo } from './to-knowledge-info.ts';

/** The widget's brain: bytes in, plain data out, no network and no page. */
export interface Engine extends EngineCalls {
  /** `load` in steps of a few milliseconds, for a page without a worker. Until the last step the old knowledge base answers. */
  loadInSteps(bytes: Uint8Array): Generator<void, KnowledgeInfo>;
}

/** Reads messages, once it has its models. */
export type CreateUnderstand = (files: Omit<ModelFiles, 'code'>) => (text: string) => Understood;

/** Fetches code that only some visits need, by its address. */
export interface EngineCode {
  readonly understand: (address: string) => Promise<CreateUnderstand>;
  readonly prepare: (address: string) => Promise<Prepare>;
}

export interface Prepare {
  readonly compile: (index: KnowledgeIndex) => Uint8Array;
  /** Null where no encoder can be had. */
  readonly openMeaning: (vectors: SentenceVectors) => Promise<ReadMeaning | null>;
}

/**
 * Makes an engine. `load` comes first.
 * @param code what else it needs; without it `prepare` and `understand` always give null
 * @throws SupportError from the calls: `kb-missing` before a knowledge base was loaded; from `load`: `kb-malformed`,
 * `kb-truncated`, `kb-corrupt`, `kb-newer`, `kb-options`, each saying what to do
 */
export function createEngine(code?: EngineCode): Engine {
  let uncompiled: KnowledgeIndex | null = null;
  let understand: ((text: string) => Understood) | null = null;
  let loaded: Searcher | null = null;
  const searcher = (): Searcher => {
    if (loaded) return loaded;
    throw new SupportError('kb-missing', 'Engine: no knowledge base is loaded; call load first');
  };
  function* loadInSteps(bytes: Uint8Array): Generator<void, KnowledgeInfo> {
    const { index, warnings } = yield* loadKnowledgeInSteps(bytes);
    uncompiled = isCompiled(bytes) ? null : index;
    loaded = createSearcher(index);
    return toKnowledgeInfo(loaded, warnings);
  }
  return {
    load: (bytes) => finish(loadInSteps(bytes)),
    loadInSteps,
    search: (request) => searchArticles(searcher(), request),
    suggest: (request) => suggestSummaries(searcher(), request),
    article: (request) => readArticle(searcher(), request),
    async prepare(address) {
      const source = uncompiled;
      const searched = loaded;
      const vectors = searched?.index.vectors;
      uncompiled = null; // once: it is kept from then on
      if (!source && !vectors) return null;
      const prepare = await code?.prepare(address).catch(() => null); // offline: the next visit tries again
      const readMeaning = vectors && (await prepare?.openMeaning(vectors).catch(() => null)); // then words alone decide
      if (readMeaning && searched === loaded) loaded = createSearcher(searched.index, { readMeaning });
      return (source && prepare?.compile(source)) ?? null;
    },
    async loadModels(files) {
      const createUnderstand = await code?.understand(files.code);
      if (createUnderstand) understand = createUnderstand(files);
    },
    understand: (text) => understand?.(text) ?? null,
  };
}
