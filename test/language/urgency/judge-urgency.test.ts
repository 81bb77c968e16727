import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeUrgency } from '../../../src/language/urgency/index.ts';
import { URGENCY_RULES } from '../../../src/language/urgency/urgency-rules.ts';

describe('judgeUrgency', () => {
  it.each([
    ['URGENT: production is down, please help ASAP', 'stated'],
    ['someone logged into my account and it wasn’t me', 'fraud'],
    ['the charger caught fire', 'safety'],
    ['my flight leaves in two hours', 'deadline'],
    ['系统崩了，所有人都用不了', 'blocked'],
    ['送货地址填错了，还没出库吧', 'mistake'],
    ['the driver is outside and cannot find the door', 'on-site'],
    ['卡被盗刷了', 'fraud'],
    ['充电器冒烟了', 'safety'],
    ['十万火急，马上处理', 'stated'],
  ])('says why a message may not wait: %s', (text, reason) => {
    const { value, reasons } = judgeUrgency(text);
    expect(reasons).toContain(reason);
    expect(value).toBeGreaterThan(0.4);
  });

  it.each([['No rush, whenever you get a chance'], ['thanks, have a nice day'], ['不急，有空再回'], ['谢谢，辛苦了']])(
    'leaves a calm message low: %s',
    (text) => {
      expect(judgeUrgency(text).value).toBeLessThan(0.2);
    },
  );

  it('never lets thanks hide danger', () => {
    expect(judgeUrgency('the heater caught fire, thanks').value).toBe(judgeUrgency('the heater caught fire').value);
  });

  it('stays within 0 and 1 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { value } = judgeUrgency(text);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is linear in the length of the text, rule by rule', () => {
    for (const { english, chinese } of URGENCY_RULES) {
      for (const piece of ['no ', 'still ', '还没', '1', 'a ', '扣款 ']) {
        const text = piece.repeat(40_000);
        const started = performance.now();
        english.test(text);
        chinese.test(text);
        expect(performance.now() - started).toBeLessThan(300);
      }
    }
  });
});
