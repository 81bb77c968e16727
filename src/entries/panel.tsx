import type { AppMessages, AppTranslate } from '../app/messages.ts';
import english from '../i18n/messages/en.json';
import { createTranslate } from '../i18n/translate.ts';

export { keepDraft } from '../app/drafts.ts';
export { mountPanel } from '../ui/mount-panel.tsx';

/** `t()` in the given messages, and in English, which the panel carries, where they have a gap. */
export function translatorFor(lang: string, messages: Partial<AppMessages>): AppTranslate {
  return createTranslate(messages, english, lang);
}
