import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainIntent } from '../../../src/language/intent/index.ts';
import { createPlainRun } from '../../../src/language/model/index.ts';
import { createTfjsRun } from '../../../src/language/model/run-with-tfjs.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

const { model } = trainIntent(sampleMessages, { seed: 1, maxKb: 20, isQuick: true, origin: {} });
const plain = createPlainRun(model);
const tfjs = createTfjsRun(model);

const compare = (text: string) => {
  const [expected = new Float32Array()] = plain(text);
  const [found = new Float32Array()] = tfjs(text);
  expect(found.length).toBe(expected.length);
  const difference = expected.map((value, index) => Math.abs(value - (found[index] as number)));
  expect(Math.max(...difference)).toBeLessThan(1e-5);
  if (Math.max(...expected) - Math.min(...expected) > 1e-4) {
    expect(found.indexOf(Math.max(...found))).toBe(expected.indexOf(Math.max(...expected)));
  }
};

describe('createTfjsRun', () => {
  it('says what plain code says of messages', () => {
    for (const { text } of sampleMessages) compare(text);
  });

  it('says what plain code says of anything else', () => {
    for (const text of ['', '😡', '\ud800', 'a'.repeat(5_000)]) compare(text);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), compare), { numRuns: 30 });
  }, 30_000);
});
