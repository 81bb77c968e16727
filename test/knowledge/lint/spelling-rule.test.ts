import { describe, expect, it } from 'vitest';
import { lintArticles } from '../../../src/knowledge/lint/index.ts';
import type { Article } from '../../../src/schema/article.ts';

const article = (id: string, body: string): Article => ({ id, lang: 'en', title: id, body });
const usual = article('usual', 'You receive a parcel. To receive it, receive the courier. The delivery is a delivery.');

function messages(...articles: Article[]): readonly string[] {
  return lintArticles(articles).flatMap(({ rule, article, message }) =>
    rule === 'misspelling' ? [`${article}: ${message}`] : [],
  );
}

describe('spelling', () => {
  it('names a word one slip away from one that is used often', () => {
    expect(messages(usual, article('slip', 'When will I recieve it?'))).toEqual([
      'slip: "recieve" may be misspelt; elsewhere it is "receive" (3 times)',
    ]);
  });

  it.each([
    ['a form of the word', 'Whoever receives it.'],
    ['a name', 'The Recieve company.'],
    ['another word', 'Perceive it.'],
    ['an address', 'See https://a.example/recieve/x or a@recieve.example.'],
    ['a word of its own that is used again', 'A recieve here, a recieve there.'],
    ['a short word', 'A deliver.'],
  ])('says nothing of %s', (_, body) => {
    expect(messages(usual, article('other', body))).toEqual([]);
  });

  it('knows letters too few and too many', () => {
    const often = article('often', 'A message, a message, a message.');
    expect(messages(often, article('few', 'The mesage.'), article('many', 'The messsage.'))).toHaveLength(2);
  });

  it('leaves other languages alone', () => {
    expect(messages(usual, { ...article('de', 'recieve'), lang: 'de' })).toEqual([]);
  });
});
