import { primaryOf } from '../i18n/locale.ts';
import { createTranslate, type Translate } from '../i18n/translate.ts';
import en from './messages/en.json';
import zh from './messages/zh.json';

export type ConsoleLang = 'en' | 'zh';
export type ConsoleKey = keyof typeof en;

/** Everything a view needs to speak one language. */
export interface Texts {
  readonly lang: ConsoleLang;
  readonly t: Translate<ConsoleKey>;
  /** A share, 0..1, in whole percent. */
  readonly percent: (share: number) => string;
  /** One decimal. */
  readonly decimal: (value: number) => string;
  /** A date and time, ISO 8601, in the reader's time zone. */
  readonly dateTime: (iso: string) => string;
  /** The name of a language, BCP 47. */
  readonly language: (code: string) => string;
}

export function createTexts(lang: ConsoleLang): Texts {
  const percents = new Intl.NumberFormat(lang, { style: 'percent' });
  const decimals = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const dateTimes = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
  const languages = new Intl.DisplayNames(lang, { type: 'language' });
  return {
    lang,
    t: createTranslate<ConsoleKey>(lang === 'zh' ? zh : en, en, lang),
    percent: (share) => percents.format(share),
    decimal: (value) => decimals.format(value),
    dateTime: (iso) => {
      const date = new Date(iso);
      return Number.isNaN(date.getTime()) ? iso : dateTimes.format(date);
    },
    language: (code) => {
      try {
        return languages.of(code) ?? code;
      } catch {
        return code; // not a language code: shown as it came
      }
    },
  };
}

/** The language to begin with: the one chosen before, else the browser's. */
export function chooseLang(chosen: string | null, browserLangs: readonly string[]): ConsoleLang {
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const known = browserLangs.map(primaryOf).find((lang) => lang === 'en' || lang === 'zh');
  return known === 'zh' ? 'zh' : 'en';
}
