import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashText } from '../../src/shared/hash-text.ts';

/** Values of the author's own reference (github.com/bryc/code, cyrb53.js). */
it.each([
  ['a', 7_929_297_801_672_961],
  ['b', 8_684_336_938_537_663],
  ['revenge', 4_051_478_007_546_757],
  ['revenue', 8_309_097_637_345_594],
])('the hash of %s is %i, in hex', (text, hash) => {
  expect(hashText(text)).toBe(hash.toString(16));
});

it('keeps ids apart that differ in one character, and gives the same for the same', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(), (text, at) => {
      const place = at % text.length;
      const other = `${text.slice(0, place)}${String.fromCharCode(text.charCodeAt(place) ^ 1)}${text.slice(place + 1)}`;
      expect(hashText(other)).not.toBe(hashText(text));
      expect(hashText(text)).toBe(hashText(text.slice()));
    }),
    { seed: 3 },
  );
});

it('can be the end of a key: short, and without a colon', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(hashText(text)).toMatch(/^[0-9a-f]{1,14}$/);
    }),
    { seed: 5 },
  );
});
