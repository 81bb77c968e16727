import { describe, expect, it } from 'vitest';
import { scanCard } from '../../../src/text/scan/card.ts';

const found = (text: string): readonly string[] => scanCard(text).map(({ start, end }) => text.slice(start, end));

/** Test numbers that Stripe, PayPal, Adyen, Braintree and Worldpay publish in their documentation. */
const PUBLISHED = {
  visa: ['4242424242424242', '4000056655665556', '4012888888881881', '4111111111111111', '4222222222222'],
  mastercard: ['5555555555554444', '5200828282828210', '5105105105105100', '2223003122003222', '2223000048410010'],
  amex: ['378282246310005', '371449635398431', '378734493671000'],
  discover: ['6011111111111117', '6011000990139424', '6011981111111113'],
  diners: ['30569309025904', '38520000023237', '36227206271667', '3056930009020004'],
  jcb: ['3566002020360505', '3530111333300000', '3566111111111113'],
  unionpay: ['6200000000000005', '6200000000000047', '6205500000000000004'],
  maestro: ['6759649826438453', '6799990100000000019', '6304000000000000', '5000550000000029'],
} as const;
const NUMBERS = Object.values(PUBLISHED).flat();

function grouped(number: string, separator: string): string {
  const sizes = number.length === 15 ? [4, 6, 5] : number.length === 14 ? [4, 6, 4] : [4, 4, 4, 4, 4];
  return sizes
    .map((size, index) => {
      const from = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
      return number.slice(from, from + size);
    })
    .filter((group) => group !== '')
    .join(separator);
}

describe('scanCard', () => {
  it.each(NUMBERS)('finds %s in every spelling', (number) => {
    const spellings = [
      number,
      ...[' ', '-', '.', '·', '–', '/', '\u00a0', '\u2009', ' - '].map((separator) => grouped(number, separator)),
      [...number].join('\u200b'),
      [...number].join(' '),
      number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      number.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ];
    for (const spelling of spellings) {
      for (const [before, after] of [
        ['', ''],
        ['My card is ', ' and it fails.'],
        ['card#', '.'],
        ['卡号', '交易失败'],
        ['银行卡：', '，9月1日'],
        ['(', ')'],
        ['"', '"'],
        ['', ' 12/27 123'],
        ['', ' exp 12/27'],
        ['cvc 123 ', ''],
      ] as const) {
        expect(found(before + spelling + after)).toEqual([spelling]);
      }
    }
  });

  it('leaves the security code behind a hyphen', () => {
    expect(found('4242-4242-4242-4242-123')).toEqual(['4242-4242-4242-4242']);
  });

  it.each(NUMBERS)('leaves %s with one digit changed', (number) => {
    const wrong = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    expect(found(`card ${wrong}`)).toEqual([]);
  });

  it.each([
    ['passes Luhn without an issuer', '1234567812345670'],
    ['passes Luhn without an issuer', '9999999999999995'],
    ['passes Luhn, and its issuer would have other lengths', '42424242424242'],
    ['begins just above the 2-series', '2721000000000004'],
    ['is part of a longer number', '142424242424242421'],
    ['is part of a longer number', '4242-4242-4242-4242-4242'],
    ['is part of a longer number', '00004242424242424242'],
    ['stands behind a decimal point', '0.4242424242424242'],
    ['goes on behind a decimal point', '4242424242424242.5'],
    ['is glued to letters', 'tok_4242424242424242'],
    ['is glued to letters', 'ID4242424242424242'],
    ['is glued to letters', '4242424242424242abc'],
    ['runs over two lines', '42424242\n42424242'],
    ['is a list of small numbers', '40 11 12 13 14 15 16 17 18 19'],
    ['is a moment', '20231106123456'],
    ['is a moment', '1699264496000'],
    ['is a barcode', '6901028025096'],
  ])('leaves what %s: %j', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes those numbers for what they are meant to be: Luhn holds', () => {
    for (const number of ['1234567812345670', '9999999999999995', '42424242424242', '2721000000000004']) {
      const sum = [...number].reverse().reduce((total, digit, place) => {
        const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
      expect([number, sum % 10]).toEqual([number, 0]);
    }
  });
});
