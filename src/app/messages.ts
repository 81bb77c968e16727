import type english from '../i18n/messages/en.json';
import { createTranslate, type Messages, type Translate } from '../i18n/translate.ts';

export type MessageKey = keyof typeof english;
export type AppMessages = Messages<MessageKey>;
export type AppTranslate = Translate<MessageKey>;

/** `t()` before the messages are there: no view is shown until then. */
export const untranslated: AppTranslate = (key) => key;

/** `t()` in the given messages, and in English where they have a gap. */
export function translatorFor(lang: string, messages: Partial<AppMessages>, english: AppMessages): AppTranslate {
  return createTranslate(messages, english, lang);
}
