import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeJson } from '../../src/shared/encode-json.ts';

describe('encodeJson', () => {
  test('gives what JSON.stringify gives, for any plain data', () => {
    const anything = fc.anything({ withNullPrototype: false, withDate: false, withBigInt: false });
    const plain = fc.oneof(fc.jsonValue(), anything.filter(isPlain), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(plain, (value) => {
        const native = JSON.stringify(value);
        expect(encodeJson(value)).toBe(native === undefined ? 'null' : native);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  test.each(['\ud800', '\udc00', 'a\ud83d', '\ud83d\ude00', '\u2028', '\u0000\u001f\u007f', '"\\\b\f\n\r\t'])(
    'escapes %j as JSON.stringify does',
    (text) => {
      expect(encodeJson(text)).toBe(JSON.stringify(text));
    },
  );

  test('takes no notice of toJSON on any prototype', () => {
    const value = { list: ['a', 1], text: 'x', nested: { deep: true } };
    const expected = JSON.stringify(value);
    Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'broken', configurable: true });
    try {
      expect(JSON.stringify(value)).not.toBe(expected);
      expect(encodeJson(value)).toBe(expected);
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON');
    }
  });
});

/** Data JSON describes: no Map, Set, typed array or boxed value, and no toJSON of its own. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if ('toJSON' in value) return false;
  const isOrdinary = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isOrdinary && Object.values(value).every(isPlain);
}
