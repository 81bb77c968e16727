import { toPlainText } from '../../text/index.ts';
import type { Finding, LintedArticle, LintRule } from './finding.ts';

/** Search results on a phone show about this much of a title. */
const MAX_TITLE_CHARACTERS = 120;

/** A body without words answers nothing. */
export const emptyBody: LintRule = (articles) =>
  articles
    .filter(({ blocks }) => toPlainText(blocks).trim() === '')
    .map((article) => toFinding('empty-body', article, 'the body is empty; write the answer'));

export const longTitle: LintRule = (articles) =>
  articles
    .filter(({ article }) => article.title.length > MAX_TITLE_CHARACTERS)
    .map((article) => {
      const { length } = article.article.title;
      return toFinding(
        'long-title',
        article,
        `the title has ${length} characters; keep it under ${MAX_TITLE_CHARACTERS}`,
      );
    });

/** Visitors cannot tell two results with one title apart. */
export const duplicateTitle: LintRule = (articles) => {
  const first = new Map<string, string>();
  return articles.flatMap((article) => {
    const { id, title } = article.article;
    const key = JSON.stringify([article.lang, title.trim().toLowerCase()]);
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    return other === undefined
      ? []
      : [toFinding('duplicate-title', article, `"${other}" has the same title; tell them apart`)];
  });
};

/** A language the browser has no name for is most likely a typing error. */
export const unknownLang: LintRule = (articles) => {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const isKnown = (lang: string): boolean => {
    try {
      return names.of(lang) !== undefined;
    } catch {
      return false; // not even well formed
    }
  };
  return articles
    .filter(({ article }) => article.lang !== undefined && !isKnown(article.lang))
    .map((article) =>
      toFinding(
        'unknown-lang',
        article,
        `"${article.article.lang}" is no language; use a code such as "en", "zh" or "pt-BR"`,
      ),
    );
};

/** Where most articles have a translation, one without is probably forgotten. */
export const missingTranslation: LintRule = (articles) => {
  const langsOf = new Map<string, Set<string>>();
  for (const { article, lang } of articles) {
    langsOf.set(article.id, (langsOf.get(article.id) ?? new Set()).add(lang));
  }
  const counts = new Map<string, number>();
  for (const langs of langsOf.values()) for (const lang of langs) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count > langsOf.size / 2).map(([lang]) => lang);
  return Array.from(langsOf).flatMap(([id, langs]) =>
    common
      .filter((lang) => !langs.has(lang))
      .map(
        (lang): Finding => ({
          rule: 'missing-translation',
          severity: 'warning',
          article: id,
          message: `there is no "${lang}" version, which most articles have; translate it`,
        }),
      ),
  );
};

function toFinding(rule: string, { article }: LintedArticle, message: string): Finding {
  return { rule, severity: 'warning', article: article.id, message };
}
