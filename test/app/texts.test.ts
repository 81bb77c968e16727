import { describe, expect, it } from 'vitest';
import type { MessagePart } from '../../src/app/messages.ts';
import { createState } from '../../src/app/state.ts';
import { createTexts } from '../../src/app/texts.ts';
import { parseConfig } from '../../src/schema/config.ts';
import { loadTestMessages, testPanel } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

type Load = (lang: string, part: MessagePart) => Promise<unknown>;

/** Texts over files that can be slow or missing; what was asked for is written down. */
function create(load: Load = loadTestMessages, langs: readonly string[] = ['zh']) {
  const state = createState(parseConfig({}).config);
  const warnings: string[] = [];
  const asked: string[] = [];
  const texts = createTexts({
    state,
    langs,
    load: (lang, part) => {
      asked.push(`${lang} ${part}`);
      return load(lang, part);
    },
    loadPanel: async () => testPanel,
    warn: (message) => warnings.push(message),
  });
  return { state, texts, warnings, asked, t: state.t };
}

const lazy = { 'article.yes': 'Yes' } as const;

describe('the interface’s texts', () => {
  it('are English without any file', async () => {
    const { texts, asked, t, state } = create();
    await texts.use('en-GB', true);
    expect([t.value('panel.title'), state.textLang.value, asked]).toEqual(['Help', 'en-GB', []]);
  });

  it('keep their last mark at the end where English stands in a layout from right to left', async () => {
    const { texts, t } = create();
    await texts.use('ar', false);
    expect(t.value('panel.title')).toBe('Help\u200e');
    await texts.use('fr', false);
    expect(t.value('panel.title')).toBe('Help');
  });

  it('of another language come in two parts: the first view’s at once, the others with the first lazy chunk', async () => {
    const { texts, asked, t, state } = create();
    await texts.use('zh-CN', true);
    expect([t.value('panel.title'), state.textLang.value, asked]).toEqual(['帮助', 'zh-CN', ['zh first']]);
    await texts.add(lazy);
    expect([t.value('article.yes'), asked]).toEqual(['有帮助', ['zh first', 'zh later']]);
    expect(t.value('panel.title')).toBe('帮助');
  });

  it('are there when the chunk that needs them is said to be ready', async () => {
    let give: (messages: unknown) => void = () => undefined;
    const { texts, t } = create((lang, part) =>
      part === 'first'
        ? loadTestMessages(lang, part)
        : new Promise((resolve) => {
            give = resolve;
          }),
    );
    await texts.use('zh', true);
    let isReady = false;
    const added = texts.add(lazy).then(() => {
      isReady = true;
    });
    await settle();
    expect(isReady).toBe(false);
    give({ 'article.yes': '是' });
    await added;
    expect(t.value('article.yes')).toBe('是');
  });

  it('of every chunk stay when the next one brings its own', async () => {
    const { texts, t } = create();
    await texts.use('en', true);
    await texts.add(lazy);
    await texts.add({ 'article.no': 'No' });
    expect([t.value('article.yes'), t.value('article.no'), t.value('panel.title')]).toEqual(['Yes', 'No', 'Help']);
  });

  it('are fetched once a language and part, also over changes to and fro', async () => {
    const { texts, asked } = create();
    for (const lang of ['zh', 'en', 'zh-TW', 'zh']) await texts.use(lang, true);
    await texts.add(lazy);
    await texts.add({ 'article.no': 'No' });
    expect(asked).toEqual(['zh first', 'zh later']);
  });
});

describe('a language there are no texts in', () => {
  it.each([
    [true, ['there are no texts in "fr" yet, English is shown']],
    [false, []],
  ])('has English ones, which the site is told where it asked for it (%s)', async (isAskedFor, told) => {
    const { texts, t, state, warnings, asked } = create();
    await texts.use('fr', isAskedFor);
    await texts.add(lazy);
    expect([t.value('panel.title'), t.value('article.yes'), state.textLang.value]).toEqual(['Help', 'Yes', 'en']);
    expect([warnings, asked]).toEqual([told, []]);
  });
});

describe('a file that cannot be had', () => {
  it('leaves English, is told, and is asked for again with the next need', async () => {
    let isDown = true;
    const { texts, t, state, warnings, asked } = create(async (lang, part) => {
      if (isDown) throw new TypeError('Failed to fetch');
      return loadTestMessages(lang, part);
    });
    await texts.use('zh', true);
    expect([t.value('panel.title'), state.textLang.value]).toEqual(['Help', 'en']);
    expect(warnings).toEqual(['messages for "zh" could not be loaded, English is shown (Failed to fetch)']);
    isDown = false;
    await texts.add(lazy);
    expect([t.value('panel.title'), t.value('article.yes'), state.textLang.value]).toEqual(['帮助', '有帮助', 'zh']);
    expect(asked).toEqual(['zh first', 'zh first', 'zh later']);
  });

  it('for the later part leaves the first view as it is', async () => {
    const { texts, t, state } = create(async (lang, part) => {
      if (part === 'later') throw new TypeError('Failed to fetch');
      return loadTestMessages(lang, part);
    });
    await texts.use('zh', true);
    await texts.add(lazy);
    expect([t.value('panel.title'), t.value('article.yes'), state.textLang.value]).toEqual(['帮助', 'Yes', 'zh']);
  });
});

describe('languages that race', () => {
  it('end at the one asked for last, whichever file comes first', async () => {
    const gates = new Map<string, (messages: unknown) => void>();
    const { texts, t, state } = create((lang) => new Promise((resolve) => gates.set(lang, resolve)), ['zh', 'fr']);
    const first = texts.use('fr', true);
    const second = texts.use('zh', true);
    await settle();
    gates.get('zh')?.({ 'panel.title': '帮助' });
    gates.get('fr')?.({ 'panel.title': 'Aide' });
    await Promise.all([first, second]);
    expect([t.value('panel.title'), state.textLang.value]).toEqual(['帮助', 'zh']);
  });

  it('text and language change together: never Chinese words said to be English', async () => {
    const { texts, state } = create();
    const seen: string[] = [];
    state.t.subscribe((t) => seen.push(`${state.textLang.peek()} ${t('panel.title')}`));
    for (const lang of ['en', 'zh', 'en']) await texts.use(lang, true);
    expect(seen.slice(1)).toEqual(['en Help', 'zh 帮助', 'en Help']);
  });
});
