import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** Articles by their place; an array is one. */
export interface ArticleList extends Iterable<Article> {
  readonly length: number;
  /** @throws SupportError `kb-corrupt` where a compiled article is none */
  readonly at: (place: number) => Article | undefined;
}

/** The ids, then how many bytes each article takes, then the articles without their ids. */
export function writeArticles(writer: ByteWriter, articles: ArticleList): void {
  const encoder = new TextEncoder();
  const ids: string[] = [];
  const texts: Uint8Array[] = [];
  for (const { id, ...rest } of articles) {
    ids.push(id);
    texts.push(encoder.encode(JSON.stringify(rest)));
  }
  writer.text(JSON.stringify(ids));
  for (const { length } of texts) writer.varint(length);
  for (const text of texts) writer.raw(text);
}

/**
 * A list over the file's own bytes: an article is read when it is first asked for, and kept. Of ten thousand a visit
 * shows a few.
 */
export function readArticleList(reader: ByteReader): {
  readonly ids: readonly string[];
  readonly articles: ArticleList;
} {
  const ids = JSON.parse(reader.text()) as readonly string[]; // checked when they were compiled
  const starts = new Uint32Array(ids.length + 1);
  reader.varints(starts.subarray(1));
  for (let place = 0; place < ids.length; place++) starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
  const bytes = reader.raw(starts[ids.length] ?? 0);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const known: (Article | undefined)[] = [];
  const at = (place: number): Article | undefined => {
    const id = ids[place];
    if (id === undefined || known[place]) return known[place];
    try {
      const text = decoder.decode(bytes.subarray(starts[place], starts[place + 1]));
      const article = { id, ...(JSON.parse(text) as Omit<Article, 'id'>) } as Article; // checked when it was compiled
      known[place] = article;
      return article;
    } catch {
      throw new SupportError('kb-corrupt', `Knowledge base: article "${id}" cannot be read; compile it again`);
    }
  };
  function* all(): Generator<Article> {
    for (let place = 0; place < ids.length; place++) {
      const article = at(place);
      if (article) yield article;
    }
  }
  return { ids, articles: { length: ids.length, at, [Symbol.iterator]: all } };
}

/** The articles of a file of format 1 to 3: one JSON text after the other. */
export function* readOlderArticles(reader: ByteReader): Generator<void, Article[]> {
  const articles: Article[] = [];
  for (let left = reader.count(); left > 0; left--) {
    articles.push(JSON.parse(reader.text()) as Article); // checked when it was compiled
    if (left % 64 === 0) yield;
  }
  return articles;
}
