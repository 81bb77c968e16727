import { readMessage } from '../conversation/reading.ts';
import { createSearcher, finish, loadKnowledgeInSteps, type Searcher } from '../knowledge/index.ts';
import { SupportError } from '../shared/errors.ts';
import type { EngineCalls, KnowledgeInfo } from './protocol.ts';
import { readArticle } from './read-article.ts';
import { searchArticles } from './search-articles.ts';
import { suggestSummaries } from './suggest-summaries.ts';
import { toKnowledgeInfo } from './to-knowledge-info.ts';

/** The widget's brain: bytes in, plain data out, no network and no page. */
export interface Engine extends EngineCalls {
  /** `load` in steps of a few milliseconds, for a page without a worker. Until the last step the old knowledge base answers. */
  loadInSteps(bytes: Uint8Array): Generator<void, KnowledgeInfo>;
}

/**
 * Makes an engine. `load` comes first.
 * @throws SupportError from the calls: `kb-missing` before a knowledge base was loaded; from `load`: `kb-malformed`,
 * `kb-truncated`, `kb-corrupt`, `kb-newer`, `kb-options`, each saying what to do
 */
export function createEngine(): Engine {
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
    readMessage,
  };
}
