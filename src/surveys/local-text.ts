import { matchLocale } from '../i18n/locale.ts';
import type { LocalText } from './survey.ts';

/**
 * The text for a reader of `lang` (BCP 47): his language's, else English, else the first there is.
 * @returns undefined where the site wrote none
 */
export function readLocalText(text: LocalText | undefined, lang: string): string | undefined {
  if (typeof text !== 'object') return text;
  const langs = Object.keys(text);
  return text[matchLocale(lang, langs) ?? matchLocale('en', langs) ?? langs[0] ?? ''];
}
