import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlainRun, decodeModel, encodeModel } from '../../../src/language/model/index.ts';
import { createTfjsRun } from '../../../src/language/model/run-with-tfjs.ts';
import { createMoodReader } from '../../../src/language/sentiment/index.ts';
import { sampleMoods, trainSample } from '../../support/language/sample-moods.ts';

const model = trainSample();
const bytes = encodeModel(model);
const { readMessage, readPart } = createMoodReader(model);
const LABELS = ['neg', 'neu', 'pos'];

describe('trainSentiment', () => {
  it('learns what it was taught, in both languages', () => {
    for (const { text, mood, asks } of sampleMoods) {
      const { label } = asks === 'aspect' ? readPart(text) : readMessage(text).sentiment;
      expect(label).toBe(LABELS[mood]);
    }
  });

  it('gives the same bytes for the same examples', () => {
    expect(encodeModel(trainSample())).toEqual(bytes);
  });

  it('keeps only so many buckets, ascending', () => {
    const kept = model.mood?.kept ?? new Uint32Array();
    expect(kept.length).toBeLessThanOrEqual(500);
    expect(kept.every((bucket, index) => index === 0 || bucket > (kept[index - 1] as number))).toBe(true);
  });
});

describe('createMoodReader', () => {
  it('scores within −1 and 1, with the sign of the stronger side, and frustration within 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { sentiment, frustration } = readMessage(text);
        expect(Math.abs(sentiment.score)).toBeLessThanOrEqual(1);
        if (sentiment.label === 'pos') expect(sentiment.score).toBeGreaterThan(0);
        if (sentiment.label === 'neg') expect(sentiment.score).toBeLessThanOrEqual(0);
        expect(frustration).toBeGreaterThanOrEqual(0);
        expect(frustration).toBeLessThanOrEqual(1);
      }),
    );
    expect(readMessage('太差了').frustration).toBeGreaterThan(readMessage('太好了').frustration);
  });

  it('refuses a model without moods', () => {
    expect(() => createMoodReader({ ...model, heads: model.heads.slice(0, 1) })).toThrow(/tells no frustration/);
  });
});

describe('a model of moods in a file', () => {
  it('is read back as it was written', () => {
    const read = decodeModel(bytes);
    expect(read).toEqual(model);
    expect(encodeModel(read)).toEqual(bytes);
  });

  it('is refused with any byte changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = bytes.slice();
        damaged[place] = (damaged[place] as number) ^ change;
        expect(() => decodeModel(damaged)).toThrow(/^Model: /);
      }),
    );
  });

  it('says with tfjs what it says in plain code', () => {
    const plain = createPlainRun(model);
    const tfjs = createTfjsRun(model);
    for (const text of [...sampleMoods.map((row) => row.text), '', '😡', '\ud800', 'unknown words only']) {
      const found = tfjs(text);
      for (const [head, expected] of plain(text).entries()) {
        for (const [index, value] of expected.entries()) expect(found[head]?.[index]).toBeCloseTo(value, 5);
      }
    }
  });
});
