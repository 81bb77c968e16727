import { contrast, MIN_CONTRAST, parseHex, type Rgb } from '../../shared/colour.ts';

/** The soft grounds of `tokens.css`: what can be read on them can be read on the plain ones, too. */
const grounds = { light: [245, 245, 247], dark: [42, 42, 45] } as const;
const towards = { light: [17, 17, 17], dark: [255, 255, 255] } as const;

/** Steps on the way from the accent to black or white. */
const STEPS = 20;

/**
 * The accent as it can be read as text on the light and on the dark ground: shaded just as far as it needs
 * (a yellow accent must still be readable). Undefined without an accent, so that the default stands.
 */
export function accentText(accent: string | undefined, theme: 'light' | 'dark'): string | undefined {
  const rgb = parseHex(accent);
  if (!rgb) return undefined;
  for (let step = 0; step < STEPS; step++) {
    const shade = rgb.map((value, at) => {
      const end = towards[theme][at] ?? value;
      return Math.round(value + ((end - value) * step) / STEPS);
    }) as unknown as Rgb; // map keeps the length
    if (contrast(shade, grounds[theme]) >= MIN_CONTRAST) return `rgb(${shade.join(' ')})`;
  }
  return `rgb(${towards[theme].join(' ')})`;
}
