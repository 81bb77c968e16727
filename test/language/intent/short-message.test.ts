import { describe, expect, it } from 'vitest';
import { raiseShort, toShortSettings } from '../../../src/language/intent/short-message.ts';

const head = {
  name: 'intent',
  labels: ['order', 'consultation'],
  weights: new Int8Array(),
  scales: new Float32Array(),
  bias: new Float32Array(),
  temperature: 1,
  settings: toShortSettings({ label: 'consultation', maxWords: 3, bonus: Math.log(4) }),
};

describe('raiseShort', () => {
  it('makes the label so much likelier for a short message', () => {
    const [order = 0, consultation = 0] = raiseShort(head, ' winter  boots ', Float32Array.of(0.5, 0.5));
    expect(order).toBeCloseTo(0.2, 5);
    expect(consultation).toBeCloseTo(0.8, 5);
  });

  it.each(['', '   ', 'one two three four', '冬靴', 'x'.repeat(200)])('leaves %j as it is', (text) => {
    expect(raiseShort(head, text, Float32Array.of(0.5, 0.5))).toEqual(Float32Array.of(0.5, 0.5));
  });

  it('leaves a head without such a setting as it is', () => {
    expect(raiseShort({ ...head, settings: {} }, 'boots', Float32Array.of(0.5, 0.5))).toEqual(
      Float32Array.of(0.5, 0.5),
    );
  });
});
