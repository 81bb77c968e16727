import { describe, expect, it } from 'vitest';
import { scanEmail } from '../../../src/text/scan/email.ts';

const found = (text: string): readonly string[] => scanEmail(text).map(({ start, end }) => text.slice(start, end));

describe('scanEmail', () => {
  it.each([
    'john@example.com',
    'john@com.com',
    'john@com.example.org',
    'JOHN.Doe@Example.COM',
    'john+helplet@example.com',
    'john_doe-99@mail.example.co.uk',
    "o'brien@example.ie",
    'j%k&l~m@example.org',
    '1234567890@qq.com',
    '13800138000@139.com',
    'a@b.io',
    'x@my-shop.museum',
    'jörg@müller.de',
    'иван@почта.рф',
    'john@例え.jp',
    'john@例子.公司',
    'john@xn--fsq.xn--55qx5d',
    'user@bücher.example',
    'john@उदाहरण.भारत',
    'john＠example．com',
    'ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'jo\u200bhn@exam\u00adple.com',
  ])('finds %j alone, in a sentence and in Chinese', (address) => {
    for (const [before, after] of [
      ['', ''],
      ['Please write to ', ', thanks'],
      ['Mail: ', '.'],
      ['<', '>'],
      ["'", "'"],
      ['**', '**'],
      ['(mailto:', ')'],
      ['我的邮箱是', '。谢谢'],
      ['邮箱：', '谢谢'],
      ['a@b.example;', ';c@d.example'],
    ] as const) {
      expect(found(before + address + after)).toContain(address);
    }
  });

  it.each([
    ['ask...john@example.com', 'john@example.com'],
    ['email=john@example.com&x=1', 'john@example.com'],
    ['john@example.com.', 'john@example.com'],
    ['john@example.com.I wait', 'john@example.com'],
    ['john@example.com-thanks', 'john@example.com'],
    ['john@example.com是我的邮箱', 'john@example.com'],
    ['john@例子.公司谢谢', 'john@例子.公司'],
    ['john@example.com/jane', 'john@example.com'],
    ['john@example.com، شكرا', 'john@example.com'],
    ['john@example.com। धन्यवाद', 'john@example.com'],
    ['"john@example.com"', 'john@example.com'],
    ['«john@example.com»', 'john@example.com'],
    ['a@b.example@c.example', 'a@b.example'],
  ])('ends the address of %j where it ends', (text, address) => {
    expect(found(text)).toEqual([address]);
  });

  it('finds several', () => {
    expect(found('a@x.example, b@y.example/c@z.example')).toEqual(['a@x.example', 'b@y.example', 'c@z.example']);
  });

  it.each([
    '@support hello',
    'thanks @united.com',
    'a@b',
    'user@localhost',
    'root@10.0.0.1',
    'lodash@4.17.21',
    'react@18.2.0',
    'logo@2x.png',
    'me @ home. Then',
    'a@@b.com',
    'a@.com',
    'a@b..com',
    'a@b.c',
    'a@b.c1',
    'mysql://u:p@tcp(127.0.0.1:3306)/x',
    '//@财新网:管轶表示',
    '不是很好@裤腿太小.码数也不对',
    '@',
    'a@',
  ])('leaves %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});
