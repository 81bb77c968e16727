import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/conversation/reading.ts';

const MAX_LENGTH = 2_000;

/** Words the patterns begin with, repeated so that they almost match everywhere. */
const hard = [
  'my account ',
  'talk to a ',
  'i want a ',
  'do not recognise ',
  'payment not ',
  'someone has my ',
  'thanks ok ',
  'ok ',
  '好的',
  '谢谢',
  '转我',
  '不要',
  "'",
  ' ',
  'take me to ',
  'hi ',
  '嗯',
  '哦',
  '没事了',
  '我知道了',
  '了',
  '太好了',
  '真的是',
  '没有问题了',
  '啊',
  '在吗',
  'thank you ',
  'thanks for your help ',
  'all right ',
  '88',
];

function millisecondsOf(text: string): number {
  const runs = [1, 2, 3].map(() => {
    const start = performance.now();
    readMessage(text);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

describe('reading a message', () => {
  it.each(hard)('takes a moment even where everything almost matches: %s', (piece) => {
    const text = piece.repeat(MAX_LENGTH).slice(0, MAX_LENGTH);
    for (const whole of [text, `${text}q`, `谢谢${text}q`, `thanks ${text} q`])
      expect(millisecondsOf(whole)).toBeLessThan(50);
  });

  it('never throws and keeps the question inside the message', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom(...hard, 'hello, ', '？', '\n', '👋')).map((p) => p.join('')),
        ),
        (text) => {
          const { question } = readMessage(text);
          expect(text.includes(question)).toBe(true); // there are no masks in these
          expect(question === '' && text.trim() !== '').toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});
