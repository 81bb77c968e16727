import { describe, expect, it, onTestFinished } from 'vitest';
import { watchUse } from '../../src/app/watch-use.ts';
import type { ConfigInput } from '../../src/schema/config.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';
import { createScriptedTransport } from '../support/outbox/scripted-transport.ts';

/** An app whose use is watched; what is told stays in the outbox. */
function watch(config: ConfigInput = { events: 'on' }) {
  const transport = createScriptedTransport(Array.from({ length: 50 }, () => 'hang' as const));
  const test = createTestApp({ config, outbox: { transport } });
  const stop = watchUse({
    app: test.app,
    subscribe: (listener) => {
      test.page.tell = listener;
      return () => undefined;
    },
  });
  onTestFinished(stop);
  const open = async (...route: Parameters<typeof test.app.open>) => {
    await test.app.open(...route);
    await test.app.knowledge.load();
    await settle();
  };
  /** As a view does: the route, then the article. */
  const read = async (id: string) => {
    test.app.go({ kind: 'article', id });
    await test.app.knowledge.openArticle({ id, lang: 'en' });
    await settle();
  };
  const search = async (text: string) => {
    await test.app.knowledge.setQuery(text);
    await settle();
  };
  const told = async (type: string) =>
    (await test.saved(type)).map(
      ({ visitor, channel, lang, page, ...own }) => own as Readonly<Record<string, unknown>>,
    );
  return { ...test, stop, open, read, search, told };
}

describe('use of the widget, where site and visitor allow it', () => {
  it('is told: opened, with what', async () => {
    const { open, app, told } = watch();
    await open();
    app.close();
    await open({ kind: 'ticket' });
    expect(await told('widget.opened')).toEqual([{ trigger: 'home' }, { trigger: 'ticket' }]);
  });

  it('is told: found, at which rank, and read for how long', async () => {
    const { open, search, read, app, time, told } = watch();
    await open();
    await search('refund');
    await read('refund');
    await time.advance(4_000);
    app.back();
    await settle();
    const [performed, ...others] = await told('search.performed');
    expect(performed).toMatchObject({ zero: false, clicked: 1 });
    expect(others).toEqual([]);
    expect(await told('article.viewed')).toEqual([{ article: 'refund', from: 'search', ms: 4_000 }]);
  });

  it('tells a search once, when it has ended, and nothing of its words', async () => {
    const { open, search, app, told } = watch();
    await open();
    for (const text of ['r', 're', 'refu', 'zzzz qqqq']) await search(text);
    expect(await told('search.performed')).toEqual([]);
    await search('');
    expect(await told('search.performed')).toEqual([{ hits: 0, zero: true }]);
    await search('refund');
    app.go({ kind: 'ticket' });
    await settle();
    const [, left] = await told('search.performed');
    expect(left).toEqual({ hits: expect.any(Number), zero: false });
  });

  it('tells each suggestion once, and which one was opened', async () => {
    const { open, read, app, state, told } = watch({ events: 'on', suggest: 'refund, shipping' });
    await open();
    app.close();
    await open();
    const shown = (await told('suggestion.shown')).map(({ article }) => article);
    expect(shown).toEqual(state.suggested.value.map(({ id }) => id));
    await read('shipping');
    expect(await told('suggestion.clicked')).toEqual([{ article: 'shipping', trigger: 'home' }]);
    app.close();
    expect(await told('article.viewed')).toMatchObject([{ article: 'shipping', from: 'suggestion' }]);
  });

  it('knows answers and links from other ways to an article', async () => {
    const { open, read, app, told } = watch();
    await open({ kind: 'article', id: 'cancel' });
    await read('cancel');
    app.reset({ kind: 'conversation' });
    await read('refund');
    app.close();
    expect((await told('article.viewed')).map(({ article, from }) => [article, from])).toEqual([
      ['cancel', 'link'],
      ['refund', 'answer'],
    ]);
  });

  it('tells what was read when the page goes, once', async () => {
    const { open, read, page, app, told } = watch();
    await open();
    await read('refund');
    page.tell('hide');
    await settle();
    app.close();
    expect(await told('article.viewed')).toHaveLength(1);
  });

  it.each<[string, ConfigInput, boolean]>([
    ['the site has not asked for it', {}, false],
    ['the visitor has not said yes', { events: 'on', consent: 'required' }, false],
    ['his browser says no', { events: 'on' }, true],
  ])('is not told where %s', async (_, config, isPrivate) => {
    const { open, search, read, app, page, told } = watch(config);
    page.isPrivate = isPrivate;
    await open();
    await search('refund');
    await read('refund');
    app.close();
    const types = ['widget.opened', 'search.performed', 'article.viewed', 'suggestion.shown'];
    expect(await Promise.all(types.map(told))).toEqual(types.map(() => []));
  });
});
