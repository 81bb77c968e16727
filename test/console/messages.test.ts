import { describe, expect, it } from 'vitest';
import en from '../../src/console/messages/en.json';
import zh from '../../src/console/messages/zh.json';
import { chooseLang, createTexts } from '../../src/console/texts.ts';

const placeholders = (message: unknown) => [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].sort();

describe('the texts of the console', () => {
  it('are the same in both languages, with the same values in them', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, message] of Object.entries(en)) {
      expect([key, ...placeholders(zh[key as keyof typeof zh])]).toEqual([key, ...placeholders(message)]);
    }
  });

  it('never show a made-up language code or date as an error', () => {
    const texts = createTexts('en');
    expect(texts.language('zh')).toBe('Chinese');
    expect(texts.language('not a code')).toBe('not a code');
    expect(texts.dateTime('yesterday')).toBe('yesterday');
  });

  it.each([
    [null, ['fr', 'zh-Hant-TW', 'en'], 'zh'],
    [null, ['fr'], 'en'],
    ['zh', ['en'], 'zh'],
    ['xx', ['zh'], 'zh'],
  ] as const)('begin with the language chosen (%s) or spoken (%s): %s', (chosen, langs, lang) => {
    expect(chooseLang(chosen, langs)).toBe(lang);
  });
});
