import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, parseHex, type Rgb } from '../../src/shared/colour.ts';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const channel = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(channel, channel, channel);

describe('a colour', () => {
  it.each([
    ['#fff', [255, 255, 255]],
    ['#1a7f5a', [26, 127, 90]],
    ['#1A7F5A', [26, 127, 90]],
    ['#09f', [0, 153, 255]],
  ])('is read from %s', (text, rgb) => {
    expect(parseHex(text)).toEqual(rgb);
  });

  it.each(['', '#', '#12', '#1234', '#12345', '#1234567', 'fff', '#ggg', ' #fff', '#fff\n', 'red', undefined])(
    'is not read from %j',
    (text) => {
      expect(parseHex(text)).toBeNull();
    },
  );
});

describe('contrast', () => {
  // Figures of the WebAIM contrast checker, two decimals as it gives them.
  it.each([
    ['#ffffff', '#000000', 21],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#0000ff', '#ffffff', 8.59],
    ['#ff0000', '#ffffff', 4],
    ['#008000', '#ffffff', 5.14],
    ['#ffff00', '#ffffff', 1.07],
  ])('of %s on %s is %f', (one, other, ratio) => {
    expect(contrast(parseHex(one) ?? black, parseHex(other) ?? black)).toBeCloseTo(ratio, 1);
    expect(Math.floor(100 * contrast(parseHex(one) ?? black, parseHex(other) ?? black) + 0.5) / 100).toBe(ratio);
  });

  it('is the same both ways, 1 with itself, and between 1 and 21', () => {
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        const ratio = contrast(one, other);
        expect(ratio).toBe(contrast(other, one));
        expect(ratio).toBeGreaterThanOrEqual(1);
        expect(ratio).toBeLessThanOrEqual(21.0001);
        expect(contrast(one, one)).toBe(1);
      }),
      { seed: 4 },
    );
  });

  it('with one of black and white always reaches 4.5', () => {
    fc.assert(
      fc.property(colour, (rgb) => {
        expect(Math.max(contrast(rgb, white), contrast(rgb, black))).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 5 },
    );
  });
});
