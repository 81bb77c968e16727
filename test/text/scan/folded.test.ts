import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForScan } from '../../../src/text/scan/folded.ts';

describe('foldForScan', () => {
  it.each([
    ['１２３ ＡＢｃ＠ｘ．ｃｏｍ', '123 ABc@x.com'],
    ['（０２０）＋', '(020)+'],
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['०१२३४५६७८९', '0123456789'],
    ['𝟒𝟐', '42'],
    ['1\u200b2\u00ad3\ufeff4\u202c', '1234'],
    ['1️⃣2️⃣', '12'],
    ['1\u00a02\u20093\u30004', '1 2 3 4'],
    ['①2', '①2'],
    ['', ''],
  ])('reads %j as %j', (text, folded) => {
    expect(foldForScan(text).text).toBe(folded);
  });

  it('reads every decimal digit of Unicode by its value', () => {
    const zeros: number[] = [];
    for (let code = 0; code < 0x20000; code++) {
      const isDigit = (at: number) => /\p{Nd}/u.test(String.fromCodePoint(at));
      // A row of ten that begins here: what stands before is no digit, or the row before is complete.
      if (isDigit(code) && (!isDigit(code - 1) || zeros.at(-1) === code - 10)) zeros.push(code);
    }
    expect(zeros.length).toBeGreaterThan(50);
    for (const zero of zeros) {
      const row = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(zero + value)).join('');
      expect([zero.toString(16), foldForScan(row).text]).toEqual([zero.toString(16), '0123456789']);
    }
  });

  it('says for every character where it stood', () => {
    const text = 'x\u200b\u{1d7d2}٥ é\u0301🙂9\u200b\u200b8\u202c';
    const { text: folded, toOriginal } = foldForScan(text);
    const places = [...folded].map((char) => {
      const start = folded.indexOf(char);
      const place = toOriginal({ start, end: start + char.length });
      return text.slice(place.start, place.end);
    });
    expect(places).toEqual(['x', '\u{1d7d2}', '٥', ' ', 'é', '🙂', '9', '8']);
  });

  it('gives places in order that lie in the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const { text: folded, toOriginal } = foldForScan(text);
        let before = 0;
        for (let at = 0; at < folded.length; at++) {
          const { start, end } = toOriginal({ start: at, end: at + 1 });
          if (start < before || end <= start) throw new Error(`${at} stands at ${start} to ${end}, after ${before}`);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  }, 60_000);
});
