import { describe, expect, it } from 'vitest';
import { lintArticles } from '../../../src/knowledge/lint/index.ts';
import type { Article } from '../../../src/schema/article.ts';

const good: Article = { id: 'good', title: 'Good', body: '# One\n\n## Two\n\nSee [more](#good) at https://a.example.' };

/** `rule article` of each finding. */
function rules(...articles: Article[]): string[] {
  return lintArticles(articles).map(({ rule, article }) => `${rule} ${article}`);
}

const body = (text: string): Article => ({ id: 'a', title: 'A', body: text });

describe('lint', () => {
  it('has nothing to say about a good article', () => {
    expect(rules(good)).toEqual([]);
  });

  it.each([
    ['empty-body', body('  \n---\n')],
    ['long-title', { ...body('x'), title: 'long '.repeat(30) }],
    ['unknown-lang', { ...body('x'), lang: 'english' }],
    ['unknown-lang', { ...body('x'), lang: 'xx' }],
    ['broken-link', body('> - see [this](#gone)')],
    ['broken-link', body('| a |\n|---|\n| [b](gone) |')],
    ['unsafe-link', body('[x](javascript:alert(1))')],
    ['unsafe-link', body('![x](data:image/png;base64,AA)')],
    ['heading-jump', body('# One\n\n### Three')],
    ['image-alt', body('x **![](a.png)**')],
    ['raw-html', body('line<br>break')],
  ])('reports %s', (rule, article) => {
    expect(rules(article)).toEqual([`${rule} a`]);
  });

  it('does not take a comparison, code or an address for HTML', () => {
    expect(rules(body('a < b and c > d, `<br>`, <https://a.example>'))).toEqual([]);
  });

  it('reports the second of two equal titles in one language', () => {
    expect(rules({ ...body('x'), lang: 'en' }, { ...body('x'), id: 'b', title: ' a', lang: 'en' })).toEqual([
      'duplicate-title b',
    ]);
    expect(rules({ ...body('x'), lang: 'en' }, { ...body('x'), lang: 'de' })).toEqual([]);
  });

  it('reports a missing translation where most articles have one', () => {
    const pair = (id: string): Article[] => [
      { id, title: id, body: 'x', lang: 'en' },
      { id, title: id, body: 'x', lang: 'zh' },
    ];
    const alone: Article = { id: 'alone', title: 'Alone', body: 'x', lang: 'en' };
    expect(rules(...pair('one'), ...pair('two'), alone)).toEqual(['missing-translation alone']);
    expect(rules(...pair('one'), alone)).toEqual([]);
  });

  it('calls what breaks for a visitor an error and the rest a warning', () => {
    const findings = lintArticles([body('[x](#gone)\n\n![](a.png)')]);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(findings[0]?.message).toBe('it links to "gone", which is no article; correct the link');
  });
});
