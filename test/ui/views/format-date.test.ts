import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatDate, formatTime, formatWhen } from '../../../src/ui/views/format-date.ts';

afterEach(() => vi.unstubAllEnvs());

describe('a date', () => {
  it.each([
    ['2026-03-05', 'en', 'March 5, 2026'],
    ['2026-03-05', 'en-GB', '5 March 2026'],
    ['2026-03-05', 'zh', '2026年3月5日'],
    ['2026-01-01', 'de', '1. Januar 2026'],
  ])('%s in %s is %s, in every time zone', (text, lang, shown) => {
    for (const zone of ['Pacific/Honolulu', 'UTC', 'Pacific/Auckland']) {
      vi.stubEnv('TZ', zone);
      expect(formatDate(text, lang)).toBe(shown);
    }
  });

  it('with a time is shown in the visitor’s zone', () => {
    expect(formatDate('2026-03-05T12:00:00Z', 'en')).toBe('March 5, 2026');
  });

  it.each(['soon', '', '2026-13-45'])('that is none (%j) is shown as it was written', (text) => {
    expect(formatDate(text, 'en')).toBe(text);
  });
});

it('an instant is shown with its date and its time', () => {
  const noon = new Date(2026, 2, 5, 12, 30).getTime();
  expect(formatTime(noon, 'en')).toMatch(/Mar 5, 2026.*12:30/);
  expect(formatTime(noon, 'zh')).toMatch(/2026年3月5日.*12:30/);
});

describe('an instant in few words', () => {
  const now = new Date(2026, 2, 5, 12, 30).getTime();

  it.each([
    [new Date(2026, 2, 5, 9, 5), /^9:05\sAM$/],
    [new Date(2026, 2, 4, 23, 59), /^Mar 4$/],
    [new Date(2026, 0, 1), /^Jan 1$/],
    [new Date(2025, 11, 31), /^Dec 31, 2025$/],
  ])('%s is %s', (date, shown) => {
    expect(formatWhen(date.getTime(), now, 'en')).toMatch(shown);
  });

  it('in Chinese too', () => {
    expect(formatWhen(new Date(2026, 2, 4).getTime(), now, 'zh')).toBe('3月4日');
  });
});
