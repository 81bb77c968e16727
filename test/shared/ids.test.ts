import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUuidV7 } from '../../src/shared/ids.ts';
import { systemRandomBytes } from '../../src/shared/random.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
/** 48 bits: the largest time an id can hold. */
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('a UUIDv7', () => {
  it('is the example of RFC 9562, appendix A.6, for its time and its random bits', () => {
    const random = [0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
    const id = createUuidV7(
      () => Date.parse('2022-02-22T19:22:22Z'),
      () => Uint8Array.from(random),
    );
    expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('has version 7 and variant 10 whatever the random bits are', () => {
    fc.assert(
      fc.property(time, bytes, (ms, random) => {
        const id = createUuidV7(
          () => ms,
          () => random,
        );
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
      { seed: 1 },
    );
  });

  it('sorts by time as text, to the millisecond', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (one, other, first, second) => {
        fc.pre(one < other);
        const early = createUuidV7(
          () => one,
          () => first,
        );
        const late = createUuidV7(
          () => other,
          () => second,
        );
        expect(early < late).toBe(true);
      }),
      { seed: 2 },
    );
  });

  it('gives a device whose clock stands before 1970 a valid id all the same', () => {
    const id = createUuidV7(
      () => -5.5,
      () => new Uint8Array(16),
    );
    expect(id).toBe('00000000-0000-7000-8000-000000000000');
  });

  it('leaves the bytes it was given alone, and differs with fresh ones', () => {
    const given = new Uint8Array(16).fill(255);
    createUuidV7(
      () => 0,
      () => given,
    );
    expect([...given]).toEqual(Array(16).fill(255));
    const ids = new Set(Array.from({ length: 100 }, () => createUuidV7(() => 0, systemRandomBytes)));
    expect(ids.size).toBe(100);
  });
});
