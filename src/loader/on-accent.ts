/**
 * Colour of the sign on an accent, white or near black, whichever can be read. The loader's short form: a gamma of
 * 2.2 for the sRGB curve; the panel computes exactly.
 * @param accent `#rgb` or `#rrggbb`; anything else is taken as dark
 */
export function onAccent(accent: string): '#fff' | '#000' {
  // Relative luminance above which white text on a ground has less contrast than 4.5:1 (WCAG 2.2). In here it takes less.
  const whiteTextLimit = 0.18;
  // "a" stands for "aa".
  const [red = 0, green = 0, blue = 0] = (accent.match(accent[4] ? /\w\w/g : /\w/g) ?? []).map(
    (digits) => (Number(`0x${(digits + digits).slice(0, 2)}`) / 255) ** 2.2,
  );
  return 0.213 * red + 0.715 * green + 0.072 * blue > whiteTextLimit ? '#000' : '#fff';
}
