/** Red, green, blue, each 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Contrast text needs against its ground: WCAG 2.2, success criterion 1.4.3. */
export const MIN_CONTRAST = 4.5;

/** Reads `#rgb` or `#rrggbb`; null for anything else. */
export function parseHex(text: string | undefined): Rgb | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text ?? '')?.[1];
  if (!digits) return null;
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const value = Number.parseInt(full, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Contrast ratio of two colours, 1..21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(one: Rgb, other: Rgb): number {
  const first = luminance(one) + 0.05;
  const second = luminance(other) + 0.05;
  return Math.max(first, second) / Math.min(first, second);
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) =>
    value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb; // map keeps the length
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
