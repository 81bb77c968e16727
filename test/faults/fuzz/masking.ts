import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskText } from '../../../src/privacy/mask.ts';
import type { Target } from './target.ts';
import { anyText } from './texts.ts';

const card = fc
  .tuple(fc.constantFrom('4', '51', '2221', '34'), fc.array(fc.nat({ max: 9 }), { minLength: 15, maxLength: 15 }))
  .map(([prefix, digits]) =>
    withCheckDigit(prefix + digits.join('').slice(0, (prefix === '34' ? 14 : 15) - prefix.length)),
  );
const address = fc
  .tuple(fc.stringMatching(/^[a-z]{1,12}[0-9]{0,3}$/), fc.stringMatching(/^[a-z]{2,10}$/))
  .map(([user, domain]) => `${user}@${domain}.com`);
const words = fc.constantFrom(
  'my card ',
  'Karte: ',
  '我的卡号是',
  ' thanks',
  ' +',
  ' 12 ',
  '\n',
  ', ',
  '[email]',
  '@',
  ' order 88',
);
const mixed = fc
  .array(fc.oneof(words, anyText, card, address, fc.nat().map(String)), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** What is written in a sentence of its own is hidden; whatever a text holds, its parts join to it, and twice is once. */
export const masking: Target = {
  name: 'masking',
  perMille: 220,
  run(cases, seed) {
    fc.assert(
      fc.property(mixed, card, address, (text, number, mail) => {
        const { text: masked, parts } = maskText(text);
        assert.equal(parts.map((part) => (typeof part === 'string' ? part : part.original)).join(''), text);
        assert.equal(parts.map((part) => (typeof part === 'string' ? part : `[${part.kind}]`)).join(''), masked);
        assert.equal(maskText(masked).text, masked);
        const planted = maskText(`${text}\nPaid with ${number}, write to ${mail} please.`).text;
        assert.ok(!planted.includes(number) && !planted.includes(mail), planted);
      }),
      { numRuns: cases, seed },
    );
  },
};

/** Appends the digit that ISO/IEC 7812-1 annex B (Luhn) asks for. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits + ((10 - (sum % 10)) % 10);
}
