/** Steps of a scale between two powers of two. */
const STEPS = 8;
/** The code of scale 1; code 0 is kept for rows of zeros. */
const ONE = 200;

/** 2^(n/8), written out: `Math.pow` may differ between engines in its last bit. */
const FRACTIONS = [
  1,
  1.0905077326652577,
  1.189207115002721,
  1.2968395546510096,
  Math.SQRT2,
  1.5422108254079407,
  1.681792830507429,
  1.8340080864093424,
];

/** The scale of a code from 1 to 255: 2^((code − 200) / 8). Code 0 means a row of zeros. */
export function toScale(code: number): number {
  if (code === 0) return 0;
  const step = code - ONE;
  const whole = Math.floor(step / STEPS);
  return (FRACTIONS[step - whole * STEPS] as number) * 2 ** whole; // the remainder is 0 to 7
}

/** What a 32-bit float may have lost of a scale. */
const ROUNDING = 1e-6;

/** The code of the smallest scale at least as large as `wanted` (> 0), within what codes can say. */
export function toScaleCode(wanted: number): number {
  let code = Math.min(255, Math.max(1, Math.floor(Math.log2(wanted) * STEPS) + ONE));
  while (code < 255 && toScale(code) < wanted * (1 - ROUNDING)) code++;
  return code;
}
