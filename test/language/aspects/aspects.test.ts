import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ASPECTS,
  aspectWindow,
  createAspectFinder,
  judgeAspects,
  locateAspect,
} from '../../../src/language/aspects/index.ts';
import { splitClauses } from '../../../src/language/aspects/split-clauses.ts';
import { THING_MARK } from '../../../src/language/features/index.ts';
import type { ReadMood } from '../../../src/language/sentiment/index.ts';

const find = createAspectFinder(ASPECTS);

describe('splitClauses', () => {
  it('covers the text without gaps', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clauses = splitClauses(text);
        expect(clauses.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      }),
    );
  });

  it.each([
    ['The product is great, but the delivery was late', ['The product is great', ',', ' but the delivery was late']],
    ['商品很好，但是物流太慢了', ['商品很好', '，', '但是物流太慢了']],
    ['costs 3.50 at example.com, fine', ['costs 3.50 at example.com', ', fine']],
  ])('parts at punctuation and contrast: %s', (text, parts) => {
    expect(splitClauses(text).map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  });

  it('is linear in the length of the text', () => {
    const started = performance.now();
    splitClauses(' but'.repeat(50_000));
    splitClauses(`${' '.repeat(100_000)}-`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('createAspectFinder', () => {
  it('finds aspects in English and Chinese, the longest words first', () => {
    expect(
      find('Customer service was slow; 快递和包装都不错, delivery fees too high').map(({ aspect }) => aspect),
    ).toEqual(['service', 'delivery', 'packaging', 'price']);
  });

  it('gives offsets of the original text, in order and without overlaps', () => {
    const word = fc.constantFrom('delivery', '物流', 'Ａpp', 'İ', '😀', ' ', '客服', 'Price', '.', 'the');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join('');
        let last = 0;
        for (const { text: found, start, end } of find(text)) {
          expect(text.slice(start, end)).toBe(found);
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
        }
      }),
    );
  });

  it('takes the site’s own aspects', () => {
    const own = createAspectFinder([{ aspect: 'gearbox', terms: ['gearbox', 'gear box', '变速箱'] }]);
    expect(own('the Gear  Box is loud, 变速箱也是').map(({ aspect, start }) => [aspect, start])).toEqual([
      ['gearbox', 4],
      ['gearbox', 23],
    ]);
    expect(own('delivery')).toEqual([]);
  });
});

describe('aspectWindow', () => {
  it('is the clause of the aspect, with the next one if it says nothing', () => {
    const text = 'Nice shop. Delivery: three weeks. Never again';
    const start = text.indexOf('Delivery');
    const window = aspectWindow(text, { start, end: start + 8 });
    expect(text.slice(window.start, window.end)).toBe('. Delivery: three weeks');
  });
});

describe('judgeAspects', () => {
  /** Reads "bad" as negative and everything else as neutral. */
  const read: ReadMood = {
    readPart: (text) => ({ label: text.split(THING_MARK, 3).join('').includes('bad') ? 'neg' : 'neu', score: 0 }),
    readMessage: () => ({ sentiment: { label: 'pos', score: 1 }, frustration: 0 }),
  };

  it('keeps length and order of the aspects given; those without a place are judged by the whole', () => {
    const text = 'the app is bad today, the price is fine';
    const asked = [{ term: 'price' }, { term: '' }, { term: 'app' }, { term: 'app', start: 99 }, { term: 'moon' }];
    const judged = judgeAspects(
      text,
      asked.map((aspect) => locateAspect(text, aspect)),
      read,
    );
    expect(judged.map(({ aspect, start, end, label }) => [aspect, start, end, label])).toEqual([
      ['price', 26, 31, 'neu'],
      ['', 0, 0, 'neg'],
      ['app', 4, 7, 'neg'],
      ['app', 4, 7, 'neg'],
      ['moon', 0, 0, 'neg'],
    ]);
  });
});
