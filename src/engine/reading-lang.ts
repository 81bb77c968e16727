import { detectLang } from '../text/index.ts';

/** Latin words after which a question on, say, a Chinese page is taken to be English and not a product's name. */
const ENGLISH_WORDS = 3;

/** Languages whose script `detectLang` tells from the others. */
const OWN_SCRIPT = /^(zh|ja|ko|th|ru|ar|he|el|hi)(-|$)/i;

/**
 * The language to answer in: the interface's, unless the question is plainly in another script. Who asks in Chinese
 * on an English page gets the Chinese translation.
 * @param lang the interface's, BCP 47
 */
export function readingLang(text: string, lang: string): string {
  const typed = detectLang(text);
  if (lang.toLowerCase().startsWith(typed)) return lang;
  if (typed !== 'en') return typed;
  const isQuestion = (text.match(/\p{sc=Latn}{2,}/gu)?.length ?? 0) >= ENGLISH_WORDS;
  return OWN_SCRIPT.test(lang) && isQuestion ? 'en' : lang;
}
