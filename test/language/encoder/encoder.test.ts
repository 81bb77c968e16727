import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEncoder } from '../../../src/language/encoder/index.ts';
import { type TaughtText, trainEncoder } from '../../../src/language/encoder/train-encoder.ts';
import { encodeModel } from '../../../src/language/model/index.ts';

/** A teacher that knows four subjects: one axis each. */
const SUBJECTS = [
  ['refund', 'money', 'charge', 'invoice'],
  ['parcel', 'delivery', 'courier', 'shipment'],
  ['password', 'login', 'account', 'code'],
  ['kettle', 'teapot', 'cup', 'bowl'],
] as const;
const FRAMES = [
  'where is the X',
  'my X is not here',
  'I need help with a X',
  'X?',
  'what about the X today',
  'the X again',
];

const taught: readonly TaughtText[] = SUBJECTS.flatMap((words, subject) =>
  words.flatMap((word) =>
    FRAMES.map((frame) => ({
      text: frame.replace('X', word),
      vector: Float32Array.from({ length: 6 }, (_, axis) => (axis === subject ? 1 : 0.1)),
    })),
  ),
);
const options = { seed: 1, bucketCount: 2_048, dimensions: 3, epochs: 30, maxWeight: 3, origin: {} };
const { model, validation } = trainEncoder(taught, options);
const bytes = encodeModel(model);
const encoder = createEncoder(bytes);

function cosine(first: string, second: string): number {
  const [a = new Int8Array(), b = new Int8Array()] = encoder.embed([first, second]);
  const dot = (x: Int8Array, y: Int8Array): number => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('a sentence encoder', () => {
  it('puts texts together that its teacher took for the same, without a word in common', () => {
    expect(cosine('refund please', 'an invoice')).toBeGreaterThan(0.8);
    expect(cosine('refund please', 'a teapot')).toBeLessThan(0.3);
  });

  it('reads misspelt words by their parts', () => {
    expect(cosine('passwrod', 'login')).toBeGreaterThan(cosine('passwrod', 'courier'));
  });

  it('says how near its teacher it is on texts that were held out, also with rounded weights', () => {
    expect(validation.n).toBe(Math.ceil(taught.length / 50));
    expect(validation.cosine).toBeGreaterThan(0.8);
    expect(validation.roundedCosine).toBeGreaterThan(validation.cosine - 0.1);
  });

  it('gives the same bytes for the same texts, options and seed', () => {
    expect(encodeModel(trainEncoder(taught, options).model)).toEqual(bytes);
    expect(encodeModel(trainEncoder(taught, { ...options, seed: 2 }).model)).not.toEqual(bytes);
  });

  it('keeps weights as small as asked', () => {
    expect(Math.max(...model.table.map(Math.abs))).toBe(3);
  });

  it('gives any text a vector of whole numbers of one length, and equal texts equal ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const [first, second] = encoder.embed([text, text]);
        expect(first).toHaveLength(3);
        expect(second).toEqual(first);
        const length = Math.hypot(...(first ?? []));
        expect(length === 0 || Math.abs(length - 127) < 2).toBe(true);
      }),
    );
    expect(encoder.embed(['', '…', '\ud800'])[0]).toEqual(new Int8Array(3));
  });

  it('reads English only', () => {
    expect(['Where is my refund?', '退款什么时候到', 'wo ist meine Bestellung'].map(encoder.reads)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is named by its weights', () => {
    const other = trainEncoder(taught, { ...options, seed: 2 }).model;
    expect(createEncoder(bytes).id).toBe(encoder.id);
    expect(createEncoder(encodeModel(other)).id).not.toBe(encoder.id);
  });

  it('refuses what is no encoder', () => {
    expect(() => createEncoder(bytes.subarray(0, 40))).toThrow(/ends too early/);
    expect(() => createEncoder(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)))).toThrow(
      /checksum/,
    );
    const head = {
      name: 'intent',
      labels: ['a'],
      weights: new Int8Array(3),
      scales: Float32Array.of(1),
      bias: Float32Array.of(0),
      temperature: 1,
      settings: {},
    };
    expect(() => createEncoder(encodeModel({ ...model, heads: [head] }))).toThrow(/another model/);
  });
});
