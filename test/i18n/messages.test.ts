import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../src/i18n/messages/en.json';
import zh from '../../src/i18n/messages/zh.json';
import type { Message } from '../../src/i18n/translate.ts';
import { articleRatingReasons } from '../../src/schema/event/article-rating-reasons.ts';
import { ticketKinds } from '../../src/schema/event/ticket-kinds.ts';

const english: Readonly<Record<string, Message>> = en;
const chinese: Readonly<Record<string, Message>> = zh;
const states = ['saved', 'sending', 'waiting', 'paused', 'held', 'sent', 'failed'];
const deadReasons = ['rejected', 'conflict', 'too-large', 'expired', 'corrupt', 'ambiguous'];

/** Keys put together at run time: how the source writes them, and what they can become. */
const templates: Readonly<Record<string, readonly string[]>> = {
  'article.reason.${reason}': articleRatingReasons.map((reason) => `article.reason.${reason}`),
  'ticket.kind.${kind}': ticketKinds.map((kind) => `ticket.kind.${kind}`),
  'rating.${value}': [1, 2, 3, 4, 5].map((value) => `rating.${value}`),
  'state.short.${entry.state}': states.map((state) => `state.short.${state}`),
  // `sent` and `failed` have texts of their own, named in full.
  'state.${entry.state}': ['saved', 'waiting', 'sending', 'paused', 'held'].map((state) => `state.${state}`),
  'state.failed.${entry.reason.code}': deadReasons.map((code) => `state.failed.${code}`),
};

/** A text that no view says so far. */

const source = join(import.meta.dirname, '../../src');
const code = ['app', 'ui', 'parts', 'entries']
  .flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n');

function forms(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g))].sort();
}

describe('the messages', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))('hold the same values in both languages: %s', (key) => {
    const [first = ''] = forms(english[key] ?? '').slice(-1);
    for (const text of [...forms(english[key] ?? ''), ...forms(chinese[key] ?? '')]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
      expect(placeholders(text).filter((name) => name !== '{count}')).toEqual(
        placeholders(first).filter((name) => name !== '{count}'),
      );
    }
    const [last = ''] = forms(chinese[key] ?? '').slice(-1);
    expect(placeholders(last)).toEqual(placeholders(first)); // a singular form may say "one" in words
  });

  it.each([
    ['en', english],
    ['zh', chinese],
  ])('with plural forms have those of their language, `other` among them: %s', (lang, messages) => {
    const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    const plurals = Object.entries(messages).filter(([, message]) => typeof message !== 'string');
    expect(plurals.map(([key]) => key)).toContain('search.results');
    for (const [, message] of plurals) {
      expect(Object.keys(message)).toContain('other');
      expect(categories).toEqual(expect.arrayContaining(Object.keys(message)));
      expect(JSON.stringify(message)).toContain('{count}');
    }
  });

  it('differ between the languages, so none was left untranslated', () => {
    const same = Object.keys(english).filter((key) => JSON.stringify(english[key]) === JSON.stringify(chinese[key]));
    expect(same).toEqual([]);
  });

  it('are put together only as written down here, and all of those exist', () => {
    const areas = new Set(Object.keys(english).map((key) => key.split('.')[0]));
    const written = [...code.matchAll(/`(([a-z]+)\.[\w.-]*\$\{[\w.]+\})`/g)].filter(([, , area]) => areas.has(area));
    expect(new Set(written.map(([, template]) => template))).toEqual(new Set(Object.keys(templates)));
    for (const keys of Object.values(templates))
      expect(Object.keys(english)).toEqual(expect.arrayContaining([...keys]));
  });

  it('are all used', () => {
    const known = new Set(Object.values(templates).flat());
    const unused = Object.keys(english).filter((key) => !known.has(key) && !code.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});
