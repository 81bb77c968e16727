/** Relative luminance above which white text on a ground has less contrast than 4.5:1 (WCAG 2.2). */
const WHITE_TEXT_LIMIT = 0.183;

/**
 * Colour of the sign on an accent, white or near black, whichever can be read. The loader's short form: a gamma of
 * 2.2 for the sRGB curve; the panel computes exactly.
 * @param accent `#rgb` or `#rrggbb`; anything else is taken as dark
 */
export function onAccent(accent: string): '#fff' | '#111' {
  const digits = accent.length === 4 ? accent.replace(/\w/g, '$&$&') : accent;
  const value = Number.parseInt(digits.slice(1), 16);
  const light = (shift: number) => (((value >> shift) & 255) / 255) ** 2.2;
  return 0.2126 * light(16) + 0.7152 * light(8) + 0.0722 * light(0) > WHITE_TEXT_LIMIT ? '#111' : '#fff';
}
