import type { Article } from '../../schema/article.ts';
import type { Block } from '../../text/index.ts';

/** One line of `helplet kb lint`. */
export interface Finding {
  readonly rule: string;
  /** `error`: the article cannot be used, or a visitor meets something broken. `warning`: it could be better. */
  readonly severity: 'error' | 'warning';
  /** Id of the article, or the place of one that has none. */
  readonly article: string;
  readonly message: string;
}

/** An article with what the rules look at. */
export interface LintedArticle {
  readonly article: Article;
  /** As stated, otherwise by script. */
  readonly lang: string;
  readonly blocks: readonly Block[];
}

/** Looks at a whole knowledge base and gives its findings in the order of the articles. */
export type LintRule = (articles: readonly LintedArticle[]) => readonly Finding[];
