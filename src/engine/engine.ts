import { readMessage } from '../conversation/reading.ts';
import { createSearcher, finish, loadKnowledgeInSteps, type Searcher } from '../knowledge/index.ts';
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
export type CreateUnderstand = (files: Pick<ModelFiles, 'intent' | 'mood'>) => (text: string) => Understood;

/**
 * Makes an engine. `load` comes first.
 * @param loadUnderstand fetches the code that runs models; without it `understand` always gives null
 * @throws SupportError from the calls: `kb-missing` before a knowledge base was loaded; from `load`: `kb-malformed`,
 * `kb-truncated`, `kb-corrupt`, `kb-newer`, `kb-options`, each saying what to do
 */
export function createEngine(loadUnderstand?: (code: string) => Promise<CreateUnderstand>): Engine {
  let understand: ((text: string) => Understood) | null = null;
  let loaded: Searcher | null = null;
  const searcher = (): Searcher => {
    if (loaded) return loaded;
    throw new SupportError('kb-missing', 'Engine: no knowledge base is loaded; call load first');
  };
  function* loadInSteps(bytes: Uint8Array): Generator<void, KnowledgeInfo> {
    const { index, warnings } = yield* loadKnowledgeInSteps(bytes);
    loaded = createSearcher(index);
    return toKnowledgeInfo(loaded, warnings);
  }
  return {
    load: (bytes) => finish(loadInSteps(bytes)),
    loadInSteps,
    search: (request) => searchArticles(searcher(), request),
    suggest: (request) => suggestSummaries(searcher(), request),
    article: (request) => readArticle(searcher(), request),
    async loadModels(files) {
      const createUnderstand = await loadUnderstand?.(files.code);
      if (createUnderstand) understand = createUnderstand(files);
    },
    understand: (text) => understand?.(text) ?? null,
    readMessage,
  };
}
