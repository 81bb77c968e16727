import type english from '../i18n/messages/en.json';
import type { Messages, Translate } from '../i18n/translate.ts';

export type MessageKey = keyof typeof english;
export type AppMessages = Messages<MessageKey>;
export type AppTranslate = Translate<MessageKey>;

/** `t()` before the messages are there: no view is shown until then. */
export const untranslated: AppTranslate = (key) => key;
