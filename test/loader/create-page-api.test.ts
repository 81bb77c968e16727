import { describe, expect, it } from 'vitest';
import { createPageApi, type PageApiOptions } from '../../src/loader/create-page-api.ts';
import type { VerbName } from '../../src/schema/page-api.ts';
import { createFakeLoader, type FakeLoader } from '../support/app/fake-loader.ts';

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

  it.each(['open', 'close', 'rate', 'page', 'flush'] as const)('%s goes to the widget as it is', async (verb) => {
    const { api, log } = createApi();
    await api.boot();
    await api[verb]();
    expect(log()).toEqual([[verb]]);
  });

  it('show, hide and toggle are the launcher’s', async () => {
    const { api, log } = createApi();
    await api.boot();
    await api.hide();
    await api.show();
    await api.toggle();
    expect(log()).toEqual([['setLauncher', false], ['setLauncher', true], ['toggle']]);
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
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toContain('unknown verb "identfy"');
    expect(warnings[0]).toContain('setLocale');
  });

  it('called without any verb are told as well', async () => {
    const { api, warnings } = createApi();
    await (api as unknown as () => Promise<void>)();
    expect(warnings).toHaveLength(1);
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

  it('passes over what `config` inherits', async () => {
    const { api, loaders } = createApi();
    await api.boot(Object.create({ endpoint: 'https://evil.example' }));
    expect(loaders[0]?.raw).not.toHaveProperty('endpoint');
  });

  it('twice starts one widget', async () => {
    const { api, loaders } = createApi();
    await Promise.all([api.boot(), api.boot({ theme: 'dark' })]);
    expect(loaders).toHaveLength(1);
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

  it('on a server does nothing, whatever is called', async () => {
    const { api, loaders, warnings } = createApi({ canStart: false });
    await api.boot({ theme: 'dark' });
    await api.open();
    await api.destroy();
    api.on('open', () => undefined)();
    expect([loaders, warnings]).toEqual([[], []]);
  });

  it('resolves `ready`, also for who asked before', async () => {
    const { api } = createApi();
    let isReady = false;
    const ready = api.ready().then(() => {
      isReady = true;
    });
    await Promise.resolve();
    expect(isReady).toBe(false);
    await api.boot();
    await ready;
    await api('ready');
    expect(isReady).toBe(true);
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
    stop();
    loaders[0]?.emit('ticket:sent', { id: 'b' });
    api.off('ticket:sent', listener);
    loaders[0]?.emit('ticket:sent', { id: 'c' });
    expect(heard).toEqual([['first', 'a'], { id: 'a' }, { id: 'b' }]);
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
    expect(heard).toEqual(['a']);
  });

  it('taken off without having been on are no error', () => {
    const { api } = createApi();
    api.off('open', () => undefined);
  });
});
