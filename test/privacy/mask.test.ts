import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCard } from '../../src/cli/eval/private-numbers.ts';
import { findEntities } from '../../src/language/entities/index.ts';
import { maskText } from '../../src/privacy/mask.ts';
import { createSeededRandom } from '../../src/shared/random.ts';
import { scanAmount } from '../../src/text/scan/amount.ts';
import { scanCard } from '../../src/text/scan/card.ts';
import { scanDate } from '../../src/text/scan/date.ts';
import { scanEmail } from '../../src/text/scan/email.ts';
import { foldForScan } from '../../src/text/scan/folded.ts';
import { scanIban } from '../../src/text/scan/iban.ts';
import { scanIp } from '../../src/text/scan/ip.ts';
import { scanKey } from '../../src/text/scan/key.ts';
import { scanNationalId } from '../../src/text/scan/national-id.ts';
import { scanOrder } from '../../src/text/scan/order.ts';
import { scanPhone } from '../../src/text/scan/phone.ts';
import { scanUrl } from '../../src/text/scan/url.ts';

const MIXED = 'Hi, john＠example．com or 138 0013 8000, paid with 4242-4242-4242-4242 (order 1234567890).';

/** Pieces of which hostile and ordinary texts are made. */
const piece = fc.constantFrom(
  ...['13800138000', '4242424242424242', '4242 4242 4242 4242', '378282246310005', '4222222222222', '0123', '1234567'],
  ...['+', '+86 ', '00', '(', ')', '-', '.', '/', ' ', '·', '\n', ':', '#', '@', '[', ']', ', ', '\u200b', '\ud800'],
  ...['john@example.com', 'order@x.example', 'call@order.example', 'a@b', '.com', '公司', 'x', '_', '１', '٣', '🙂'],
  ...[
    'order ',
    'call ',
    'phone',
    '[phone]',
    '[email]',
    '[card]',
    '订单',
    '电话',
    '手机号',
    '2023-11-06',
    '$',
    '元',
    '%',
  ],
  ...['//', 'http://a/', '-123', '0551-64383018', '4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2', 'tel', 'id '],
  ...['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00', '11010519491231002X', '078-05-1120', 'QQ123456C'],
  ...['529.982.247-25', '9999 4105 7058', '192.0.2.1', '2001:db8::1', '::', 'version ', 'password: ', 'pwd=', 'pin '],
  ...['密码', '验证码', 'hunter2', '"', "'", 'Bearer ', 'eyJhbGciOi.eyJzdWIi.c2ln', '4111-1111', 'is ', '=', 'ssn '],
  ...['914-329-0185', '(212) 555-0123', '612 345 678', '02 1234567', '1', '2', '12', '345', '6789'],
);
const hostile = fc.oneof(
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'0123456789 -.()+/@a[]'), maxLength: 60 }),
);

describe('maskText', () => {
  it('puts a word for each thing and changes nothing else', () => {
    expect(maskText(MIXED).text).toBe('Hi, [email] or [phone], paid with [card] (order 1234567890).');
  });

  it('says what a chip shows and where it stood', () => {
    expect(maskText(MIXED).parts).toEqual([
      'Hi, ',
      { kind: 'email', original: 'john＠example．com', hint: 'j•••@example.com', start: 4, end: 20 },
      ' or ',
      { kind: 'phone', original: '138 0013 8000', hint: '••• 00', start: 24, end: 37 },
      ', paid with ',
      { kind: 'card', original: '4242-4242-4242-4242', hint: '•••• 4242', start: 49, end: 68 },
      ' (order 1234567890).',
    ]);
  });

  it('gives one part for plain text, and none for none', () => {
    expect(maskText('Where is my order?')).toEqual({ text: 'Where is my order?', parts: ['Where is my order?'] });
    expect(maskText('')).toEqual({ text: '', parts: [] });
  });

  it('leaves what the visitor chose to show, every time it occurs', () => {
    const keep = new Set(['138 0013 8000']);
    const { text, parts } = maskText('138 0013 8000, john@example.com, 138 0013 8000', { keep });
    expect(text).toBe('138 0013 8000, [email], 138 0013 8000');
    expect(parts).toHaveLength(3);
  });

  it('masks nothing inside an address that is shown', () => {
    const keep = new Set(['13800138000@qq.com']);
    expect(maskText('13800138000@qq.com', { keep }).text).toBe('13800138000@qq.com');
  });

  it.each([
    ['an address made of a phone number', '13800138000@qq.com', '[email]'],
    ['an address made of a card number', '4242424242424242@example.com', '[email]'],
    ['a card that begins like a phone number', '6011 1111 1111 1117', '[card]'],
    ['a phone number longer than the card in it', '+378282246310005', '[phone]'],
    ['a card whose length a phone number has', 'tel 4222222222222', 'tel [card]'],
    ['an account with a card number in it', 'DE95 4242 4242 4242 4242 42', '[iban]'],
    ['a password that is a phone number', 'password: 13800138000', 'password: [phone]'],
    ['a password that is an address', 'password: a@b.example', 'password: [email]'],
    ['a password with an address in it', 'password: x,a@b.example!y', 'password: [key]'],
    ['an identity number that looks like a phone', '078-05-1120', '[national-id]'],
  ])('takes the longest, then card before phone: %s', (_, text, masked) => {
    expect(maskText(text).text).toBe(masked);
  });

  it.each(['order@x.example 13800138000', 'a@order.example 13812345678', 'call a.b@c.example 1234567'])(
    'looks again once a word in an address is gone: %j',
    (text) => {
      const once = maskText(text).text;
      expect(once).not.toBe(text);
      expect(maskText(once).text).toBe(once);
    },
  );

  it.each(['[email] [phone] [card]', 'call [phone] 1234567', '[card]4242', '[phone]', '[email]@example'])(
    'leaves the words it puts: %j',
    (text) => {
      expect(maskText(text).text).toBe(text);
    },
  );

  it.each([
    ['My IBAN is DE89 3704 0044 0532 0130 00.', 'My IBAN is [iban].'],
    ['身份证11010519491231002X，电话13800138000', '身份证[national-id]，电话[phone]'],
    ['SSN 078-05-1120, password: hunter2', 'SSN [national-id], password: [key]'],
    ['from 192.0.2.1 or 2001:db8::1', 'from [ip] or [ip]'],
    ['order 999941057058 of 2023-11-06 for $12', 'order 999941057058 of 2023-11-06 for $12'],
  ])('hides what is private of every kind and leaves numbers of orders, days and amounts: %j', (text, masked) => {
    expect(maskText(text).text).toBe(masked);
  });

  it('never leaks a valid card, however it is spelled and whatever stands around it', () => {
    const card = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.nat())
      .map(([seed]) => createCard(createSeededRandom(seed)));
    const mark = fc.constantFrom('', ' ', '-', '.', '\u00a0', ' - ', '–', '·', '\u200b', '\u00ad');
    const digits = fc.constantFrom<(digit: string) => string>(
      (digit) => digit,
      (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      (digit) => String.fromCodePoint(0x1d7ce + Number(digit)),
      (digit) => String.fromCharCode(0x0660 + Number(digit)),
      (digit) => `\u2060${digit}`,
    );
    const around = fc.constantFrom(
      ...[
        '',
        'order ',
        'order number: ',
        '订单号',
        'my card is ',
        '卡号：',
        'tel ',
        '(',
        '"',
        'ID: ',
        'https://x.example/ ',
        '\n',
      ],
    );
    const after = fc.constantFrom('', '.', ', thanks', '，谢谢', ')', ' 12/27', ' exp 12/27', '\n123', '!', ' $5');
    fc.assert(
      fc.property(card, mark, digits, around, after, (number, mark, toDigit, before, after) => {
        const groups = /^3[47]/.test(number)
          ? [number.slice(0, 4), number.slice(4, 10), number.slice(10)]
          : number.match(/.{1,4}/g);
        const written = (groups ?? []).map((group) => [...group].map(toDigit).join('')).join(mark);
        const left = foldForScan(maskText(before + written + after).text).text.replace(/\D/g, '');
        expect(left).toBe(after.replace(/\D/g, ''));
      }),
      { seed: 14, numRuns: 5_000 },
    );
  }, 60_000);

  it('changes nothing the second time, gives parts that join to the text, and never throws', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const result = maskText(text);
        expect(maskText(result.text).text).toBe(result.text);
        const { parts } = result;
        expect(parts.map((part) => (typeof part === 'string' ? part : part.original)).join('')).toBe(text);
        expect(parts.map((part) => (typeof part === 'string' ? part : `[${part.kind}]`)).join('')).toBe(result.text);
        let at = 0;
        for (const part of parts) {
          if (typeof part === 'string') expect(part).not.toBe('');
          else
            expect([part.start, part.end, text.slice(part.start, part.end)]).toEqual([
              at,
              at + part.original.length,
              part.original,
            ]);
          at += typeof part === 'string' ? part.length : part.original.length;
        }
      }),
      { seed: 11, numRuns: 10_000 },
    );
  }, 60_000);

  it('masks nothing when everything found is to be shown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const keep = new Set<string>();
        for (let size = -1; size < keep.size; ) {
          size = keep.size;
          for (const part of maskText(text, { keep }).parts) if (typeof part !== 'string') keep.add(part.original);
        }
        expect(maskText(text, { keep }).text).toBe(text);
      }),
      { seed: 12, numRuns: 1_000 },
    );
  }, 60_000);
});

describe.each([
  ['scanEmail', scanEmail],
  ['scanPhone', scanPhone],
  ['scanCard', scanCard],
  ['scanIban', scanIban],
  ['scanNationalId', scanNationalId],
  ['scanIp', scanIp],
  ['scanKey', scanKey],
  ['scanOrder', scanOrder],
  ['scanAmount', scanAmount],
  ['scanDate', scanDate],
  ['scanUrl', scanUrl],
] as const)('%s', (_, scan) => {
  it('gives spans in order that lie in the text and split no character', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let at = 0;
        for (const { start, end } of scan(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
          for (const edge of [start, end]) {
            const isSplit = /[\ud800-\udbff]/.test(text[edge - 1] ?? '') && /[\udc00-\udfff]/.test(text[edge] ?? '');
            expect(isSplit).toBe(false);
          }
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { seed: 13, numRuns: 3_000 },
    );
  }, 60_000);
});

/** What is repeated to make texts that take long, or that free one thing after the other. */
const UNITS = [
  ...['1', '12 ', '123 ', '1234-', '123-', '0', '00 ', '01 ', '01 2 ', '+1 ', '+', '(', ')', '(1', '((1))', '- ', '1.'],
  ...[
    '@',
    'a@',
    'a@a.',
    '.a@',
    'a',
    'a.',
    '-',
    'a@b.com',
    'a@b.com@',
    '@a.a',
    '公',
    '٣',
    '３',
    '𝟑',
    '\u200b',
    '1\u200b',
  ],
  ...[
    'phone ',
    'order ',
    'tel',
    '#',
    '电话',
    'call 1',
    'order 123',
    'phone 12345678 ',
    '138',
    '🙂',
    '\ud800',
    '//',
    '//1',
  ],
  ...['4242 ', '4 2 ', '4242424242424242 ', '424242424242424', '13800138000 ', '212 555 012', '0123-', '[phone]'],
  ...[
    'http://1234567890/',
    'http://a/ ',
    '138-0013-8000-914-329-0185-',
    '13800138000-',
    '13800138000:',
    '13800138000.',
  ],
  ...[
    '4242424242424242-123 456 7890-',
    'order@x.example 13800138000 ',
    '13800138000$',
    '06 12 34 56 78 ',
    '+1 212 555 0123',
  ],
  ...['DE89 3704 0044 0532 0130 00 ', 'DE89', 'DE89 ', 'de1', 'a1 ', '11010519491231002X ', '1101051949123100 '],
  ...['078-05-1120 ', 'QQ 12 34 56 C ', 'qq12', '529.982.247-25 ', '9999 4105 7058 ', '192.0.2.1 ', '1.1.1.', '25.'],
  ...[
    '::',
    ':',
    'a:',
    '1:',
    'a::',
    '2001:db8::1 ',
    'ffff:',
    'password: ',
    'password',
    'pwd=',
    'pin ',
    '密码',
    '密码1234',
  ],
  ...['password: a1 ', 'pwd="', "pwd='a", 'pwd=......', 'eyJ', 'eyJa.', 'eyJaaaaaaaa.eyJ', 'sk_live_', '-----BEGIN '],
  ...['-----BEGIN PRIVATE KEY-----', 'aB3', 'aB3-', 'd41d8cd98f00b204e9800998ecf8427e ', 'order #1 ', '#', '$1', '1 €'],
  ...['2023-', '1/1/', 'May ', 'www.', 'a.b.c.', 'https://', 'https://a.b/(', 'a.com ', ')', 'order no. id '],
];

describe('long texts', () => {
  it.each(UNITS)('made of %j change nothing the second time', (unit) => {
    const once = maskText(unit.repeat(200)).text;
    expect(maskText(once).text).toBe(once);
  });

  /** The shortest of a few runs in ms: other work on the machine only ever adds. */
  function timeMs(text: string, work: (text: string) => unknown = maskText): number {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 7; run++) {
      const from = performance.now();
      work(text);
      best = Math.min(best, performance.now() - from);
    }
    return best;
  }

  it('take a few milliseconds for 32 KB of anything', async ({ annotate }) => {
    const times = UNITS.map((unit) => ({ unit, ms: timeMs(unit.repeat(Math.ceil(32_768 / unit.length))) }));
    times.sort((a, b) => b.ms - a.ms);
    const slowest = times.slice(0, 5).map(({ unit, ms }) => `${JSON.stringify(unit)} ${ms.toFixed(1)} ms`);
    await annotate(`slowest of ${times.length}: ${slowest.join(', ')}`);
    // Alone it takes about a tenth of that; what grew with the square of the length took from 200 to 1,200 ms.
    expect(times[0]?.ms).toBeLessThan(60);
  }, 120_000);

  it('take as little for entities', () => {
    const times = UNITS.map((unit) => timeMs(unit.repeat(Math.ceil(32_768 / unit.length)), findEntities));
    expect(Math.max(...times)).toBeLessThan(80);
  }, 120_000);

  it('of 100,000 characters are masked at once', () => {
    const mixed = 'Please call me about order 1234567, thanks. 我的电话13800138000，邮箱 a@b.example。 '.repeat(2_000);
    const text = mixed.slice(0, 100_000);
    expect(maskText(text).text).toContain('我的电话[phone]，邮箱 [email]。');
    expect(timeMs(text)).toBeLessThan(150);
  }, 60_000);
});
