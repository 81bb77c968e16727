import type { Article } from '../schema/article.ts';

/** What is wrong with a value that should be an article. */
export interface ArticleFault {
  /** Its name, or `it` for the whole value. */
  readonly field: string;
  readonly reason: string;
  /** The value found, as JSON, cut short. */
  readonly value: string;
}

export type ArticleCheck =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'fault'; readonly fault: ArticleFault };

const TEXTS: readonly (readonly [field: string, min: number, max: number])[] = [
  ['id', 1, 200],
  ['title', 1, 1_000],
  ['body', 0, Number.POSITIVE_INFINITY],
];

/**
 * Accepts exactly what `articleSchema` accepts (a property test holds them together). Written out because a page
 * that loads a knowledge base would otherwise carry 6 kB of schema library for these eight fields.
 */
export function checkArticle(value: unknown): ArticleCheck {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return toFault('it', 'must be an object with id, title and body', value);
  }
  const fields = value as Readonly<Record<string, unknown>>; // an object, as was just seen
  for (const [field, min, max] of TEXTS) {
    const text = fields[field];
    if (text === undefined) return toFault(field, 'is missing', text);
    if (typeof text !== 'string') return toFault(field, 'must be a text', text);
    if (text.length < min) return toFault(field, 'must not be empty', text);
    if (text.length > max) return toFault(field, `must be at most ${max} characters`, text);
  }
  for (const field of ['lang', 'url', 'updated']) {
    const text = fields[field];
    if (text !== undefined && typeof text !== 'string') return toFault(field, 'must be a text', text);
  }
  for (const field of ['tags', 'phrasings']) {
    const list = fields[field];
    const isList = Array.isArray(list) && list.every((item) => typeof item === 'string');
    if (list !== undefined && !isList) return toFault(field, 'must be a list of texts', list);
  }
  return { kind: 'article', article: value as Article }; // every field was just checked
}

function toFault(field: string, reason: string, value: unknown): ArticleCheck {
  const text = JSON.stringify(value) ?? 'nothing';
  return { kind: 'fault', fault: { field, reason, value: text.length > 60 ? `${text.slice(0, 57)}…` : text } };
}
