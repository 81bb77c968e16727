import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit, toClientKey } from '../../src/collector/rate-limit.ts';

describe('createRateLimit', () => {
  it('never lets through more than the burst and what came back since', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, burst, perSecond) => {
          let now = 0;
          let allowed = 0;
          const take = createRateLimit({ clock: () => now, burst, perSecond });
          for (const gap of gaps) {
            now += gap;
            if (take('client') === 0) allowed++;
          }
          expect(allowed).toBeLessThanOrEqual(burst + (now / 1_000) * perSecond + 1e-6);
        },
      ),
      { seed: 7 },
    );
  });

  it('lets a client through after exactly the wait it was told', () => {
    let now = 0;
    const take = createRateLimit({ clock: () => now, burst: 1, perSecond: 3 });
    take('client');
    const waitMs = take('client');
    now += waitMs;
    expect(take('client')).toBe(0);
  });

  it('survives a clock that is set back', () => {
    let now = 10_000;
    const take = createRateLimit({ clock: () => now, burst: 1, perSecond: 1 });
    take('client');
    now = 0;
    expect(take('client')).toBe(1_000);
    now = 1_000;
    expect(take('client')).toBe(0);
  });

  it('forgets the client unused longest when there are too many', () => {
    const take = createRateLimit({ clock: () => 0, burst: 1, perSecond: 1, maxKeys: 2 });
    take('a');
    take('b');
    take('a');
    take('c');
    expect(take('a')).toBeGreaterThan(0);
    expect(take('b')).toBe(0);
  });
});

describe('toClientKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('counts %s as %s', (address, key) => {
    expect(toClientKey(address)).toBe(key);
  });
});
