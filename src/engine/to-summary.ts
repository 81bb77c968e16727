import { chooseByLang, type Searcher } from '../knowledge/index.ts';
import type { ArticleSummary } from './protocol.ts';

/** Place in the index of the translation of `id` a reader of `lang` gets, or null for an unknown id. */
export function findTranslation(searcher: Searcher, id: string, lang: string): number | null {
  const { byId, langs } = searcher.translations;
  return chooseByLang(byId.get(id)?.articles ?? [], langs, lang) ?? null;
}

/** Summaries of articles in the reader's language where there is one; unknown ids are passed over. */
export function toSummaries(searcher: Searcher, ids: readonly string[], lang: string): readonly ArticleSummary[] {
  return ids.flatMap((id) => {
    const article = findTranslation(searcher, id, lang);
    const source = article === null ? undefined : searcher.index.articles.at(article);
    return article === null || !source
      ? []
      : [{ id, lang: searcher.translations.langs[article] ?? '', title: source.title }];
  });
}
