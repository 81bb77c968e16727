import { describe, expect, it } from 'vitest';
import { type SendingApp, sendTicket, voteArticle } from '../../src/app/requests.ts';
import { type ConfigInput, parseConfig } from '../../src/schema/config.ts';
import { createTestApp, testPanel } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

describe('opening', () => {
  it('fetches the panel once, mounts it once, and tells the page', async () => {
    const { app, panels, told, state } = createTestApp();
    await settle();
    expect(panels).toEqual({ loaded: 0, mounted: 0, unmounted: 0 });
    await app.open();
    app.close();
    await app.open();
    expect(panels).toEqual({ loaded: 1, mounted: 1, unmounted: 0 });
    expect([told('open'), told('close')]).toEqual([[{}, {}], [{}]]);
    expect(state.isOpen.value).toBe(true);
  });

  it('is called off by closing while the panel is on its way', async () => {
    const { app, state, panels, told } = createTestApp();
    const opened = app.open();
    app.close();
    await opened;
    expect([state.isOpen.value, panels.mounted, told('open'), told('close')]).toEqual([false, 0, [], []]);
    await app.open();
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
            return { ...testPanel, mount: () => () => undefined };
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
          ...testPanel,
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
  it('is the configured one, and can be changed', () => {
    const { app, state } = createTestApp({ config: { theme: 'dark' } });
    expect(state.theme.value).toBe('dark');
    app.setTheme('light');
    expect(state.theme.value).toBe('light');
  });
});

describe('new configuration', () => {
  const configOf = (raw: ConfigInput) => parseConfig({ kb: '/kb.json', locale: 'en', ...raw }).config;

  it('is what the views see from then on', () => {
    const { app } = createTestApp({ config: { name: 'Tea House' } });
    app.configure(configOf({ name: 'Cup House', accent: '#123456' }));
    expect([app.config.name, app.config.accent]).toEqual(['Cup House', '#123456']);
  });

  it('changes language, theme and suggestions where it says so', async () => {
    const { app, state } = createTestApp();
    await app.open({ kind: 'home' });
    app.configure(configOf({ locale: 'zh', theme: 'dark', suggest: 'password' }));
    await settle();
    expect([state.lang.value, state.theme.value, state.suggested.value[0]?.id]).toEqual(['zh', 'dark', 'password']);
  });

  it('leaves what the visitor or the page chose since where it says nothing of it', async () => {
    const { app, state } = createTestApp({ config: { suggest: 'refund' } });
    await app.open({ kind: 'home' });
    await app.setLocale('zh');
    app.setTheme('dark');
    app.suggest(['shipping']);
    app.configure(configOf({ suggest: 'refund', name: 'Tea House' }));
    await settle();
    expect([state.lang.value, state.theme.value]).toEqual(['zh', 'dark']);
    await app.setLocale('en');
    expect(state.suggested.value[0]?.id).toBe('shipping');
  });
});

describe('the beginning of a request', () => {
  it('is told once, with the first letter, and again for the next request', async () => {
    const { app, state, told } = createTestApp();
    await app.open({ kind: 'ticket' });
    app.changeDraft({ email: 'ada@example.org' });
    expect(told('ticket:start')).toEqual([]);
    for (const body of ['l', 'la', 'late']) app.changeDraft({ body });
    app.changeDraft({ kind: 'refund' });
    expect(told('ticket:start')).toEqual([{}]);
    await sendTicket(app as SendingApp, state.draft.value);
    app.changeDraft({ body: 'A' });
    expect(told('ticket:start')).toHaveLength(2);
  });

  it('is not told of what the page filled in', async () => {
    const { app, told } = createTestApp();
    app.prefill({ body: 'It is late.' });
    await app.open({ kind: 'ticket' });
    await settle();
    expect(told('ticket:start')).toEqual([]);
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
    await voteArticle(app as SendingApp, 'refund', true);
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
    await voteArticle(app as SendingApp, 'refund', true);
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
    await voteArticle(app as SendingApp, 'refund', true);
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
