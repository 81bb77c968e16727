// @vitest-environment happy-dom
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { boundFetch } from '../../src/entries/core/bound-fetch.ts';
import { browserEnvironment } from '../../src/entries/core/browser-environment.ts';
import { fetchMessages, langs } from '../../src/entries/core/locales.ts';

afterEach(() => vi.unstubAllGlobals());

function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(document, 'visibilityState'));
}

describe('the page', () => {
  it('tells when sending may work again, and when it may be closed, until nobody listens', () => {
    const told: string[] = [];
    const stop = browserEnvironment.subscribe((reason) => told.push(reason));
    for (const type of ['offline', 'online', 'pagehide', 'pageshow']) window.dispatchEvent(new Event(type));
    setVisibility('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    setVisibility('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toEqual(['offline', 'online', 'hide', 'pageshow', 'visible']);
    stop();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toHaveLength(5);
  });

  it('tells a page that goes into the back/forward cache from one that goes', () => {
    const told: string[] = [];
    onTestFinished(browserEnvironment.subscribe((reason) => told.push(reason)));
    for (const persisted of [true, false]) {
      window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
    }
    expect(told).toEqual(['freeze', 'hide']);
  });

  it('is asked anew each time', () => {
    vi.stubGlobal('navigator', { onLine: false, languages: ['zh-CN'], globalPrivacyControl: true });
    document.documentElement.lang = 'de';
    expect([browserEnvironment.isOnline(), browserEnvironment.isPrivate()]).toEqual([false, true]);
    expect([browserEnvironment.pageLang(), browserEnvironment.browserLangs()]).toEqual(['de', ['zh-CN']]);
  });
});

describe('a language’s file', () => {
  it('is there for Chinese, and asked for with its hash', async () => {
    expect(langs).toEqual(['zh']);
    const asked: (readonly [unknown, RequestInit | undefined])[] = [];
    const fetchFile: typeof fetch = async (input, init) => {
      asked.push([input, init]);
      return Response.json({ 'panel.title': '帮助' });
    };
    expect(await fetchMessages('https://shop.example/help/', 'zh', 'first', fetchFile)).toEqual({
      'panel.title': '帮助',
    });
    await fetchMessages('https://shop.example/help/', 'zh', 'later', fetchFile);
    expect(asked.map(([url]) => String(url).replace(/-\w+\.json$/, ''))).toEqual([
      'https://shop.example/help/locales/zh-first',
      'https://shop.example/help/locales/zh-later',
    ]);
    for (const [, init] of asked) expect(init?.integrity).toMatch(/^sha(256|384)-[\w+/]+=*$/);
  });

  it.each([
    ['of a language there are no texts in', 'https://shop.example/', 'fr'],
    ['where nobody knows where the files lie', null, 'zh'],
  ])('cannot be had %s', async (_, baseUrl, lang) => {
    const fetchFile = vi.fn<typeof fetch>();
    await expect(fetchMessages(baseUrl, lang, 'first', fetchFile)).rejects.toThrow('no such file');
    expect(fetchFile).not.toHaveBeenCalled();
  });
});

describe('the network', () => {
  it('ends a request with its signal, also where the page’s own fetch heeds none', async () => {
    const stop = new AbortController();
    const asking = boundFetch(() => new Promise(() => undefined))('/kb.json', { signal: stop.signal });
    stop.abort();
    await expect(asking).rejects.toThrow('no answer in time');
  });

  it('is the one that was there, called as a page calls it', async () => {
    const answer = new Response('here');
    let self: unknown;
    const native = function native(this: unknown) {
      self = this;
      return Promise.resolve(answer);
    };
    expect(await boundFetch(native as typeof fetch)('/kb.json')).toBe(answer);
    expect(self).toBe(globalThis);
  });
});
