import { describe, expect, it } from 'vitest';
import { keepDraft } from '../../src/app/drafts.ts';
import { createTestApp, translatorFor } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

describe('opening', () => {
  it('fetches the panel once, mounts it once, and tells page and launcher', async () => {
    const { app, panels, opened, told, state } = createTestApp();
    await settle();
    expect(panels).toEqual({ loaded: 0, mounted: 0, unmounted: 0 });
    await app.open();
    app.close();
    await app.open();
    expect(panels).toEqual({ loaded: 1, mounted: 1, unmounted: 0 });
    expect(opened).toEqual([false, true, false, true]);
    expect([told('open'), told('close')]).toEqual([[{}, {}], [{}]]);
    expect(state.isOpen.value).toBe(true);
  });

  it('what is open, or closing what is closed, tells nobody twice', async () => {
    const { app, told } = createTestApp();
    app.close();
    await Promise.all([app.open(), app.open()]);
    await app.open();
    expect(told('open')).toHaveLength(1);
    expect(told('close')).toHaveLength(0);
  });

  it('is tried again when the panel could not be fetched', async () => {
    const { app, panels, state } = createTestApp({
      overrides: {
        loadPanel: (() => {
          let tries = 0;
          return async () => {
            if (++tries === 1) throw new Error('no network');
            panels.loaded++;
            return { translatorFor, keepDraft, mount: () => () => undefined };
          };
        })(),
      },
    });
    await expect(app.open()).rejects.toThrow('no network');
    expect(state.isOpen.value).toBe(false);
    await app.open();
    expect(state.isOpen.value).toBe(true);
    expect(panels.loaded).toBe(1);
  });

  it('at an article shows it, with home behind it', async () => {
    const { app, state } = createTestApp();
    await app.open({ kind: 'article', id: 'refund' });
    expect(state.route.value).toEqual({ kind: 'article', id: 'refund' });
    expect(state.canGoBack.value).toBe(true);
    expect(state.knowledge.value.kind).toBe('ready');
    app.back();
    expect(state.route.value).toEqual({ kind: 'home' });
    expect(state.canGoBack.value).toBe(false);
  });

  it('again leaves the visitor where he was', async () => {
    const { app, state } = createTestApp();
    await app.open({ kind: 'ticket' });
    app.close();
    await app.open();
    expect(state.route.value).toEqual({ kind: 'ticket' });
  });
});

describe('navigation', () => {
  it('goes back the way it came, then stays at home', async () => {
    const { app, state } = createTestApp();
    app.go({ kind: 'requests' });
    app.go({ kind: 'request', id: 'r1' });
    app.go({ kind: 'rating' });
    const way = [state.route.value.kind];
    for (let step = 0; step < 4; step++) {
      app.back();
      way.push(state.route.value.kind);
    }
    expect(way).toEqual(['rating', 'request', 'requests', 'home', 'home']);
    expect(state.canGoBack.value).toBe(false);
  });

  it('does not count the view that is shown already', () => {
    const { app, state } = createTestApp();
    app.go({ kind: 'article', id: 'a' });
    app.go({ kind: 'article', id: 'a' });
    app.go({ kind: 'article', id: 'b' });
    app.back();
    app.back();
    expect(state.route.value).toEqual({ kind: 'home' });
  });

  it('forgets the way at a reset', () => {
    const { app, state } = createTestApp();
    app.go({ kind: 'article', id: 'a' });
    app.reset({ kind: 'requests' });
    app.back();
    expect([state.route.value.kind, state.canGoBack.value]).toEqual(['home', false]);
    app.go({ kind: 'ticket' });
    app.reset({ kind: 'home' });
    expect(state.canGoBack.value).toBe(false);
  });
});

describe('the language', () => {
  it('is the configured one, with its texts before anything is shown', async () => {
    const mountedWith: string[] = [];
    const { app, state } = createTestApp({
      config: { locale: 'zh_CN' },
      overrides: {
        loadPanel: async () => ({
          translatorFor,
          keepDraft,
          mount: (mounted) => {
            mountedWith.push(mounted.state.t.value('panel.title'));
            return () => undefined;
          },
        }),
      },
    });
    await app.open();
    expect(state.lang.value).toBe('zh-CN');
    expect(mountedWith).toEqual(['帮助']);
  });

  it('is the page’s where the site says `auto`, and English texts stand for one we have not got', async () => {
    const { app, state, warnings } = createTestApp({ config: { locale: 'auto' }, pageLang: 'de-AT' });
    await app.open();
    expect(state.lang.value).toBe('de-AT');
    expect(state.t.value('panel.title')).toBe('Help');
    expect(warnings).toEqual([]);
  });

  it('falls back to English texts, and says so, when its file cannot be had', async () => {
    const { app, state, warnings } = createTestApp({
      overrides: {
        loadMessages: async () => {
          throw new TypeError('integrity');
        },
      },
    });
    await app.open();
    await app.setLocale('zh');
    expect(state.t.value('panel.title')).toBe('Help');
    expect(warnings).toEqual(['messages for "zh" could not be loaded, English is shown (integrity)']);
  });

  it('changed while another is on its way ends at the last one asked for', async () => {
    const gates = new Map<string, (messages: unknown) => void>();
    const { app, state } = createTestApp({
      overrides: {
        langs: ['zh', 'fr'],
        loadMessages: (lang) => new Promise((resolve) => gates.set(lang, resolve)),
      },
    });
    await app.open();
    const first = app.setLocale('fr');
    const second = app.setLocale('zh');
    await settle();
    gates.get('zh')?.({ 'panel.title': '帮助' });
    await second;
    gates.get('fr')?.({ 'panel.title': 'Aide' });
    await first;
    expect([state.lang.value, state.t.value('panel.title')]).toEqual(['zh', '帮助']);
  });

  it('decides in which language articles are suggested', async () => {
    const { app, state } = createTestApp({ config: { suggest: 'refund' } });
    await app.open({ kind: 'home' });
    expect(state.suggested.value[0]?.title).toBe('How do refunds work?');
    await app.setLocale('zh');
    expect(state.suggested.value[0]?.title).toBe('如何申请退款？');
  });
});

describe('the theme', () => {
  it('can be changed to one there is, and a wrong one is told', () => {
    const { app, state, warnings } = createTestApp({ config: { theme: 'dark' } });
    expect(state.theme.value).toBe('dark');
    app.setTheme('light');
    app.setTheme('sepia');
    expect(state.theme.value).toBe('light');
    expect(warnings).toEqual(['setTheme takes "system", "light" or "dark", not "sepia"']);
  });
});

describe('what the site suggests', () => {
  it.each([
    ['a list', ['shipping', 'password']],
    ['one text with commas', 'shipping, password'],
    ['one text with blanks', '  shipping password\n'],
  ])('may be %s, best first', async (_, suggest) => {
    const { app, state } = createTestApp({ config: { suggest } });
    await app.open({ kind: 'home' });
    expect(state.suggested.value.slice(0, 2).map(({ id }) => id)).toEqual(['shipping', 'password']);
  });

  it('can be changed later; unknown ids are passed over', async () => {
    const { app, state } = createTestApp();
    await app.open({ kind: 'home' });
    app.suggest(['unknown', 'cancel']);
    await settle();
    expect(state.suggested.value[0]?.id).toBe('cancel');
    app.suggest('password' as unknown as string[]); // a page's own mistake
    await settle();
    expect(state.suggested.value[0]?.id).toBe('password');
  });
});

describe('the connection', () => {
  it('is shown as the browser tells it, and wakes the outbox when it is back', async () => {
    const { app, state, page, sending, time } = createTestApp();
    page.isOnline = false;
    page.tell('offline');
    expect(state.isOnline.value).toBe(false);
    sending?.transport.script.push({ kind: 'retry', reason: 'Failed to fetch', isAmbiguous: false });
    await app.submissions?.rate(4, '');
    await settle();
    expect(sending?.transport.batches).toHaveLength(1);
    page.isOnline = true;
    page.tell('online');
    expect(state.isOnline.value).toBe(true);
    await time.advance(10_000);
    expect((await sending?.outbox.counts())?.sent).toBe(1);
  });

  it('`flush` sends at once what waits for a later time', async () => {
    const { app, sending } = createTestApp();
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false, afterMs: 3_600_000 });
    await app.submissions?.rate(4, '');
    await settle();
    expect((await sending?.outbox.counts())?.waiting).toBe(1);
    await app.flush();
    expect((await sending?.outbox.counts())?.sent).toBe(1);
  });
});

describe('destroying', () => {
  it('takes the panel out and ends timers, listeners and the engine; what is unsent stays', async () => {
    const { app, panels, state, page, sending, time } = createTestApp();
    await app.open({ kind: 'home' });
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await app.submissions?.rate(5, '');
    await settle();
    state.draft.value = { email: 'ada@example.org', body: 'half a mes', kind: 'refund' };
    app.destroy();
    expect(panels.unmounted).toBe(1);
    page.isOnline = false;
    page.tell('offline');
    expect(state.isOnline.value).toBe(true);
    await time.runAll(3_600_000);
    expect(sending?.transport.batches).toHaveLength(1);
    expect((await sending?.outbox.counts())?.waiting).toBe(1);
  });

  it('a widget that was never opened is no error', () => {
    const { app, panels } = createTestApp({ outbox: null });
    app.destroy();
    expect(panels.unmounted).toBe(0);
  });
});
