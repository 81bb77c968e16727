import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainIntent } from '../../../src/language/intent/index.ts';
import { createPlainRun, decodeModel, encodeModel, quantiseRows } from '../../../src/language/model/index.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

const { model } = trainIntent(sampleMessages, { seed: 1, maxKb: 20, isQuick: true, origin: { command: 'test' } });
const bytes = encodeModel(model);

describe('decodeModel', () => {
  it('gives back the model that was encoded, byte for byte', () => {
    const read = decodeModel(bytes);
    expect(read).toEqual(model);
    expect(encodeModel(read)).toEqual(bytes);
    for (const { text } of sampleMessages) expect(createPlainRun(read)(text)).toEqual(createPlainRun(model)(text));
  });

  it('refuses a file cut anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(() => decodeModel(bytes.slice(0, length))).toThrow(/^Model: /);
      }),
    );
  });

  it('refuses a file with any byte changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = bytes.slice();
        damaged[place] = (damaged[place] as number) ^ change;
        expect(() => decodeModel(damaged)).toThrow(/^Model: /);
      }),
    );
  });

  it.each([
    ['model-version', 5, 9],
    ['model-features', 6, 1],
    ['model-truncated', 12, 255],
    ['model-corrupt', 0, 1],
  ])('says what is wrong: %s', (code, place, change) => {
    const damaged = bytes.slice();
    damaged[place] = (damaged[place] as number) ^ change;
    expect(() => decodeModel(damaged)).toThrow(expect.objectContaining({ code }));
  });
});

describe('quantiseRows', () => {
  it.each([4, 8] as const)('stays within a step of each number, with %i bits', (bits) => {
    const numbers = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(numbers, (row) => {
        const { values, scales } = quantiseRows(Float32Array.from(row), 8, bits);
        const scale = scales[0] as number;
        const top = Math.max(...row.map(Math.abs));
        const error = row.reduce((sum, number, index) => sum + (number - scale * (values[index] as number)) ** 2, 0);
        // Rounding to the widest scale loses at most half a step a number; the chosen scale loses no more in sum.
        const widest = (top / (bits === 4 ? 7 : 127)) * 2 ** 0.125;
        expect(error).toBeLessThanOrEqual(8 * (widest / 2) ** 2 + 1e-6);
      }),
    );
  });

  it('keeps a row of zeros', () => {
    expect(quantiseRows(new Float32Array(4), 4, 4)).toEqual({ values: new Int8Array(4), scales: new Float32Array(1) });
  });
});
