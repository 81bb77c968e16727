import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onAccent } from '../../src/loader/on-accent.ts';
import { contrast, MIN_CONTRAST, parseHex, type Rgb } from '../../src/shared/colour.ts';

const white: Rgb = [255, 255, 255];
const channel = fc.integer({ min: 0, max: 255 });
const toHex = (rgb: readonly number[]) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

describe('the sign on an accent', () => {
  it.each([
    ['#000000', '#fff'],
    ['#1a7f5a', '#fff'],
    ['#00f', '#fff'],
    ['#ffff00', '#000'],
    ['#fff', '#000'],
    ['#9cf', '#000'],
  ])('of %s is %s', (accent, sign) => {
    expect(onAccent(accent)).toBe(sign);
  });

  it('can be read on every accent there is', () => {
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (rgb) => {
        const sign = parseHex(onAccent(toHex(rgb))) ?? white;
        expect(contrast(sign, rgb)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
      { seed: 8, numRuns: 5_000 },
    );
  });

  it('reads the short form of a colour as the long one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 3, maxLength: 3 }), (digits) => {
        const short = digits.map((digit) => digit.toString(16));
        expect(onAccent(`#${short.join('')}`)).toBe(onAccent(`#${short.map((digit) => digit + digit).join('')}`));
      }),
      { seed: 9 },
    );
  });

  it('is white where the accent is no colour', () => {
    expect(onAccent('green')).toBe('#fff');
    expect(onAccent('')).toBe('#fff');
  });
});
