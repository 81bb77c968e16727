import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, MIN_CONTRAST, type Rgb } from '../../../src/shared/colour.ts';
import { accentText } from '../../../src/ui/shell/accent-text.ts';

/** The panel's grounds, plain and soft, as `tokens.css` has them. */
const grounds: Readonly<Record<'light' | 'dark', readonly Rgb[]>> = {
  light: [
    [255, 255, 255],
    [245, 245, 247],
  ],
  dark: [
    [28, 28, 30],
    [42, 42, 45],
  ],
};
const hex = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`);

function toRgb(text: string | undefined): Rgb {
  const [red = -1, green = -1, blue = -1] = (/^rgb\((\d+) (\d+) (\d+)\)$/.exec(text ?? '') ?? []).slice(1).map(Number);
  return [red, green, blue];
}

describe('the accent as text', () => {
  it.each(['light', 'dark'] as const)('can be read on the %s ground, whatever the accent is', (theme) => {
    fc.assert(
      fc.property(hex, (accent) => {
        const rgb = toRgb(accentText(accent, theme));
        for (const value of rgb) expect(value >= 0 && value <= 255).toBe(true);
        for (const ground of grounds[theme]) expect(contrast(rgb, ground)).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('stays as it is where it can be read already', () => {
    expect(accentText('#0000ff', 'light')).toBe('rgb(0 0 255)');
    expect(accentText('#ffff00', 'dark')).toBe('rgb(255 255 0)');
  });

  it('is shaded no further than it needs: yellow on white keeps its hue', () => {
    const [red, green, blue] = toRgb(accentText('#ffff00', 'light'));
    expect(red).toBe(green);
    expect(blue).toBeLessThan(red);
    expect(contrast([red, green, blue], [255, 255, 255])).toBeLessThan(6);
  });

  it('is left to the style sheet where there is none', () => {
    expect(accentText(undefined, 'light')).toBeUndefined();
    expect(accentText('red', 'dark')).toBeUndefined();
  });
});
