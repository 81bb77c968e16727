import fc from 'fast-check';

/** Texts as they come from anywhere: all planes, halves of characters, control characters, and what sites do write. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'"\\/\b\f\n\r\t\u0000\u2028\u2029 0+-.@:[]{}<>'), maxLength: 40 }),
);
