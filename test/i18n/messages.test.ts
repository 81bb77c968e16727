import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/app/state.ts';
import type { Says } from '../../src/conversation/state.ts';
import type { Message } from '../../src/i18n/translate.ts';
import type { OutboxEntry } from '../../src/outbox/entries.ts';
import type { DeadReason } from '../../src/outbox/ports.ts';
import { HINTS } from '../../src/privacy/kinds.ts';
import { articleRatingReasons } from '../../src/schema/event/article-rating-reasons.ts';
import { ticketKinds } from '../../src/schema/event/ticket-kinds.ts';
import type { FileProblem } from '../../src/ui/attachments/use-files.ts';

const folder = join(import.meta.dirname, '../../src/i18n/messages');
const english = readTexts('en');
const chinese = readTexts('zh');

/** All members of a union, held to be complete by its type. */
function all<Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(names) as Name[];
}

const entryStates = all<OutboxEntry['state']>({
  saved: true,
  sending: true,
  waiting: true,
  paused: true,
  held: true,
  sent: true,
  failed: true,
});
const deadReasons = all<DeadReason['code']>({
  rejected: true,
  conflict: true,
  'too-large': true,
  expired: true,
  corrupt: true,
  ambiguous: true,
});
const fileProblems = all<FileProblem['reason']>({
  empty: true,
  active: true,
  kind: true,
  mismatch: true,
  encoding: true,
  large: true,
  damaged: true,
  blocked: true,
  many: true,
  total: true,
  screenshot: true,
});
/** Without `none` and `failed`, which have the knowledge base's texts. */
const says = all<Exclude<Says, 'none' | 'failed'>>({
  hello: true,
  thanks: true,
  bye: true,
  fine: true,
  unsure: true,
  again: true,
  mood: true,
  wish: true,
  'red-flag': true,
  'self-harm': true,
  offline: true,
});
/** Views that say in the header what they are; the others have the site's name there. */
const titled = all<Exclude<Route['kind'], 'home' | 'article'>>({
  conversation: true,
  ticket: true,
  requests: true,
  request: true,
  rating: true,
  privacy: true,
});
const maskKinds = Object.keys(HINTS);

/** Keys put together at run time: how the source writes them, and what they can become. */
const templates: Readonly<Record<string, readonly string[]>> = {
  'article.reason.${reason}': articleRatingReasons.map((reason) => `article.reason.${reason}`),
  'attachments.error.${reason}': fileProblems.map((reason) => `attachments.error.${reason}`),
  'conversation.${says}': says.map((one) => `conversation.${one}`),
  'mask.hidden.${kind}': maskKinds.map((kind) => `mask.hidden.${kind}`),
  'mask.kind.${part.kind}': maskKinds.map((kind) => `mask.kind.${kind}`),
  'state.${entry.state}': entryStates
    .filter((state) => state !== 'sent' && state !== 'failed') // named in full
    .map((state) => `state.${state}`),
  'state.failed.${entry.reason.code}': deadReasons.map((code) => `state.failed.${code}`),
  'state.short.${shown.state}': entryStates.map((state) => `state.short.${state}`),
  'ticket.kind.${kind}': ticketKinds.map((kind) => `ticket.kind.${kind}`),
  'title.${route.kind}': titled.map((kind) => `title.${kind}`),
};

const source = join(import.meta.dirname, '../../src');
const code = ['app', 'ui', 'parts', 'entries']
  .flatMap((folder) =>
    readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n');

/** All areas of a language in one. No key may be in two of them. */
function readTexts(lang: string): Readonly<Record<string, Message>> {
  const files = readdirSync(folder).filter((file) => file.endsWith(`.${lang}.json`));
  const areas = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Message>);
  const texts = Object.assign({}, ...areas) as Record<string, Message>;
  expect(Object.keys(texts)).toHaveLength(areas.reduce((sum, area) => sum + Object.keys(area).length, 0));
  return texts;
}

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

  it.each([
    ['en', english],
    ['zh', chinese],
  ])('stay calm: no exclamation marks, no three dots: %s', (_, messages) => {
    const loud = Object.entries(messages).filter(([, message]) =>
      forms(message).some((text) => /[!！]|\.\.\./.test(text)),
    );
    expect(loud).toEqual([]);
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
