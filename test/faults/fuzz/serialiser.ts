import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeJson } from '../../../src/shared/encode-json.ts';
import type { Target } from './target.ts';
import { anyText } from './texts.ts';

const leaf = fc.oneof(
  anyText,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e21, 5e-324),
);
const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    leaf,
    fc.array(tie('plain'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(anyText, fc.constantFrom('__proto__', 'toJSON', '1', 'length')), tie('plain'), {
      maxKeys: 5,
    }),
  ),
}));

/** Our JSON is that of an untouched `JSON.stringify`, also where a library has given arrays and texts a `toJSON`. */
export const serialiser: Target = {
  name: 'serialiser against JSON.stringify',
  perMille: 270,
  run(cases, seed) {
    fc.assert(
      fc.property(plain, fc.boolean(), (value, isSpoilt) => {
        const expected = JSON.stringify(value) ?? 'null';
        const actual = isSpoilt ? withSpoiltPrototypes(() => encodeJson(value)) : encodeJson(value);
        assert.equal(actual, expected);
      }),
      { numRuns: cases, seed },
    );
  },
};

/** As Prototype.js 1.6 leaves a page. */
function withSpoiltPrototypes<Result>(task: () => Result): Result {
  const prototypes = [Array.prototype, String.prototype, Object.prototype, Number.prototype];
  for (const prototype of prototypes) {
    Object.defineProperty(prototype, 'toJSON', { value: () => 'spoilt', configurable: true, writable: true });
  }
  try {
    return task();
  } finally {
    for (const prototype of prototypes) Reflect.deleteProperty(prototype, 'toJSON');
  }
}
