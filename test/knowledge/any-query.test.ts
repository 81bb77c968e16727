import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, createSearcher, findNearMisses } from '../../src/knowledge/index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';

const searcher = createSearcher(buildIndex(sampleArticles));

/** Milliseconds of the fastest of five: what the text costs, not what else the machine does. */
function costOf(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    searcher.search(text);
    findNearMisses(searcher, text, 2);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('any text is a query', () => {
  it.each([
    '',
    ' ',
    'a',
    '退',
    '😀',
    '?!…。',
    '\ud800',
    'refund \udfff refund',
    '\u0000\u0001',
    '__proto__ constructor toString',
    '-'.repeat(100),
  ])('%j finds something or nothing, and never throws', (text) => {
    const { found, confidence } = searcher.search(text);
    expect(found.every(({ score }) => score > 0)).toBe(true);
    expect(confidence).toBeGreaterThanOrEqual(0);
  });

  it('of any characters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        const { found, confidence } = searcher.search(text);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(confidence <= 1 && confidence >= 0).toBe(true);
      }),
      { seed: 31, numRuns: 150 },
    );
  }, 20_000);

  it.each([
    ['one letter', 'b'],
    ['words', 'how do I get my refnud please '],
    ['new words', 'qwertyx asdfghz zxcvbnm '],
    ['Chinese', '怎么退款订单运费'],
    ['stemmed', 'ingingeded'],
    ['marks', 'e\u0301'],
    ['digits', '1234567890'],
    ['apostrophes', "a'b’c"],
    ['lone surrogates', '\ud83d'],
  ])('of 10,000 characters takes at most 20 ms: %s', (_, piece) => {
    expect(costOf(piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000))).toBeLessThan(20);
  });

  it('keeps to the number of articles asked for, the best ones', () => {
    const all = searcher.search('order').found;
    expect(all.length).toBeGreaterThan(1);
    expect(searcher.search('order', 1).found).toEqual(all.slice(0, 1));
  });
});

it('takes articles without a body, and ones of half a megabyte', () => {
  const index = buildIndex([
    { id: 'empty', title: 'Empty', body: '' },
    { id: 'large', title: 'Large', body: 'A long line about invoices and refunds.\n'.repeat(12_500) },
  ]);
  const large = createSearcher(index);
  expect(large.search('empty').answer).toBe('empty');
  expect(large.search('invoices').found.map(({ id }) => id)).toEqual(['large']);
}, 20_000);
