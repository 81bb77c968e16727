import { batch } from '@preact/signals-core';
import { directionOf, matchLocale, primaryOf } from '../i18n/locale.ts';
import { toMessage } from '../shared/errors.ts';
import type { AppMessages, AppTranslate, MessagePart } from './messages.ts';
import type { AppState } from './state.ts';

export interface TextsOptions {
  readonly state: AppState;
  /** Languages that can be loaded beside English. */
  readonly langs: readonly string[];
  readonly load: (lang: string, part: MessagePart) => Promise<unknown>;
  /** The panel's chunk: it brings `createTranslate` and the first view's English. */
  readonly loadPanel: () => Promise<{
    readonly createTranslate: (messages: AppMessages, fallback: AppMessages, lang: string) => AppTranslate;
    readonly english: AppMessages;
  }>;
  readonly warn: (message: string) => void;
}

export interface Texts {
  /** Speaks a language: English where there are no texts in it, which is said where the site asked for it. */
  use(lang: string, isAskedFor: boolean): Promise<void>;
  /** Takes the English of a lazy chunk; resolves when the chunk's texts are there in the visitor's language. */
  add(english: AppMessages): Promise<void>;
}

/** The interface's texts: those of the first view, and each chunk's when it comes. */
export function createTexts({ state, langs, load, loadPanel, warn }: TextsOptions): Texts {
  const parts = new Map<string, Promise<AppMessages>>();
  let english: AppMessages = {};
  let isLater = false;
  let wanted = 'en';

  const read = (lang: string, part: MessagePart): Promise<AppMessages> => {
    const known = parts.get(lang + part);
    if (known) return known;
    // Our own files, checked by their hash.
    const reading = load(lang, part).then(
      (messages) => messages as AppMessages,
      (error: unknown) => {
        parts.delete(lang + part); // the next opening tries again
        warn(`messages for "${lang}" could not be loaded, English is shown (${toMessage(error)})`);
        return {};
      },
    );
    parts.set(lang + part, reading);
    return reading;
  };
  const refresh = async () => {
    const lang = wanted;
    const match = matchLocale(lang, ['en', ...langs]) ?? 'en';
    const [panel, first, later] = await Promise.all([
      loadPanel(),
      match === 'en' ? {} : read(match, 'first'),
      match === 'en' || !isLater ? {} : read(match, 'later'),
    ]);
    if (lang !== wanted) return; // another language was asked for meanwhile
    const messages = { ...first, ...later };
    const textLang = Object.keys(messages).length > 0 || primaryOf(lang) === 'en' ? lang : 'en';
    batch(() => {
      state.textLang.value = textLang;
      const t = panel.createTranslate(messages, { ...panel.english, ...english }, textLang);
      // English in a layout from right to left: a mark at its end keeps the full stop there.
      state.t.value = directionOf(lang) === directionOf(textLang) ? t : (key, values) => `${t(key, values)}\u200e`;
    });
  };
  return {
    use(lang, isAskedFor) {
      wanted = lang;
      if (isAskedFor && !matchLocale(lang, ['en', ...langs]))
        warn(`there are no texts in "${lang}" yet, English is shown`);
      return refresh();
    },
    add(more) {
      english = { ...english, ...more };
      isLater = true;
      return refresh();
    },
  };
}
