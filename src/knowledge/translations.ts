import type { KnowledgeIndex } from './knowledge-index.ts';

/** An article together with its translations. */
export interface Group {
  readonly id: string;
  /** Places in the index, in its order. */
  readonly articles: readonly number[];
}

/** Which articles are translations of each other, and in which language each one is. */
export interface Translations {
  /** In the order of their first article. */
  readonly groups: readonly Group[];
  readonly byId: ReadonlyMap<string, Group>;
  /** For each article its group. */
  readonly groupOf: readonly Group[];
  /** For each article its language: as stated, otherwise by script. */
  readonly langs: readonly string[];
}

/** Groups articles by id. */
export function groupTranslations({ ids, langs }: Pick<KnowledgeIndex, 'ids' | 'langs'>): Translations {
  const byId = new Map<string, { readonly id: string; readonly articles: number[] }>();
  const groupOf = ids.map((id, article) => {
    const group = byId.get(id) ?? { id, articles: [] };
    if (group.articles.push(article) === 1) byId.set(id, group);
    return group;
  });
  return { groups: [...byId.values()], byId, groupOf, langs };
}

/**
 * The one of some articles a reader of `lang` should get: in that very language ("zh-TW"), in the same one elsewhere
 * ("zh"), otherwise the first.
 */
export function chooseByLang(
  candidates: readonly number[],
  langs: readonly string[],
  lang: string,
): number | undefined {
  const wanted = lang.toLowerCase();
  const of = (article: number): string => (langs[article] ?? '').toLowerCase();
  return (
    candidates.find((article) => of(article) === wanted) ??
    candidates.find((article) => primary(of(article)) === primary(wanted)) ??
    candidates[0]
  );
}

function primary(lang: string): string {
  return lang.split(/[-_]/)[0] ?? lang;
}
