import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createIntentReader, trainIntent } from '../../../src/language/intent/index.ts';
import { encodeModel } from '../../../src/language/model/index.ts';
import { sampleMessages } from '../../support/language/sample-messages.ts';

const options = { seed: 3, maxKb: 30, isQuick: true, origin: {} };

describe('trainIntent', () => {
  it('tells the intents of messages it has not seen', () => {
    const read = createIntentReader(trainIntent(sampleMessages, options).model);
    expect(read('I forgot the password again').intent.label).toBe('login');
    expect(read('快递什么时候到').intent.label).toBe('delivery');
    expect(read('REFUND!!!').intent.label).toBe('refund');
  });

  it.each([true, false])(
    'gives the same bytes for the same rows and seed (quick: %s)',
    (isQuick) => {
      const once = () => encodeModel(trainIntent(sampleMessages, { ...options, isQuick }).model);
      expect(once()).toEqual(once());
    },
    60_000,
  );

  it('gives probabilities in order, and the best intent also when it is out of scope', () => {
    const read = createIntentReader(trainIntent(sampleMessages, options).model);
    for (const text of ['refund', '', 'zzzz qqqq', '你好', '\ud800']) {
      const { intent, alternatives } = read(text);
      const confidences = alternatives.map(({ confidence }) => confidence);
      expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
      expect(alternatives.some(({ label }) => label === intent.label)).toBe(false);
      expect(alternatives.length).toBeGreaterThan(0);
    }
  });

  it.each(['', '  \n', '\u200b\ufeff'])('calls a text that says nothing out of scope: %j', (text) => {
    const { intent, alternatives } = createIntentReader(trainIntent(sampleMessages, options).model)(text);
    expect(intent.label).toBe('out_of_scope');
    expect(new Set(alternatives.map(({ label }) => label))).toEqual(new Set(['login', 'delivery', 'refund']));
  });

  it('keeps within the kilobytes it is given', () => {
    for (const maxKb of [20, 60]) {
      const bytes = encodeModel(trainIntent(sampleMessages, { ...options, maxKb }).model);
      expect(gzipSync(bytes, { level: 9 }).length).toBeLessThan(maxKb * 1_000);
    }
  });

  it('makes unlike messages less sure when it has examples out of scope', () => {
    const outside = ['what is the weather', 'tell me a joke', 'who won the game', '今天天气怎么样', '讲个笑话'];
    const rows = [...sampleMessages, ...outside.map((text) => ({ text, label: 'out_of_scope', isValidation: false }))];
    const { model } = trainIntent(rows, options);
    expect(model.heads[0]?.labels).not.toContain('out_of_scope');
    const read = createIntentReader(model);
    const best = (text: string) => {
      const { intent, alternatives } = read(text);
      return (intent.label === 'out_of_scope' ? alternatives[0] : intent)?.confidence ?? 0;
    };
    expect(best('tell me about the weather')).toBeLessThan(best('refund my order'));
  });

  it('refuses a single label', () => {
    const rows = sampleMessages.filter(({ label }) => label === 'refund');
    expect(() => trainIntent(rows, options)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});
