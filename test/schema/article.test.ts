import { expect, it } from 'vitest';
import { articleSchema } from '../../src/schema/article.ts';
import { firstIssue } from '../../src/schema/zod.ts';

const article = { id: 'returns', title: 'Returning an item', body: '' };

it('an article needs id, title and body, and keeps fields it does not know', () => {
  const full = {
    ...article,
    lang: 'en',
    tags: ['a'],
    url: '/returns',
    phrasings: ['send back'],
    updated: '2026',
    rank: 3,
  };
  expect(articleSchema.parse(full)).toEqual(full);
  expect(articleSchema.parse(article)).toEqual(article);
});

it.each([
  { id: '' },
  { id: 'x'.repeat(201) },
  { id: 7 },
  { title: '' },
  { title: 'x'.repeat(1_001) },
  { body: undefined },
  { lang: 1 },
  { tags: 'a, b' },
  { phrasings: [1] },
  { updated: 20_260_301 },
])('an article with %j is refused by that field', (change) => {
  const result = articleSchema.safeParse({ ...article, ...change });
  expect(result.success ? 'taken' : firstIssue(result.error).field.split('.')[0]).toBe(Object.keys(change)[0]);
});
