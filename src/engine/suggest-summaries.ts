import { type Searcher, suggestArticles } from '../knowledge/index.ts';
import type { ArticleSummary, SuggestRequest } from './protocol.ts';
import { toSummaries } from './to-summary.ts';

/** Answers `suggest`. */
export function suggestSummaries(searcher: Searcher, request: SuggestRequest): readonly ArticleSummary[] {
  const { ids = [], page = '', pageTitle = '', limit, lang } = request;
  return toSummaries(searcher, suggestArticles(searcher, { ids, page, pageTitle, limit }), lang);
}
