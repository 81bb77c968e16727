import { describe, expect, it } from 'vitest';
import { createIntentReader, type IntentRow, trainIntent } from '../../../src/language/intent/index.ts';
import { countPrior, fitPriorWeight, hearPrior } from '../../../src/language/intent/prior.ts';
import { decodeModel, encodeModel } from '../../../src/language/model/index.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

const general = ['money', 'parcel'];
const money = Float32Array.of(0.9, 0.1);
const parcel = Float32Array.of(0.1, 0.9);

describe('countPrior', () => {
  it('finds which general label goes with which own one', () => {
    const ratios = countPrior(general, ['refund', 'delivery'], [money, money, parcel], [0, 0, 1]);
    expect(ratios).toHaveLength(4);
    expect(ratios[0]).toBeGreaterThan(1);
    expect(ratios[1]).toBeLessThan(1);
    expect(ratios[2]).toBeLessThan(1);
    expect(ratios[3]).toBeGreaterThan(1);
  });

  it('takes an own label that bears a general name for that one, without any message', () => {
    const [same = 0, other = 0] = countPrior(general, ['money', 'returns'], [], []);
    expect(same).toBeGreaterThan(1);
    expect(other).toBeLessThan(1);
  });
});

describe('hearPrior', () => {
  const ratios = countPrior(general, ['refund', 'delivery'], [money, parcel], [0, 1]);

  it('moves an even reading towards what the general model says, the more the weight', () => {
    const even = Float32Array.of(0.5, 0.5);
    const at = (weight: number) => hearPrior(even, money, { labels: general, ratios, weight })[0] as number;
    expect(at(0)).toBeCloseTo(0.5, 5);
    expect(at(0.5)).toBeGreaterThan(at(0));
    expect(at(1)).toBeGreaterThan(at(0.5));
  });

  it('gives probabilities', () => {
    const heard = hearPrior(Float32Array.of(0.2, 0.8), money, { labels: general, ratios, weight: 0.75 });
    expect((heard[0] as number) + (heard[1] as number)).toBeCloseTo(1, 5);
  });
});

describe('fitPriorWeight', () => {
  const ratios = countPrior(general, ['refund', 'delivery'], [money, parcel], [0, 1]);
  const own = Array.from({ length: 60 }, () => Float32Array.of(0.6, 0.4));
  const opinions = own.map((_, index) => (index % 2 === 0 ? money : parcel));

  it('hears a general model that helps and not one that misleads', () => {
    const right = own.map((_, index) => index % 2);
    const wrong = own.map((_, index) => 1 - (index % 2));
    expect(fitPriorWeight(own, opinions, right, { labels: general, ratios })).toBe(0.75);
    expect(fitPriorWeight(own, opinions, wrong, { labels: general, ratios })).toBe(0);
  });
});

describe('a site model with a general one', () => {
  const options = { seed: 1, maxKb: 20, isQuick: true, origin: {} };
  const { model: generalModel } = trainIntent(sampleMessages, options);
  const few: readonly IntentRow[] = [
    { text: 'refund', label: 'GELD', isValidation: false },
    { text: 'money back', label: 'GELD', isValidation: false },
    { text: 'parcel', label: 'PAKET', isValidation: false },
    { text: 'my package', label: 'PAKET', isValidation: false },
  ];
  const { model } = trainIntent(few, { ...options, general: generalModel });

  it('knows from few examples what the general one knows, also after it was written and read', () => {
    const read = createIntentReader(decodeModel(encodeModel(model)), { general: generalModel });
    expect(read('快递还没到').intent.label).toBe('PAKET');
    expect(read('我要退款').intent.label).toBe('GELD');
  });

  it('reads alone when the general model is absent or another one', () => {
    const alone = createIntentReader(model);
    const swapped = {
      ...generalModel,
      heads: generalModel.heads.map((head) => ({ ...head, labels: ['a', 'b', 'c'] })),
    };
    expect(createIntentReader(model, { general: swapped })('我要退款')).toEqual(alone('我要退款'));
  });
});
