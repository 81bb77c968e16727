import type { Article } from '../../schema/article.ts';
import { detectLang, parseMarkdown } from '../../text/index.ts';
import type { Finding, LintRule } from './finding.ts';
import { brokenLink, headingJump, imageWithoutAlt, rawHtml, unsafeLink } from './markup-rules.ts';
import { misspelling } from './spelling-rule.ts';
import { duplicateTitle, emptyBody, longTitle, missingTranslation, unknownLang } from './text-rules.ts';

const RULES: readonly LintRule[] = [
  emptyBody,
  longTitle,
  duplicateTitle,
  unknownLang,
  missingTranslation,
  brokenLink,
  unsafeLink,
  headingJump,
  imageWithoutAlt,
  rawHtml,
  misspelling,
];

/** Everything that could be better in a knowledge base, rule by rule, in the order of the articles. */
export function lintArticles(articles: readonly Article[]): readonly Finding[] {
  const linted = articles.map((article) => ({
    article,
    lang: article.lang ?? detectLang(`${article.title} ${article.body}`),
    blocks: parseMarkdown(article.body),
  }));
  return RULES.flatMap((rule) => rule(linted));
}
