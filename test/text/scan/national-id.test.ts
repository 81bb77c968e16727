import { describe, expect, it } from 'vitest';
import { isVerhoeff } from '../../../src/cli/eval/private-numbers.ts';
import { scanNationalId } from '../../../src/text/scan/national-id.ts';

const found = (text: string): readonly string[] => scanNationalId(text).map(({ start, end }) => text.slice(start, end));

/** Published examples, and numbers that pass the same checks. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  // GB 11643-1999, its two examples.
  'CN, resident id': [
    ...[
      '11010519491231002X',
      '440524188001010014',
      '11010519491231002x',
      '110105 19491231 002X',
      '110105-19491231-002X',
    ],
    ...[
      '１１０１０５１９４９１２３１００２Ｘ',
      '1101 0519 4912 3100 2X',
      '110105\u200b19491231002X',
      '110105·19491231·002X',
    ],
    ...['1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X', '44052418800101 0014', '440524/18800101/0014'],
  ],
  // The Social Security Administration's: Woolworth's wallet, its own pamphlet, the range kept for advertisements; an ITIN.
  'US, social security': [
    ...['078-05-1120', '219-09-9999', '987-65-4320', '123-45-6789', '078 05 1120', '219.09.9999', '078–05–1120'],
    ...['９８７－６５－４３２０', '912-70-1234', '078\u00a005\u00a01120', '0\u200b78-05-1120'],
  ],
  // gov.uk's example and valid prefixes.
  'GB, national insurance': [
    ...['QQ 12 34 56 C', 'QQ123456C', 'AB123456C', 'AB 12 34 56 C', 'AB-12-34-56-C', 'AB 123456 C', 'ab123456c'],
    ...['ab 12 34 56 c', 'ＡＢ１２３４５６Ｃ', 'JW.00.00.00.A', 'PX 76 54 32 D', 'A\u200bB123456C'],
  ],
  'BR, CPF': [
    ...['111.444.777-35', '529.982.247-25', '123.456.789-09', '52998224725', '529 982 247 25', '529982247-25'],
    ...['529.982.247/25', '529-982-247-25', '５２９．９８２．２４７－２５', '529.982.247–25', '529 982 247-25'],
  ],
  // UIDAI's numbers for tests.
  'IN, Aadhaar': [
    ...['9999 4105 7058', '999941057058', '9999-4105-7058', '9999.4105.7058', '9999 - 4105 - 7058'],
    ...[
      '９９９９ ４１０５ ７０５８',
      '९९९९ ४१०५ ७०५८',
      '9999\u00a04105\u00a07058',
      '9999\u200b41057058',
      '2341 2341 2346',
      '234123412346',
    ],
  ],
};

describe('scanNationalId', () => {
  describe.each(Object.entries(WRITTEN))('numbers of %s', (_, numbers) => {
    it('are written in at least ten ways', () => expect(numbers.length).toBeGreaterThanOrEqual(10));

    it.each(numbers)('finds %j alone, in a sentence and in Chinese', (number) => {
      for (const [before, after] of [
        ['', ''],
        ['It is ', ', thanks.'],
        ['ID: ', '.'],
        ['我的身份证号是', '，谢谢'],
        ['请看：', '。'],
        ['(', ')'],
        ['Anna,', ';'],
      ] as const) {
        expect(found(before + number + after)).toEqual([number]);
      }
    });
  });

  it.each([
    ['my SSN is 219099999', '219099999'],
    ['social security number 219099999', '219099999'],
    ['cpf=52998224725', '52998224725'],
    ['CPF 13830631332', '13830631332'],
  ])('takes the words before it as evidence: %j', (text, number) => {
    expect(found(text)).toEqual([number]);
  });

  it.each([
    ['has a wrong check digit', '110105194912310021'],
    ['has a wrong check digit', '529.982.247-26'],
    ['has a wrong check digit', '9999 4105 7059'],
    ['has two digits in each other’s place', '9999 4150 7058'],
    ['was born in the thirteenth month', '110105194913310020'],
    ['is one digit all along', '111.111.111-11'],
    ['begins with a digit that is not given', '1999 4105 7058'],
    ['is an area that was never given', '000-12-3456'],
    ['is an area that was never given', '666-12-3456'],
    ['is a group that was never given', '123-00-4567'],
    ['is a serial that was never given', '123-45-0000'],
    ['has a prefix that is not given', 'BG123456C'],
    ['has a prefix that is not given', 'DA123456C'],
    ['has a suffix that is not given', 'AB123456E'],
    ['is nine digits of anything', '219099999'],
    ['is an order', 'order 999941057058'],
    ['is an order', '订单号：999941057058'],
    ['is an order', 'Order number AB123456C'],
    ['is a Chinese mobile', '13830631332'],
    ['is part of a longer row', '9999 4105 7058 1234'],
    ['is a place on a map', 'https://maps.example/?ll=35.028028,-106.536655'],
    ['is a day', 'on 12.10.20 a parcel came'],
    ['is part of a word', 'xAB123456C'],
    ['is a phone number', '212-555-0123'],
    ['is nothing', ''],
  ])('leaves what %s: %j', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('finds every single wrong digit and every two in each other’s place', () => {
    const right = '999941057058';
    expect(isVerhoeff(right)).toBe(true);
    for (let at = 1; at < right.length; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const wrong = right.slice(0, at) + digit + right.slice(at + 1);
        expect(found(wrong)).toEqual(wrong === right ? [wrong] : []);
      }
      const swapped = right.slice(0, at - 1) + right[at] + right[at - 1] + right.slice(at + 1);
      expect(found(swapped)).toEqual(swapped === right ? [swapped] : []);
    }
  });
});
