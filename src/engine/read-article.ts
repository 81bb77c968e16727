import { findRelated, type Searcher } from '../knowledge/index.ts';
import { parseMarkdown } from '../text/index.ts';
import type { ArticleReply, ArticleRequest } from './protocol.ts';
import { findTranslation, toSummaries } from './to-summary.ts';

const RELATED_LIMIT = 3;

/** Answers `article`: null for an unknown id. */
export function readArticle(searcher: Searcher, request: ArticleRequest): ArticleReply | null {
  const { id, lang } = request;
  const article = findTranslation(searcher, id, lang);
  const source = article === null ? undefined : searcher.index.articles.at(article);
  if (article === null || !source) return null;
  const { byId, langs } = searcher.translations;
  return {
    id,
    lang: langs[article] ?? '',
    title: source.title,
    blocks: parseMarkdown(source.body),
    ...(source.updated === undefined ? {} : { updated: source.updated }),
    ...(source.url === undefined ? {} : { url: source.url }),
    langs: [...new Set(byId.get(id)?.articles.map((translation) => langs[translation] ?? ''))],
    related: toSummaries(searcher, findRelated(searcher, article, RELATED_LIMIT), lang),
  };
}
