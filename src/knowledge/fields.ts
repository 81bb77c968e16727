import type { Article } from '../schema/article.ts';
import { inlineText, parseMarkdown, toPlainText } from '../text/index.ts';

/** The searchable parts of an article, in the order their numbers have in a compiled index. */
export const FIELDS = ['title', 'phrasings', 'tags', 'headings', 'body'] as const;

export type Field = (typeof FIELDS)[number];

/** The words of each field, in the order of `FIELDS`. Markup is gone; addresses of links are not searched. */
export function toFieldTexts(article: Article): readonly string[] {
  const blocks = parseMarkdown(article.body);
  const headings = blocks.map((block) => (block.kind === 'heading' ? inlineText(block.children) : ''));
  return [
    article.title,
    (article.phrasings ?? []).join('\n'),
    (article.tags ?? []).join('\n'),
    headings.filter((heading) => heading !== '').join('\n'),
    toPlainText(blocks.filter((block) => block.kind !== 'heading')),
  ];
}
