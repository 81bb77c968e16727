import type { Searcher } from '../knowledge/index.ts';
import type { KnowledgeInfo } from './protocol.ts';

/** What was loaded: languages by number of articles, equal ones in the order of the knowledge base. */
export function toKnowledgeInfo(searcher: Searcher, warnings: readonly string[]): KnowledgeInfo {
  const counts = new Map<string, number>();
  for (const lang of searcher.translations.langs) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  const langs = [...counts].sort(([, a], [, b]) => b - a).map(([lang]) => lang);
  return { articles: searcher.index.articles.length, langs, warnings };
}
