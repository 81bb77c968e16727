import { expect, test } from 'vitest';
import { readingLang } from '../../src/engine/reading-lang.ts';

test.each([
  ['a question in the language of the page', 'how do I return it', 'en-GB', 'en-GB'],
  ['Chinese on an English page', '怎么退货', 'en', 'zh'],
  ['Chinese on a Taiwanese page', '怎麼退貨', 'zh-TW', 'zh-TW'],
  ['an English question on a Chinese page', 'how do I return it', 'zh-CN', 'en'],
  ["a product's name on a Chinese page", 'Apple Pay', 'zh-CN', 'zh-CN'],
  ['Latin letters on a German page', 'wie kann ich das umtauschen', 'de', 'de'],
  ['nothing', '', 'zh', 'zh'],
])('%s is answered in %4$s', (_name, text, lang, expected) => {
  expect(readingLang(text, lang)).toBe(expected);
});
