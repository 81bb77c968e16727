import fc from 'fast-check';
import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { describe, expect, it } from 'vitest';
import { detectLang, editDistance, fold, stem, tokenise } from '../../src/text/index.ts';

function words(text: string): string[] {
  const found: string[] = [];
  tokenise(text, (word) => found.push(word));
  return found;
}

describe('tokenise', () => {
  it('gives folded words without apostrophes', () => {
    expect(words("Don't lose Ana's CAFÉ-card 2: ﬁne ＡＢＣ")).toEqual([
      'dont',
      'lose',
      'ana',
      'cafe',
      'card',
      '2',
      'fine',
      'abc',
    ]);
  });

  it('splits Chinese into characters and pairs, and parts it from Latin letters and digits', () => {
    expect(words('退款iPhone15吗')).toEqual(['退', '款', '退款', 'iphone15', '吗']);
  });

  it('does the same for Japanese, Korean and Thai, half-width kana included', () => {
    expect(words('ｶﾞｽ')).toEqual(['ガ', 'ス', 'ガス']);
    expect(words('환불')).toEqual(['환', '불', '환불']);
    expect(words('คืน')[0]).toBe('คื');
  });

  it('says where each word stands in the original text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        let last = 0;
        tokenise(text, (word, start, end) => {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(end).toBeGreaterThanOrEqual(last);
          expect(word).not.toBe('');
          last = end;
        });
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('finds the same words however the letters are composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        expect(words(text.normalize('NFD'))).toEqual(words(text.normalize('NFC')));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('fold', () => {
  it('takes accents off Latin, Greek and Cyrillic but leaves marks that make other letters', () => {
    expect(fold('ÄÖÜß Łódź Ёлка Ήλιος が 강')).toBe('aouss lodz елка ηλιος が 강');
  });
});

it('folds traditional Chinese to simplified, frequent characters at least', () => {
  expect(fold('訂單的運費 ABC 發')).toBe('订单的运费 abc 发');
});

describe('stem', () => {
  it('joins forms of an English word and leaves numbers and other scripts alone', () => {
    expect(['refunds', 'refunded', 'refunding'].map(stem)).toEqual(['refund', 'refund', 'refund']);
    expect(['2024', '退款', 'café', 'is'].map(stem)).toEqual(['2024', '退款', 'café', 'is']);
  });

  it('agrees with Porter’s rules for any word, though it leaves most of them out', () => {
    const ending =
      's es ies ss ed eed ing y e ee i l ll al r er or ic ance ence able ant ement ment ent u ou m ism ate iti ous ive ize ion sion tion ful ness logi ational tional bli eli entli ousli alli a b d g k n o p t x'.split(
        ' ',
      );
    const word = fc.tuple(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.constantFrom(...ending),
      fc.constantFrom('', ...ending),
    );
    fc.assert(
      fc.property(word, (parts) => {
        expect(stem(parts.join(''))).toBe(porterStemmer.stem(parts.join('')));
      }),
      { seed: 15, numRuns: 5_000 },
    );
  });

  it('gives back a very long run of letters at once', () => {
    expect(stem(`${'b'.repeat(200_000)}ing`)).toHaveLength(200_003);
  });
});

describe('detectLang', () => {
  it.each([
    ['How do I get a refund?', 'en'],
    ['iPhone 无法连接 WiFi 怎么办', 'zh'],
    ['返金はできますか', 'ja'],
    ['환불은 어떻게 하나요', 'ko'],
    ['ขอคืนเงินได้ไหม', 'th'],
    ['Как вернуть деньги', 'ru'],
    ['', 'en'],
  ])('takes %j for %s', (text, lang) => {
    expect(detectLang(text)).toBe(lang);
  });
});

describe('editDistance', () => {
  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('recieve', 'receive', 2)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('kitten', 'sitting', 2)).toBe(3);
    expect(editDistance('', 'ab', 2)).toBe(2);
  });

  it('agrees with the plain table for every pair of short words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1));
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

/** Optimal string alignment by its recursive definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const shorter = [a.slice(0, -1), b.slice(0, -1)] as const;
  let best = Math.min(
    plainDistance(shorter[0], shorter[1]) + same,
    plainDistance(shorter[0], b) + 1,
    plainDistance(a, shorter[1]) + 1,
  );
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    best = Math.min(best, plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return best;
}
