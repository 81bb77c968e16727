import { describe, expect, it } from 'vitest';
import { createTranslate, type Messages } from '../../src/i18n/translate.ts';

const english = {
  plain: 'Help',
  hello: 'Hello {name}, and hello again {name}',
  results: { one: '{count} result', other: '{count} results' },
  onlyOther: { other: '{count} in all' },
} satisfies Messages;
const t = createTranslate({}, english, 'en');

describe('a text', () => {
  it('is given as it stands, with every value in its places', () => {
    expect(t('plain')).toBe('Help');
    expect(t('hello', { name: 'Ada' })).toBe('Hello Ada, and hello again Ada');
  });

  it('keeps the mark of a value that was not given', () => {
    expect(t('hello')).toBe('Hello {name}, and hello again {name}');
  });

  it('takes values as text only: neither marks nor patterns in them are filled', () => {
    expect(t('hello', { name: '{name}$&$1' })).toBe('Hello {name}$&$1, and hello again {name}$&$1');
  });

  it('may be an empty value', () => {
    expect(t('hello', { name: '' })).toBe('Hello , and hello again ');
  });

  it('comes from English where the language has a gap', () => {
    const partly = createTranslate({ plain: '帮助' }, english, 'zh');
    expect(partly('plain')).toBe('帮助');
    expect(partly('hello', { name: '王' })).toBe('Hello 王, and hello again 王');
  });
});

describe('a number', () => {
  it.each([
    [0, '0 results'],
    [1, '1 result'],
    [2, '2 results'],
    [1_234, '1,234 results'],
  ])('%i takes its plural form and is written the English way', (count, text) => {
    expect(t('results', { count })).toBe(text);
  });

  it('is written as its language writes it', () => {
    const german = createTranslate({ results: { one: '{count} Treffer', other: '{count} Treffer' } }, english, 'de');
    expect(german('results', { count: 12_345 })).toBe('12.345 Treffer');
  });

  it('takes `other` where the language knows more forms than the message has', () => {
    expect(createTranslate({}, english, 'ar')('onlyOther', { count: 2 })).toContain('in all');
    expect(createTranslate({}, english, 'ru')('results', { count: 3 })).toBe('3 results');
  });

  it('takes each form a language has: Russian', () => {
    const forms = { one: '{count} ответ', few: '{count} ответа', many: '{count} ответов', other: '{count} ответа' };
    const russian = createTranslate({ results: forms }, english, 'ru');
    expect([1, 2, 5, 21].map((count) => russian('results', { count }))).toEqual([
      '1 ответ',
      '2 ответа',
      '5 ответов',
      '21 ответ',
    ]);
  });

  it('given as text is not written anew', () => {
    expect(t('hello', { name: '1234567' })).toContain('1234567');
  });
});
