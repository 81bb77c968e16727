import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addArticles,
  buildIndex,
  createSearcher,
  embedArticles,
  encodeKnowledge,
  removeArticles,
} from '../../src/knowledge/index.ts';
import type { Article } from '../../src/schema/article.ts';
import { listIndex } from '../support/knowledge/list-index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { sampleEncoder } from '../support/knowledge/sample-encoder.ts';

const word = fc.constantFrom(
  'refund',
  'refunds',
  'card',
  'cards',
  'login',
  '退款',
  'Größe',
  'e-mail',
  'é',
  '# Title\n',
  '- item\n',
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const article = fc.record({
  title: text.map((title) => `${title}.`),
  body: text,
  tags: fc.array(word, { maxLength: 2 }),
});
const numbered = (all: readonly Omit<Article, 'id'>[], from = 0): readonly Article[] =>
  all.map((fields, at) => ({ ...fields, id: `a${from + at}` }) as Article);

describe('an index', () => {
  it('has the same bytes whether articles were added or built in at once', () => {
    fc.assert(
      fc.property(fc.array(article, { maxLength: 6 }), fc.array(article, { maxLength: 4 }), (first, more) => {
        const a = numbered(first);
        const b = numbered(more, a.length);
        expect(encodeKnowledge(addArticles(buildIndex(a), b))).toEqual(encodeKnowledge(buildIndex([...a, ...b])));
      }),
      { seed: 21, numRuns: 150 },
    );
  });

  it('has the same bytes after adding and removing an article, wherever it was', () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 6 }), fc.nat(), (all, chosen) => {
        const articles = numbered(all);
        const gone = articles[chosen % articles.length]?.id ?? '';
        const without = articles.filter(({ id }) => id !== gone);
        const removed = removeArticles(buildIndex(articles), new Set([gone]));
        expect(encodeKnowledge(removed)).toEqual(encodeKnowledge(buildIndex(without)));
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it('keeps its vectors of sentences with it', () => {
    const [first, ...rest] = sampleArticles;
    const build = (articles: readonly Article[]) =>
      embedArticles(buildIndex(articles, { synonyms: [['order', 'parcel']] }), sampleEncoder);
    const built = build(sampleArticles);
    const others = rest.filter(({ id }) => id !== first?.id);
    expect(listIndex(removeArticles(built, new Set([first?.id ?? ''])))).toEqual(listIndex(build(others)));
    const last = sampleArticles.slice(-1);
    const added = addArticles(build(sampleArticles.slice(0, -1)), last, sampleEncoder);
    expect(listIndex(added)).toEqual(listIndex(built));
    expect(addArticles(build(sampleArticles.slice(0, -1)), last).vectors).toBeNull();
  });

  it('refuses an id that is there already and names both places', () => {
    expect(() => addArticles(buildIndex(sampleArticles), sampleArticles.slice(0, 1))).toThrow(
      /id "refund" of article 7 stands in article 1 already/,
    );
  });

  it('gives every article the same score in any order of the articles', () => {
    const scores = (articles: readonly Article[], query: string) =>
      new Map(
        createSearcher(buildIndex(articles))
          .search(query)
          .found.map(({ id, score }) => [id, score]),
      );
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 7 }), text, fc.nat(), (all, query, turn) => {
        const articles = numbered(all);
        const cut = turn % articles.length;
        const turned = [...articles.slice(cut), ...articles.slice(0, cut)].reverse();
        expect(scores(turned, query)).toEqual(scores(articles, query));
      }),
      { seed: 23, numRuns: 150 },
    );
  });
});
