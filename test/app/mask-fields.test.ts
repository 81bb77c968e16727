import { describe, expect, it } from 'vitest';
import { maskFields } from '../../src/app/requests.ts';

describe('what a site’s own fields send', () => {
  it.each([
    ['a card', { paid: '4242 4242 4242 4242' }, { paid: '[card]' }],
    ['a card that is a number', { paid: 4242424242424242 }, { paid: '[card]' }],
    ['a phone', { reach: '13800138000' }, { reach: '[phone]' }],
    ['what its name announces', { mobile: '91234567', password: 'hunter2' }, { mobile: '[phone]', password: '[key]' }],
    ['a phone in a sentence, whatever the name', { order: 'call 13800138000' }, { order: 'call [phone]' }],
    ['a card in the field of an order', { order: '4242424242424242' }, { order: '[card]' }],
    ['a name that is an address', { 'a@b.example': '13800138000' }, { 'a@b.example': '[phone]' }],
  ])('hides %s', (_, fields, masked) => {
    expect(maskFields(fields)).toEqual(masked);
  });

  it('leaves numbers of orders, amounts, choices and ticks', () => {
    const fields = { order: '13800138000', orderNumber: '999941057058', total: 9.5, zero: 0, gift: true, size: 'XL' };
    expect(maskFields(fields)).toEqual(fields);
    expect(maskFields()).toEqual({});
  });
});
