import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launcherTexts } from '../../src/i18n/launcher-texts.ts';
import { directionOf, matchLocale, primaryOf, resolveLocale } from '../../src/i18n/locale.ts';

describe('the language to speak', () => {
  it.each([
    ['zh', 'en', ['fr'], 'zh'],
    ['zh_CN', 'en', ['fr'], 'zh-CN'],
    ['ZH-hant-tw', '', [], 'zh-Hant-TW'],
    ['auto', 'de-AT', ['fr'], 'de-AT'],
    ['auto', '', ['fr-CA', 'en'], 'fr-CA'],
    ['auto', 'not a language', ['zh'], 'zh'],
    ['auto', '', [], 'en'],
    ['auto', '', ['', '*', 'ja'], 'ja'],
    ['not a language', 'de', ['fr'], 'en'],
  ] as const)('with %j configured, a page in %j and a browser in %j is %s', (configured, page, browser, lang) => {
    expect(resolveLocale(configured, page, browser)).toBe(lang);
  });

  it('is always one that Intl takes, whatever a page says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (configured, page, browser) => {
        const lang = resolveLocale(configured, page, browser);
        expect(() => new Intl.PluralRules(lang)).not.toThrow();
      }),
      { seed: 7 },
    );
  });
});

describe('a match among the languages there are', () => {
  it.each([
    ['zh-Hant-TW', ['en', 'zh'], 'zh'],
    ['zh', ['en', 'zh-TW', 'zh'], 'zh'],
    ['en-GB', ['zh', 'en'], 'en'],
    ['fr', ['en', 'zh'], undefined],
    ['zho', ['zh'], undefined],
    ['EN', ['en'], 'en'],
  ] as const)('for %s in %j is %s', (lang, available, found) => {
    expect(matchLocale(lang, available)).toBe(found);
  });

  it('knows the primary language of a code', () => {
    expect(['zh-Hant-TW', 'EN', 'en-US', ''].map(primaryOf)).toEqual(['zh', 'en', 'en', '']);
  });
});

describe('the direction of writing', () => {
  it.each(['ar', 'ar-EG', 'he', 'fa-IR', 'ur', 'AR', 'yi'])('of %s is from right to left', (lang) => {
    expect(directionOf(lang)).toBe('rtl');
  });

  it.each(['en', 'zh-Hant', 'arn', 'fake', 'de-AR', 'hex', ''])('of %s is from left to right', (lang) => {
    expect(directionOf(lang)).toBe('ltr');
  });
});

describe('the texts of the launcher', () => {
  it('are there in English and Chinese', () => {
    const [english, chinese] = [launcherTexts('en'), launcherTexts('zh')];
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
    for (const key of ['open', 'failed'] as const) {
      expect(english[key].trim()).not.toBe('');
      expect(chinese[key]).toMatch(/\p{Script=Han}/u);
    }
  });

  it.each([
    ['zh-Hant-TW', 'zh'],
    ['ZH', 'zh'],
    ['EN-us', 'en'],
    ['fr', 'en'],
    ['', 'en'],
  ])('in %j are those of %s', (lang, texts) => {
    expect(launcherTexts(lang)).toEqual(launcherTexts(texts));
  });
});
