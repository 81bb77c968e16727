import type attachments from '../i18n/messages/attachments.en.json';
import type conversation from '../i18n/messages/conversation.en.json';
import type panel from '../i18n/messages/panel.en.json';
import type survey from '../i18n/messages/survey.en.json';
import type views from '../i18n/messages/views.en.json';
import type { Messages, Translate } from '../i18n/translate.ts';

export type MessageKey =
  | keyof typeof panel
  | keyof typeof views
  | keyof typeof conversation
  | keyof typeof survey
  | keyof typeof attachments;
/** Texts of one or more areas: each chunk brings its own. */
export type AppMessages = Partial<Messages<MessageKey>>;
export type AppTranslate = Translate<MessageKey>;

/** What of a language to fetch: the first view's texts, or all the others'. */
export type MessagePart = 'first' | 'later';

/** `t()` before the messages are there: no view is shown until then. */
export const untranslated: AppTranslate = (key) => key;
