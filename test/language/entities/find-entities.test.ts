import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entity, findEntities } from '../../../src/language/entities/index.ts';
import { maskText } from '../../../src/privacy/mask.ts';

const named = (text: string, kind: Entity['kind']) =>
  findEntities(text).flatMap((entity) => (entity.kind === kind ? [entity.text] : []));

const ORDERS = [
  ['order #12345', '12345'],
  ['Order 1234567890 is late', '1234567890'],
  ['order number: 123-456-7890', '123-456-7890'],
  ['order no. 0123456789', '0123456789'],
  ['my order id is AB12-99-X.', 'AB12-99-X'],
  ['Order ORD-2023-0815, please', 'ORD-2023-0815'],
  ['purchase number 0987654', '0987654'],
  ['my order 114-1234567-1234567 is late', '114-1234567-1234567'],
  ['#4711 never came', '4711'],
  ['订单号 20231106123456', '20231106123456'],
  ['订单号：13812345678', '13812345678'],
  ['我的订单20231106123456还没到', '20231106123456'],
  ['单号是 SF1380013800012', 'SF1380013800012'],
  ['order 13800138000', '13800138000'],
  ['order 999941057058', '999941057058'],
  ['order 8841', '8841'],
  ['Where is my order 8841?', '8841'],
  ['cancel order 2040 please', '2040'],
] as const;

const AMOUNTS = [
  ['it cost $12', '$12'],
  ['$1,299.00 please', '$1,299.00'],
  ['45,50 € zurück', '45,50 €'],
  ['1.234,56 EUR', '1.234,56 EUR'],
  ['US$ 300', 'US$ 300'],
  ['₹2,500 was charged', '₹2,500'],
  ['Rs. 500', 'Rs. 500'],
  ['20 dollars', '20 dollars'],
  ['£9.99', '£9.99'],
  ['付款199元', '199元'],
  ['￥１９９', '￥１９９'],
  ['RMB100', 'RMB100'],
  ['退 20 块', '20 块'],
  ['100万元', '100万元'],
] as const;

const DATES = [
  ['since 2023-11-06', '2023-11-06'],
  ['06/11/2023', '06/11/2023'],
  ['11/21/23', '11/21/23'],
  ['on 6.11.2023.', '6.11.2023'],
  ['March 3rd, 2024', 'March 3rd, 2024'],
  ['3 March', '3 March'],
  ['the 3rd of March 2024', '3rd of March 2024'],
  ['Dec 24', 'Dec 24'],
  ['2023年11月6日', '2023年11月6日'],
  ['3月5号', '3月5号'],
  ['２０２３－１１－０６', '２０２３－１１－０６'],
] as const;

const URLS = [
  ['see https://x.example.com/a?b=(1).', 'https://x.example.com/a?b=(1)'],
  ['(http://example.com)', 'http://example.com'],
  ['www.example.com/path, thanks', 'www.example.com/path'],
  ['on example.com it says', 'example.com'],
  ['见www.taobao.com/item，谢谢', 'www.taobao.com/item'],
  ['at shop.example.co.uk/x#y!', 'shop.example.co.uk/x#y'],
  ['ftp://example.org/f', 'ftp://example.org/f'],
  ['https://example.com:8080/', 'https://example.com:8080/'],
  ['https://example.com/?id=0123456789', 'https://example.com/?id=0123456789'],
  ['"https://example.com/a_b"', 'https://example.com/a_b'],
] as const;

describe('findEntities', () => {
  it.each(ORDERS)('takes the number of an order for one, and for nothing else: %j', (text, number) => {
    expect(findEntities(text)).toMatchObject([{ kind: 'order', text: number }]);
    expect(maskText(text).text).toBe(text);
  });

  it.each(AMOUNTS)('finds the amount in %j', (text, amount) => expect(named(text, 'amount')).toEqual([amount]));

  it.each(DATES)('finds the day in %j', (text, day) => expect(named(text, 'date')).toEqual([day]));

  it.each(URLS)('finds the web address in %j', (text, url) => expect(named(text, 'url')).toEqual([url]));

  it.each([
    'Where is my order?',
    'I ordered 4 items, order 1000 of them',
    'I want to order 1000',
    'Can I order 1500, and when?',
    'my order 1500 pens',
    'order status',
    '订单是多少',
    '13/13/2023',
    'it may 10 times fail',
    'version 2.10.2',
    'Wait.Is it me? e.g. this, report.pdf',
    'a 50% share of 12 items',
    '',
  ])('finds nothing in %j', (text) => expect(findEntities(text)).toEqual([]));

  it('gives all of them in order, with the places they have in the text as it was written', () => {
    const text = 'Order\u200b #12345 of 2023-11-06 for ＄12, ring 138 0013 8000 or a@b.example';
    expect(findEntities(text).map(({ kind, text }) => [kind, text])).toEqual([
      ['order', '12345'],
      ['date', '2023-11-06'],
      ['amount', '＄12'],
      ['phone', '138 0013 8000'],
      ['email', 'a@b.example'],
    ]);
    for (const { text: found, start, end } of findEntities(text)) expect(text.slice(start, end)).toBe(found);
  });

  const piece = fc.constantFrom(
    ...[
      'order ',
      '#',
      '12345',
      '2023-11-06',
      '$',
      '12.50',
      ' €',
      'https://',
      'a.com/',
      'a@b.com',
      '13800138000',
      '单号',
    ],
    ...[
      'password: ',
      '192.0.2.1',
      '::1',
      'DE89370400440532013000',
      ' ',
      '\n',
      '\u200b',
      '１２',
      '🙂',
      '\ud800',
      '年',
      '[',
      ']',
    ],
  );

  it('points at the text, overlaps nowhere, and names all that the masks hide', () => {
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let at = 0;
        const entities = findEntities(text);
        for (const { text: found, start, end } of entities) {
          expect([start >= at, end > start, text.slice(start, end)]).toEqual([true, true, found]);
          at = end;
        }
        const hidden = maskText(text).parts.flatMap((part) => (typeof part === 'string' ? [] : part));
        for (const { kind, start, end } of hidden) {
          expect(entities).toContainEqual({ kind, text: text.slice(start, end), start, end });
        }
      }),
      { seed: 21, numRuns: 3_000 },
    );
  }, 60_000);
});
