import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/transports/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

describe('parseRetryAfter', () => {
  test.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['1.5', 1_500],
    ['0', 1_000],
    ['315360000', DAY_MS],
    ['9'.repeat(400), DAY_MS],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 1_000],
    ['Fri, 01 Jan 2055 00:00:00 GMT', DAY_MS],
  ])('reads %s', (value, expected) => {
    expect(parseRetryAfter(value, null, NOW)).toBe(expected);
  });

  test.each([
    null,
    '',
    '-5',
    'soon',
    'tomorrow',
    '12 monkeys',
    '1e3',
    '0x10',
    '2026-01-01',
    'Thu, 99 Abc 2026 00:00:00 GMT',
  ])('passes over %j', (value) => {
    expect(parseRetryAfter(value, null, NOW)).toBeUndefined();
  });

  test('reads a date by the clock of the server that sent it', () => {
    const date = 'Sun, 01 Jan 2040 00:00:30 GMT';
    expect(parseRetryAfter(date, 'Sun, 01 Jan 2040 00:00:00 GMT', NOW)).toBe(30_000);
    expect(parseRetryAfter(date, 'nonsense', NOW)).toBe(DAY_MS);
  });

  test('gives one second to a day or nothing, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), fc.integer(), (value, date, now) => {
        const ms = parseRetryAfter(value, date, now);
        expect(ms === undefined || (ms >= 1_000 && ms <= DAY_MS)).toBe(true);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
