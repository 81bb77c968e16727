import type { Searcher } from './searcher.ts';

/** An article is related when it shares at least this part of the score an article gets for its own title. */
const MIN_SHARE = 0.12;

/**
 * Groups that speak of the same things as group `id`, by the words of its title and tags, nearest first.
 */
export function findRelated(searcher: Searcher, article: number, limit: number): readonly string[] {
  const source = searcher.index.articles.at(article);
  if (!source) return [];
  // The closing point keeps the last word from being taken for an unfinished one.
  const { found } = searcher.search(`${source.title} ${(source.tags ?? []).join(' ')}.`);
  const self = found.find(({ id }) => id === source.id)?.score ?? 0;
  return found
    .filter(({ id, score }) => id !== source.id && score >= MIN_SHARE * self)
    .slice(0, limit)
    .map(({ id }) => id);
}
