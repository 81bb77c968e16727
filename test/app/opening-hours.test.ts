import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opensAt } from '../../src/app/opening-hours.ts';

const WEEK = 'Mon-Fri 9:00-18:00; Sat 10:00-14:00';

/** When the team is there again after an instant, as ISO in UTC; `open` while it is there. */
function opens(hours: string, timeZone: string, now: string): string {
  const at = opensAt(hours, timeZone, Date.parse(now));
  return at === null ? 'open' : new Date(at).toISOString().replace(':00.000Z', 'Z');
}

describe('opening hours', () => {
  it.each([
    // 2026-03-02 is a Monday.
    ['2026-03-02T08:59:59Z', '2026-03-02T09:00Z'],
    ['2026-03-02T09:00:00Z', 'open'],
    ['2026-03-02T17:59:59Z', 'open'],
    ['2026-03-02T18:00:00Z', '2026-03-03T09:00Z'],
    ['2026-03-06T18:00:00Z', '2026-03-07T10:00Z'],
    ['2026-03-07T13:59:00Z', 'open'],
    ['2026-03-07T14:00:00Z', '2026-03-09T09:00Z'],
    ['2026-03-08T12:00:00Z', '2026-03-09T09:00Z'],
  ])('of the week are kept, also over its end: %s → %s', (now, expected) => {
    expect(opens(WEEK, 'UTC', now)).toBe(expected);
  });

  it('are those of the zone, not of the device', () => {
    expect(opens(WEEK, 'Europe/Berlin', '2026-03-02T07:59Z')).toBe('2026-03-02T08:00Z');
    expect(opens(WEEK, 'Asia/Shanghai', '2026-03-02T00:30Z')).toBe('2026-03-02T01:00Z');
    expect(opens(WEEK, 'Asia/Kolkata', '2026-03-02T03:29Z')).toBe('2026-03-02T03:30Z');
    expect(opens(WEEK, 'Asia/Kolkata', '2026-03-02T03:30Z')).toBe('open');
    // Sunday evening in London is Monday morning in Auckland.
    expect(opens(WEEK, 'Pacific/Auckland', '2026-03-01T20:00Z')).toBe('open');
    expect(opens(WEEK, 'Pacific/Honolulu', '2026-03-02T18:00Z')).toBe('2026-03-02T19:00Z');
  });

  it('follow the clocks when they are put forward over the weekend', () => {
    // Berlin is UTC+1 on Friday 2026-03-27 and UTC+2 from Sunday 2026-03-29 on.
    expect(opens('Mon-Fri 9:00-18:00', 'Europe/Berlin', '2026-03-27T17:00Z')).toBe('2026-03-30T07:00Z');
    // New York: UTC−5 before 2026-03-08, UTC−4 after.
    expect(opens('Mon-Fri 9:00-18:00', 'America/New_York', '2026-03-06T23:00Z')).toBe('2026-03-09T13:00Z');
    expect(opens('Sun 8:00-9:00', 'America/New_York', '2026-03-08T05:30Z')).toBe('2026-03-08T12:00Z');
  });

  it('follow the clocks when they are put back', () => {
    expect(opens('Mon-Fri 9:00-18:00', 'Europe/Berlin', '2026-10-23T16:00Z')).toBe('2026-10-26T08:00Z');
    expect(opens('Mon-Fri 9:00-18:00', 'America/New_York', '2026-10-30T22:00Z')).toBe('2026-11-02T14:00Z');
    // 1:30 comes twice on 2026-11-01 in New York: open both times.
    expect(opens('Sun 1:00-2:00', 'America/New_York', '2026-11-01T05:30Z')).toBe('open');
    expect(opens('Sun 1:00-2:00', 'America/New_York', '2026-11-01T06:30Z')).toBe('open');
    expect(opens('Sun 1:00-2:00', 'America/New_York', '2026-11-01T07:00Z')).toBe('2026-11-08T06:00Z');
  });

  it('that begin in the hour left out begin an hour around it', () => {
    // 2:30 does not exist on 2026-03-29 in Berlin; 1:30Z would be 3:30, 0:30Z is 1:30.
    const at = Date.parse(opens('Sun 2:30-5:00', 'Europe/Berlin', '2026-03-28T12:00Z'));
    expect([Date.parse('2026-03-29T00:30Z'), Date.parse('2026-03-29T01:30Z')]).toContain(at);
  });

  it('may go over midnight, and days over the week’s end', () => {
    const night = 'Fri-Sat 22:00-2:00';
    expect(opens(night, 'UTC', '2026-03-07T01:59Z')).toBe('open');
    expect(opens(night, 'UTC', '2026-03-08T01:00Z')).toBe('open');
    expect(opens(night, 'UTC', '2026-03-06T01:00Z')).toBe('2026-03-06T22:00Z');
    expect(opens('Sat-Mon 9:00-10:00', 'UTC', '2026-03-08T09:30Z')).toBe('open');
    expect(opens('Sat-Mon 9:00-10:00', 'UTC', '2026-03-09T10:00Z')).toBe('2026-03-14T09:00Z');
  });

  it('of one day a week come again a week later', () => {
    expect(opens('Tue 9:00-10:00', 'UTC', '2026-03-03T10:00Z')).toBe('2026-03-10T09:00Z');
  });

  it('around the clock are never over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom('UTC', 'Asia/Tokyo', 'America/St_Johns'),
        (now, zone) => {
          expect(opensAt('Mon-Sun 0:00-24:00', zone, now)).toBeNull();
          expect(opensAt('Sun-Sat 9:00-9:00', zone, now)).toBeNull();
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it.each([
    [WEEK, 'Europe/Atlantis'],
    ['Foo 9:00-18:00', 'UTC'],
    ['Mon-Fry 9:00-18:00', 'UTC'],
    ['Onm 9:00-18:00', 'UTC'],
    ['Mon 9:00-24:01', 'UTC'],
    ['Mon 9:60-18:00', 'UTC'],
    ['Mon 25:00-26:00', 'UTC'],
  ])('that cannot be (%s, %s) are refused', (hours, zone) => {
    expect(() => opensAt(hours, zone, 0)).toThrow(RangeError);
  });

  it('open next at a beginning of theirs by the zone’s own clock, within a week, and not before', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Shanghai',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    ];
    const read = (time: number, timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(time);
    const begins = new Set(['Mon 09:00', 'Tue 09:00', 'Wed 09:00', 'Thu 09:00', 'Fri 09:00', 'Sat 10:00']);
    fc.assert(
      fc.property(fc.integer({ min: 1.5e12, max: 2e12 }), fc.constantFrom(...zones), (now, zone) => {
        const at = opensAt(WEEK, zone, now);
        if (at === null) {
          const [day, time = ''] = read(now, zone).split(/,? /);
          expect(day === 'Sat' ? time >= '10:00' && time < '14:00' : time >= '09:00' && time < '18:00').toBe(true);
          return;
        }
        expect(begins).toContain(read(at, zone).replace(',', ''));
        expect(at).toBeGreaterThan(now);
        expect(at - now).toBeLessThanOrEqual(3 * 86_400_000);
        expect(opensAt(WEEK, zone, at)).toBeNull();
        expect(opensAt(WEEK, zone, at - 60_000)).toBe(at);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
