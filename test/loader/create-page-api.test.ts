import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPageApi, type PageApiOptions } from '../../src/loader/create-page-api.ts';
import type { VerbName } from '../../src/schema/page-api.ts';
import { coreCallNames } from '../support/app/fake-core.ts';
import { createFakeLoader, type FakeLoader } from '../support/app/fake-loader.ts';

afterEach(() => vi.unstubAllGlobals());

/** The page's function over first stages that write down what they are asked for. */
function createApi(options: Partial<PageApiOptions> = {}) {
  const loaders: FakeLoader[] = [];
  const warnings: string[] = [];
  const api = createPageApi({
    raw: { kb: '/kb.json' },
    start(raw, emit) {
      const loader = createFakeLoader(raw, emit);
      loaders.push(loader);
      return loader;
    },
    warn: (message) => warnings.push(message),
    ...options,
  });
  return { api, loaders, warnings, log: () => loaders.flatMap((loader) => loader.log) };
}

describe('verbs', () => {
  it('work as `helplet(verb, …)` and as methods alike', async () => {
    const { api, log } = createApi();
    await api.boot();
    await api('search', 'refund');
    await api.search('refund');
    await api('ticket', { body: 'late' });
    await api.article('returns');
    expect(log()).toEqual([
      ['search', 'refund'],
      ['search', 'refund'],
      ['ticket', { body: 'late' }],
      ['article', 'returns'],
    ]);
  });

  it.each(coreCallNames)('%s goes to the widget with its arguments, unchecked', async (verb) => {
    const { api, log } = createApi();
    await api.boot();
    const given = { of: 'the page' };
    await (api[verb] as (...args: unknown[]) => Promise<unknown>)(given, 7);
    expect(log()).toEqual([[verb, given, 7]]);
    expect(log()[0]?.[1]).toBe(given);
  });

  it('show and hide are the launcher’s', async () => {
    const { api, log } = createApi();
    await api.boot();
    await api.hide();
    await api.show();
    expect(log()).toEqual([
      ['setLauncher', false],
      ['setLauncher', true],
    ]);
  });

  it('are all there, as methods and by name', async () => {
    const { api, warnings } = createApi();
    const own = ['boot', 'update', 'shutdown', 'destroy', 'show', 'hide', 'ready', 'on', 'once', 'off'] as const;
    for (const verb of [...own, ...coreCallNames]) expect(api[verb], verb).toBeInstanceOf(Function);
    await api('ready');
    expect(warnings).toEqual([]);
  });

  it('before `boot` do nothing and break nothing', async () => {
    const { api, log, warnings } = createApi();
    await api.open();
    await api('search', 'refund');
    await api.shutdown();
    expect([log(), warnings]).toEqual([[], []]);
  });

  it('there are none of are told once each, and never throw', async () => {
    const { api, warnings } = createApi();
    for (const verb of ['identfy', 'identfy', 'toString', '__proto__', 'constructor']) {
      expect(await api(verb as VerbName)).toBeUndefined(); // a page's own mistake
    }
    expect(warnings).toEqual(
      ['identfy', 'toString', '__proto__', 'constructor'].map((verb) => `unknown verb "${verb}"`),
    );
  });

  it('called without any verb, or with what is none, are told as well', async () => {
    const { api, warnings } = createApi();
    await (api as unknown as () => Promise<void>)();
    await api(Symbol('fly') as unknown as VerbName); // a page's own mistake
    expect(warnings).toEqual(['unknown verb "undefined"', 'unknown verb "Symbol(fly)"']);
  });
});

describe('booting', () => {
  it('merges the call’s configuration over the tag’s', async () => {
    const { api, loaders } = createApi();
    await api.boot({ kb: '/other.json', theme: 'dark' });
    expect({ ...loaders[0]?.raw }).toEqual({ kb: '/other.json', theme: 'dark' });
  });

  it.each([undefined, null, 'text', 7])('with %j keeps the tag’s', async (config) => {
    const { api, loaders } = createApi();
    await api.boot(config as never); // a page's own mistake
    expect({ ...loaders[0]?.raw }).toEqual({ kb: '/kb.json' });
  });

  it('with a text or a number says so', async () => {
    const { api, warnings } = createApi();
    await api.boot('kb.json' as never); // a page's own mistake
    await api.update(7 as never);
    await api.boot();
    expect(warnings).toEqual(['boot needs an object']); // once is enough
  });

  it('passes over what `config` inherits', async () => {
    const { api, loaders } = createApi();
    await api.boot(Object.create({ endpoint: 'https://evil.example' }));
    expect(loaders[0]?.raw).not.toHaveProperty('endpoint');
  });

  it('twice starts one widget, and configures it anew', async () => {
    const { api, loaders, log } = createApi();
    await Promise.all([api.boot(), api.boot({ theme: 'dark' })]);
    expect(loaders).toHaveLength(1);
    expect(log()).toEqual([['update', { kb: '/kb.json', theme: 'dark' }]]);
  });

  it('late takes what `update` said before', async () => {
    const { api, loaders, log } = createApi();
    await api.update({ theme: 'dark' });
    await api.boot({ accent: '#123' });
    expect({ ...loaders[0]?.raw }).toEqual({ kb: '/kb.json', theme: 'dark', accent: '#123' });
    expect(log()).toEqual([]);
  });

  it('is changed by `update`, and what that does not name stays', async () => {
    const { api, log } = createApi();
    await api.boot({ theme: 'dark' });
    await api.update({ accent: '#123' });
    await api('update', { theme: 'light' });
    expect(log()).toEqual([
      ['update', { kb: '/kb.json', theme: 'dark', accent: '#123' }],
      ['update', { kb: '/kb.json', theme: 'light', accent: '#123' }],
    ]);
  });

  it('again after `shutdown` starts another with all that was configured before', async () => {
    const { api, loaders, log } = createApi();
    await api.boot({ theme: 'dark' });
    await api.shutdown();
    await api.open();
    expect(log()).toEqual([['stop']]);
    await api.boot({ accent: '#123' });
    expect({ ...loaders[1]?.raw }).toEqual({ kb: '/kb.json', theme: 'dark', accent: '#123' });
    await api.open();
    expect(loaders[1]?.log).toEqual([['open']]);
  });

  it('never again after `destroy`', async () => {
    const { api, loaders, log } = createApi();
    await api.boot();
    await api.destroy();
    await api.boot();
    await api.open();
    expect(loaders).toHaveLength(1);
    expect(log()).toEqual([['stop']]);
  });

  it('is not waited for by `ready`: the launcher comes in the same turn', async () => {
    const { api } = createApi();
    await api.ready();
    await api.boot();
    await api('ready');
  });
});

describe('listeners', () => {
  it('are called with the payload until they are taken off, by either way', async () => {
    const { api, loaders } = createApi();
    const heard: unknown[] = [];
    const listener = (payload: unknown) => heard.push(payload);
    const stop = api.on('ticket:sent', (payload) => heard.push(['first', payload.id]));
    api('on', 'ticket:sent', listener);
    await api.boot();
    loaders[0]?.emit('ticket:sent', { id: 'a' });
    loaders[0]?.emit('open', {});
    await Promise.resolve();
    stop();
    loaders[0]?.emit('ticket:sent', { id: 'b' });
    await Promise.resolve();
    api.off('ticket:sent', listener);
    loaders[0]?.emit('ticket:sent', { id: 'c' });
    await Promise.resolve();
    expect(heard).toEqual([['first', 'a'], { id: 'a' }, { id: 'b' }]);
  });

  it('are called after what told them, each in a turn of its own: one that throws stops nobody', async () => {
    const turns: (() => void)[] = [];
    vi.stubGlobal('queueMicrotask', (turn: () => void) => turns.push(turn));
    const { api, loaders } = createApi();
    const heard: string[] = [];
    api.on('open', () => {
      throw new Error('the page’s own');
    });
    api.on('open', () => heard.push('second'));
    await api.boot();
    loaders[0]?.emit('open', {});
    expect(heard).toEqual([]);
    expect(turns).toHaveLength(2);
    expect(() => turns[0]?.()).toThrow('the page’s own'); // as the browser runs it, and reports it
    turns[1]?.();
    expect(heard).toEqual(['second']);
  });

  it('registered with `once` are called once', async () => {
    const { api, loaders } = createApi();
    const heard: string[] = [];
    api.once('ticket:sent', ({ id }) => heard.push(id));
    const stop = api.once('ticket:sent', ({ id }) => heard.push(`stopped ${id}`));
    stop();
    await api.boot();
    loaders[0]?.emit('ticket:sent', { id: 'a' });
    loaders[0]?.emit('ticket:sent', { id: 'b' });
    await Promise.resolve();
    expect(heard).toEqual(['a']);
  });

  it('stay through `shutdown` and `boot`', async () => {
    const { api, loaders } = createApi();
    const heard: string[] = [];
    api.on('ticket:sent', ({ id }) => heard.push(id));
    await api.boot();
    await api.shutdown();
    await api.boot();
    loaders[1]?.emit('ticket:sent', { id: 'a' });
    await Promise.resolve();
    expect(heard).toEqual(['a']);
  });

  it('registered before the start hear `ready`', async () => {
    const heard: unknown[] = [];
    const { api } = createApi({
      start(raw, emit) {
        emit('ready', { version: '1.2.3' });
        return createFakeLoader(raw, emit);
      },
    });
    api.on('ready', (payload) => heard.push(payload));
    await api.boot();
    expect(heard).toEqual([{ version: '1.2.3' }]);
  });

  it('taken off without having been on are no error', () => {
    const { api } = createApi();
    api.off('open', () => undefined);
  });

  it('that are no functions are told, and can be taken off all the same', () => {
    const { api, warnings, loaders } = createApi();
    const stop = api.on('open', 'console.log' as never); // a page's own mistake
    stop();
    api('once', 'close', undefined as never)();
    api.on(Symbol('no name') as never, undefined as never);
    expect(warnings).toEqual(['on needs a function']);
    void api.boot();
    loaders[0]?.emit('open', {});
  });
});
