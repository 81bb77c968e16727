// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CoreCalls } from '../../src/loader/core-contract.ts';
import { type Loader, type LoaderOptions, startLoader } from '../../src/loader/start-loader.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createFakeCore, type FakeCore } from '../support/app/fake-core.ts';
import { createMemoryCaches } from '../support/cache-storage.ts';
import { eventId, newRow } from '../support/outbox/events.ts';
import { settle } from '../support/outbox/manual-clock.ts';

const started: Loader[] = [];

/** The first stage. `isDown` stands for a network that brings no chunk. */
function launch(raw: Readonly<Record<string, unknown>> = {}, core: FakeCore = createFakeCore()) {
  const network = { isDown: false, requests: 0 };
  const events: (readonly [string, unknown])[] = [];
  const warnings: string[] = [];
  const options: LoaderOptions = {
    raw,
    baseUrl: 'https://shop.example/helplet/',
    version: '1.2.3',
    files: {
      async core() {
        network.requests++;
        if (network.isDown) throw new TypeError('Failed to fetch');
        return core.module;
      },
      chunk: () => () => Promise.reject(new Error('not for the loader')),
    },
    emit: (name, payload) => events.push([name, payload]),
    warn: (message) => warnings.push(message),
  };
  const loader = startLoader(options);
  started.push(loader);
  return { loader, core, network, events, warnings };
}

/** A page with the launcher in it. */
function start(...given: Parameters<typeof launch>) {
  const launched = launch(...given);
  const element = [...document.querySelectorAll<HTMLElement>('helplet-widget')].at(-1);
  const root = element?.shadowRoot;
  const button = root?.querySelector<HTMLButtonElement>('button.launcher');
  if (!element || !root || !button) throw new Error('the launcher is not in the page');
  const note = () => root.querySelector('output')?.textContent; // an output is a status by itself
  return { ...launched, element, root, button, note };
}

/** Lets retries and idle tasks pass, and everything hanging on them. */
async function pass(ms = 2_000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
  await vi.advanceTimersByTimeAsync(ms);
}

function click(target: Element | null | undefined): MouseEvent {
  const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
  target?.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestIdleCallback', 'cancelIdleCallback'],
  });
  vi.stubGlobal('indexedDB', new IDBFactory());
  document.documentElement.lang = 'en';
});
afterEach(async () => {
  const stops = started.splice(0).map((loader) => loader.stop());
  await pass();
  await Promise.all(stops);
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the launcher', () => {
  it('is in the page with a name, and nothing else is loaded', async () => {
    const { button, network, events, element, note } = start();
    await pass();
    expect(element.isConnected).toBe(true);
    expect([button.title, button.getAttribute('aria-busy'), note()]).toEqual(['Help', null, '']);
    expect(network.requests).toBe(0);
    expect(events).toEqual([['ready', { version: '1.2.3' }]]);
  });

  it('looks for unsent rows without creating a database', async () => {
    start();
    await pass();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('says that it is at work from the click until the panel is there', async () => {
    const { button, core } = start();
    button.click();
    expect(button.getAttribute('aria-busy')).toBe('true');
    await pass();
    expect(core.calls).toEqual([['toggle']]);
    expect(button.getAttribute('aria-busy')).toBe('false');
    button.click();
    await pass();
    expect(core.calls).toEqual([['toggle'], ['toggle']]);
  });

  it.each([
    ['pointerenter', () => new Event('pointerenter')],
    ['focus', () => new Event('focus')],
  ])('fetches the next stage at %s, once, and opens nothing', async (_, makeEvent) => {
    const { button, network, core } = start();
    button.dispatchEvent(makeEvent());
    button.dispatchEvent(makeEvent());
    await pass();
    expect([network.requests, core.calls]).toEqual([1, []]);
    button.click();
    await pass();
    expect([network.requests, core.calls]).toEqual([1, [['toggle']]]);
  });

  it.each([
    [{ locale: 'zh-CN' }, '帮助', 'ltr'],
    [{ locale: 'ar' }, 'Help', 'rtl'],
    [{ label: 'Ask us' }, 'Ask us', 'ltr'],
    [{ label: '' }, 'Help', 'ltr'],
    [{ label: null, locale: null }, 'Help', 'ltr'],
  ])('configured as %j is named %s and lies %s', (raw, name, dir) => {
    const { button, element } = start(raw);
    expect([button.title, element.dir]).toEqual([name, dir]);
  });

  it.each(['auto', undefined])('speaks the page’s language where the locale is %s', (locale) => {
    document.documentElement.lang = 'zh-Hant';
    expect(start({ locale }).button.title).toBe('帮助');
  });

  it('takes its look and place from the configuration', () => {
    const { element } = start({ position: 'start', launcher: 'text', offsetX: '24', offsetY: 8, zIndex: 99 });
    expect([element.getAttribute('position'), element.getAttribute('launcher')]).toEqual(['start', 'text']);
    const value = (name: string) => element.style.getPropertyValue(`--helplet-${name}`);
    expect(['offsetX', 'offsetY', 'zIndex'].map(value)).toEqual(['24', '8', '99']);
  });

  it('keeps the places of its style sheet where none are configured', () => {
    const { element } = start();
    for (const name of ['offsetX', 'offsetY', 'zIndex', 'accent', 'lift'])
      expect(element.style.getPropertyValue(`--helplet-${name}`)).toBe('');
  });

  it.each([
    ['#ffff00', '#000'],
    ['#00F', '#fff'],
  ])('with the accent %s has a sign in %s', (accent, sign) => {
    const { element } = start({ accent });
    expect(element.style.getPropertyValue('--helplet-accent')).toBe(accent);
    expect(element.style.getPropertyValue('--helplet-on-accent')).toBe(sign);
  });

  it.each(['show', 'text', 'hide', undefined])('configured as %s is hidden and shown by the page', (launcher) => {
    const { loader, element } = start({ launcher });
    expect(element.hasAttribute('hide')).toBe(launcher === 'hide');
    loader.setLauncher(false);
    loader.setLauncher(false);
    expect(element.hasAttribute('hide')).toBe(true);
    loader.setLauncher(true);
    expect(element.hasAttribute('hide')).toBe(false);
    expect(element.getAttribute('launcher')).toBe(launcher ?? '');
  });

  it('passes over what the configuration inherits from a polluted page', () => {
    const raw = Object.create({ label: 'Win a prize', launcher: 'hide' });
    const { button, element } = start(raw);
    expect([button.title, element.hasAttribute('hide')]).toEqual(['Help', false]);
  });
});

describe('new configuration', () => {
  it('that says nothing of the launcher leaves it hidden or shown as the page said', async () => {
    const { loader, element } = start({ launcher: 'show' });
    loader.setLauncher(false);
    await loader.update({ launcher: 'show', theme: 'dark' });
    expect(element.hasAttribute('hide')).toBe(true);
    await loader.update({ launcher: 'text' });
    expect([element.hasAttribute('hide'), element.getAttribute('launcher')]).toEqual([false, 'text']);
    await loader.update({ launcher: 'hide' });
    expect(element.hasAttribute('hide')).toBe(true);
  });

  it('without an accent, a place or bars to stay clear of takes back what was set for them', async () => {
    const bar = document.createElement('div');
    bar.className = 'bar';
    bar.getBoundingClientRect = () => new DOMRect(0, innerHeight - 80, 500, 80);
    document.body.append(bar);
    const { loader, element } = start({ accent: '#fff', offsetX: 4, zIndex: 9, avoid: '.bar' });
    expect(element.style.getPropertyValue('--helplet-lift')).toBe('80px');
    await loader.update({ accent: 'white' });
    await pass();
    expect(element.style.cssText).toBe('');
  });

  it('during a load that fails is kept for the next, and rejects nothing', async () => {
    const { loader, core, network, button } = start({ kb: '/one.json' });
    network.isDown = true;
    button.click();
    const updated = loader.update({ kb: '/two.json' });
    await pass();
    await updated;
    network.isDown = false;
    button.click();
    await pass();
    expect(core.host().raw).toEqual({ kb: '/two.json' });
  });

  it('changes the launcher at once, and loads nothing', async () => {
    const { loader, button, element, network } = start({ locale: 'en', accent: '#000' });
    await loader.update({ locale: 'zh', accent: '#fff', position: 'start', launcher: 'text', offsetX: 40 });
    await pass();
    expect([button.title, element.getAttribute('position'), element.getAttribute('launcher')]).toEqual([
      '帮助',
      'start',
      'text',
    ]);
    expect(element.style.getPropertyValue('--helplet-on-accent')).toBe('#000');
    expect(element.style.getPropertyValue('--helplet-offsetX')).toBe('40');
    expect(network.requests).toBe(0);
  });

  it('is what a later start of the next stage gets', async () => {
    const { loader, core, button } = start({ kb: '/one.json' });
    await loader.update({ kb: '/two.json' });
    button.click();
    await pass();
    expect(core.host().raw).toEqual({ kb: '/two.json' });
    expect(core.calls).toEqual([['toggle']]);
  });

  it('reaches a next stage that runs, or is on its way', async () => {
    const { loader, core, button } = start({ kb: '/one.json' });
    button.click();
    const updated = loader.update({ kb: '/two.json' });
    await pass();
    await updated;
    expect(core.calls).toContainEqual(['update', { kb: '/two.json' }]);
    await loader.update({ kb: '/three.json' });
    expect(core.calls.at(-1)).toEqual(['update', { kb: '/three.json' }]);
  });
});

describe('when the next stage cannot be loaded', () => {
  it('the launcher says so, the page is told, and a later click tries again', async () => {
    const { button, network, note, events, warnings, core } = start();
    network.isDown = true;
    button.click();
    await pass();
    expect(network.requests).toBe(2);
    expect(note()).toBe("Help couldn't be loaded. Try again.");
    expect([button.title, button.getAttribute('aria-busy')]).toEqual(['Help', 'false']);
    expect(events.at(-1)).toEqual(['error', { code: 'load-failed', message: 'TypeError: Failed to fetch' }]);
    expect(warnings).toEqual(['toggle failed (TypeError: Failed to fetch)']);
    network.isDown = false;
    button.click();
    expect(note()).toBe('');
    await pass();
    expect(core.calls).toEqual([['toggle']]);
    expect(note()).toBe('');
  });

  it('the note speaks the visitor’s language', async () => {
    const { button, network, note } = start({ locale: 'zh' });
    network.isDown = true;
    button.click();
    await pass();
    expect(note()).toBe('加载失败，请重试。');
  });

  it('a hover that failed warns nobody, and the click tries again', async () => {
    const { button, network, warnings, note, core } = start();
    network.isDown = true;
    button.dispatchEvent(new Event('pointerenter'));
    await pass();
    expect([warnings, note()]).toEqual([[], '']);
    network.isDown = false;
    button.click();
    await pass();
    expect(core.calls).toEqual([['toggle']]);
  });

  it('a core that throws while starting counts as not loaded', async () => {
    const core = createFakeCore();
    const broken: FakeCore = {
      ...core,
      module: {
        startCore: () => {
          throw new Error('broken build');
        },
      },
    };
    const { button, note, warnings } = start({}, broken);
    button.click();
    await pass();
    expect(note()).not.toBe('');
    expect(warnings).toEqual(['toggle failed (Error: broken build)']);
  });

  it('quiet calls wait on, until it can', async () => {
    const { loader, button, network, core } = start();
    await loader.call('prefill', { body: 'late' });
    network.isDown = true;
    button.click();
    await pass();
    network.isDown = false;
    button.click();
    await pass();
    expect(core.calls).toEqual([['prefill', { body: 'late' }], ['toggle']]);
  });
});

/** Every verb the second stage answers, with arguments; quiet ones wait for the visitor. */
const verbs: Readonly<Record<keyof CoreCalls, { readonly isQuiet: boolean; readonly args: readonly unknown[] }>> = {
  open: { isQuiet: false, args: [] },
  close: { isQuiet: true, args: [] },
  toggle: { isQuiet: false, args: [] },
  search: { isQuiet: false, args: ['refund'] },
  article: { isQuiet: false, args: ['returns'] },
  ticket: { isQuiet: false, args: [{ body: 'late' }] },
  rate: { isQuiet: false, args: [] },
  survey: { isQuiet: false, args: ['nps'] },
  prefill: { isQuiet: true, args: [{ email: 'ada@example.org' }] },
  suggest: { isQuiet: true, args: [['returns']] },
  page: { isQuiet: true, args: [] },
  identify: { isQuiet: true, args: [{ id: 'u1' }] },
  logout: { isQuiet: true, args: [] },
  consent: { isQuiet: true, args: ['denied'] },
  export: { isQuiet: false, args: [] },
  erase: { isQuiet: false, args: [] },
  setLocale: { isQuiet: true, args: ['zh'] },
  setTheme: { isQuiet: true, args: ['dark'] },
  flush: { isQuiet: false, args: [] },
};
const calls = Object.entries(verbs).map(([name, verb]) => ({ name: name as keyof CoreCalls, ...verb }));

describe('calls', () => {
  it.each(calls.filter(({ isQuiet }) => !isQuiet))(
    'of $name load the next stage and reach it with their arguments',
    async ({ name, args }) => {
      const { loader, core, network, button } = start();
      const call = loader.call(name, ...args);
      expect(button.getAttribute('aria-busy')).toBe('true');
      await pass();
      await call;
      expect([network.requests, core.calls]).toEqual([1, [[name, ...args]]]);
      expect(button.getAttribute('aria-busy')).toBe('false');
    },
  );

  it('made together load the next stage once', async () => {
    const { loader, core, network } = start();
    const both = Promise.all([loader.call('search', 'refund'), loader.call('ticket')]);
    await pass();
    await both;
    expect([network.requests, core.calls]).toEqual([1, [['search', 'refund'], ['ticket']]]);
  });

  it('that show nothing wait for the visitor, and run first when he comes, in their order', async () => {
    const { loader, core, network, button } = start();
    const quiet = calls.filter(({ isQuiet }) => isQuiet);
    for (const { name, args } of quiet) await loader.call(name, ...args);
    await pass();
    expect([network.requests, button.getAttribute('aria-busy')]).toEqual([0, null]);
    button.click();
    await pass();
    expect(core.calls).toEqual([...quiet.map(({ name, args }) => [name, ...args]), ['toggle']]);
  });

  it.each(calls.filter(({ isQuiet }) => isQuiet))(
    'of $name go through at once when the next stage is there, and the launcher stays calm',
    async ({ name, args }) => {
      const { loader, core, button } = start();
      const loaded = loader.call('flush');
      await pass();
      await loaded;
      const call = loader.call(name, ...args);
      expect(button.getAttribute('aria-busy')).toBe('false');
      await call;
      expect(core.calls).toEqual([['flush'], [name, ...args]]);
    },
  );

  it('give back what the next stage answers', async () => {
    const core = createFakeCore();
    const data = { visitor: 'v1' };
    const startCore: FakeCore['module']['startCore'] = (host) => ({
      ...core.module.startCore(host),
      export: async () => data as never,
    });
    const { loader } = start({}, { ...core, module: { startCore } });
    const call = loader.call('export');
    await pass();
    expect(await call).toBe(data);
  });

  it('that fail are told to the developer and leave the launcher ready', async () => {
    const { button, warnings } = start({}, createFakeCore(['toggle']));
    button.click();
    await pass();
    expect(warnings).toEqual(['toggle failed (Error: toggle is broken)']);
    expect(button.getAttribute('aria-busy')).toBe('false');
  });

  it('that fail after they waited are told, too, and stop none of the others', async () => {
    const { loader, button, warnings, core } = start({}, createFakeCore(['prefill']));
    await loader.call('prefill', {});
    await loader.call('page');
    button.click();
    await pass();
    expect(warnings.map(String)).toEqual(['Error: prefill is broken']);
    expect(core.calls).toEqual([['prefill', {}], ['page'], ['toggle']]);
  });

  it('hand the core what it needs', async () => {
    const { loader, core, element, root, button } = start({ kb: '/kb.json' });
    const call = loader.call('flush');
    await pass();
    await call;
    expect(core.host()).toMatchObject({ raw: { kb: '/kb.json' }, baseUrl: 'https://shop.example/helplet/' });
    expect([core.host().element, core.host().root, core.host().button]).toEqual([element, root, button]);
  });
});

describe('what the widget tells', () => {
  it('reaches the page’s listeners and bubbles from the element', async () => {
    const { loader, core, events } = start();
    const call = loader.call('flush');
    await pass();
    await call;
    const heard: unknown[] = [];
    document.addEventListener('helplet:ticket:sent', (event) => heard.push((event as CustomEvent).detail), {
      once: true,
    });
    core.host().emit('ticket:sent', { id: 't1' });
    expect(events.at(-1)).toEqual(['ticket:sent', { id: 't1' }]);
    expect(heard).toEqual([{ id: 't1' }]);
  });
});

describe('the page’s own elements', () => {
  it.each([
    ['data-helplet-open', '', ['open']],
    ['data-helplet-ticket', '', ['ticket']],
    ['data-helplet-article', 'returns', ['article', 'returns']],
  ])('with %s="%s" open the panel, also when added later, from anything inside them', async (name, value, call) => {
    const { core } = start();
    const link = document.createElement('a');
    link.href = '/help';
    link.setAttribute(name, value);
    link.append(document.createElement('b'));
    document.body.append(link);
    expect(click(link.querySelector('b')).defaultPrevented).toBe(true);
    await pass();
    expect(core.calls).toEqual([call]);
  });

  it('open what the innermost of them says, also where it is a drawing', async () => {
    const { core } = start();
    document.body.innerHTML = '<div data-helplet-ticket><svg data-helplet-article="returns"><path/></svg></div>';
    click(document.querySelector('path'));
    await pass();
    expect(core.calls).toEqual([['article', 'returns']]);
  });

  it('with an empty article say so themselves: the next stage is given none', async () => {
    const { core } = start();
    document.body.innerHTML = '<button data-helplet-article="">?</button>';
    click(document.querySelector('button'));
    await pass();
    expect(core.calls).toEqual([['article']]);
  });

  it.each([
    ['a click the page has dealt with itself', {}, true],
    ['a click for a new tab', { ctrlKey: true }, false],
    ['one on a Mac', { metaKey: true }, false],
  ])('are left to the page by %s', async (_, keys, isPrevented) => {
    const { network } = start();
    const link = document.createElement('a');
    link.dataset.helpletOpen = '';
    document.body.append(link);
    if (isPrevented) link.addEventListener('click', (event) => event.preventDefault());
    const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...keys });
    link.dispatchEvent(event);
    await pass();
    expect([event.defaultPrevented, network.requests]).toEqual([isPrevented, 0]);
  });

  it('without such an attribute are left alone', async () => {
    const { network } = start();
    const link = document.createElement('a');
    document.body.append(link);
    expect(click(link).defaultPrevented).toBe(false);
    await pass();
    expect(network.requests).toBe(0);
  });
});

/** A database as an earlier visit leaves it, with so many unsent rows. */
async function visitBefore(rows = 0, instance = 'default'): Promise<void> {
  const storage = openStorage({ instance });
  await storage.keyValue('meta').set('visitor', 'v1');
  for (let row = 1; row <= rows; row++) await storage.outbox.add(newRow(row), { maxRows: 10, maxBytes: 100_000 });
  storage.close();
}

describe('unsent rows of an earlier visit', () => {
  it('bring the next stage at idle, to be sent', async () => {
    await visitBefore(1, 'shop');
    const { network, core, events } = start({ instance: 'shop' });
    expect(network.requests).toBe(0);
    await pass();
    await pass();
    expect([network.requests, core.calls]).toEqual([1, []]); // its outbox sends by itself
    expect(events.map(([name]) => name)).not.toContain('open');
  });

  it('that another tab left since bring it when the visitor comes back to this one', async () => {
    const { network, core } = start();
    await pass();
    await visitBefore(1);
    await pass();
    expect(network.requests).toBe(0);
    window.dispatchEvent(new Event('focus'));
    await pass();
    await pass();
    expect([network.requests, core.calls]).toEqual([1, []]);
  });

  it.each([
    ['whose database is gone', false, {}, 1],
    ['that the database has lost', true, {}, 1],
    ['that the database has lost, with consent', true, { consent: 'required' }, 1],
    ['whose database is gone with the consent', false, { consent: 'required' }, 0],
  ] as const)('of which there is a second copy (%s)', async (_, hasDatabase, config, requests) => {
    const memory = createMemoryCaches();
    vi.stubGlobal('caches', memory.caches);
    memory.plant('helplet:default', eventId(1), '{}');
    if (hasDatabase) await visitBefore();
    const { network } = start(config);
    await pass();
    await pass();
    expect(network.requests).toBe(requests);
  });

  it('of another instance are none of ours', async () => {
    await visitBefore(1, 'shop');
    const { network } = start();
    await pass();
    await pass();
    expect(network.requests).toBe(0);
  });

  it('bring nothing where the network is down: a quiet try, no note', async () => {
    await visitBefore(1);
    const { network, warnings, note } = start();
    network.isDown = true;
    await pass();
    await pass();
    expect([network.requests, warnings, note()]).toEqual([2, [], '']);
  });

  it('do not bring back a widget that was stopped meanwhile', async () => {
    await visitBefore(1);
    const { network, loader } = start();
    await loader.stop();
    await pass();
    await pass();
    expect(network.requests).toBe(0);
  });
});

describe('a call that cannot wait', () => {
  it.each([
    ['logout', []],
    ['consent', ['denied']],
  ] as const)('%s brings the next stage where an earlier visit left a database', async (name, args) => {
    await visitBefore();
    const { loader, core, network } = start();
    await pass();
    expect(network.requests).toBe(0);
    await loader.call(name, ...args);
    await pass();
    expect([network.requests, core.calls]).toEqual([1, [[name, ...args]]]);
  });

  it.each(['logout', 'consent'] as const)('%s waits like the others where no visit left anything', async (name) => {
    const { loader, network } = start();
    await loader.call(name, 'denied');
    await pass();
    await pass();
    expect(network.requests).toBe(0);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it.each(calls.filter(({ isQuiet, name }) => isQuiet && name !== 'logout' && name !== 'consent'))(
    'is none of $name',
    async ({ name, args }) => {
      await visitBefore();
      const { loader, network } = start();
      await loader.call(name, ...args);
      await pass();
      await pass();
      expect(network.requests).toBe(0);
    },
  );
});

describe('timed surveys', () => {
  const surveys = '/surveys.json';

  it.each([
    [{ surveys }, false, true],
    [{ surveys: [{ id: 'a', kind: 'csat' }] }, false, true],
    [{ surveys, consent: 'implied' }, false, true],
    [{ surveys, consent: 'required' }, false, false],
    [{ surveys, consent: 'required' }, true, true],
    [{}, true, false],
    [{ surveys: '' }, true, false],
  ])('in %j (earlier visit: %s) bring the next stage at idle: %s', async (raw, isBack, isLoaded) => {
    if (isBack) await visitBefore();
    const { network, core } = start(raw);
    await pass();
    await pass();
    expect([network.requests, core.calls]).toEqual([isLoaded ? 1 : 0, []]);
  });

  it('bring nothing where the browser sends Global Privacy Control', async () => {
    Object.assign(navigator, { globalPrivacyControl: true });
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'globalPrivacyControl'));
    await visitBefore();
    const { network } = start({ surveys });
    await pass();
    await pass();
    expect(network.requests).toBe(0);
  });
});

describe('a page that takes the element out', () => {
  it('gets it back, with the same launcher', async () => {
    const { element, button, core } = start();
    element.remove();
    expect(element.isConnected).toBe(false);
    await pass();
    expect(element.isConnected).toBe(true);
    button.click();
    await pass();
    expect(core.calls).toEqual([['toggle']]);
  });

  it('and puts it elsewhere at once finds it there', async () => {
    const { element } = start();
    const home = document.createElement('div');
    document.body.append(home);
    home.append(element);
    await pass();
    expect(element.parentElement).toBe(home);
  });

  it('again and again costs ten tries a second, not a loop', async () => {
    const { element } = start();
    let returns = 0;
    for (let ms = 0; ms < 1_000; ms += 20) {
      if (element.isConnected) {
        returns++;
        element.remove();
      }
      await pass(10);
    }
    expect(returns).toBeGreaterThan(5);
    expect(returns).toBeLessThan(12);
  });
});

describe('a document that is still being read', () => {
  function isReading(): void {
    Object.defineProperty(document, 'readyState', { value: 'loading', configurable: true });
    onTestFinished(() => void Reflect.deleteProperty(document, 'readyState'));
  }

  it('gets the launcher when it is there', () => {
    isReading();
    const { events } = launch();
    expect(document.querySelector('helplet-widget')).toBeNull();
    expect(events).toEqual([]);
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(events).toEqual([['ready', { version: '1.2.3' }]]);
    expect(document.querySelector('helplet-widget')?.parentElement).toBe(document.documentElement);
  });

  it('never gets one that was stopped before', async () => {
    isReading();
    const { loader, events } = launch();
    await loader.stop();
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(document.querySelector('helplet-widget')).toBeNull();
    expect(events).toEqual([]);
  });
});

describe('stopping', () => {
  it('ends the core and takes everything out of the page for good', async () => {
    const { loader, core, element } = start();
    const call = loader.call('open');
    await pass();
    await call;
    await loader.stop();
    const link = document.createElement('a');
    link.dataset.helpletOpen = '';
    document.body.append(link);
    expect(click(link).defaultPrevented).toBe(false);
    await loader.call('open');
    await pass();
    expect(core.calls).toEqual([['open'], ['destroy']]);
    expect(element.isConnected).toBe(false);
  });

  it('is for good: the element does not come back as it does after a page’s swap', async () => {
    const { loader, element } = start();
    await loader.stop();
    await pass();
    expect(element.isConnected).toBe(false);
  });

  it('ends the look at the page’s bars', async () => {
    const { loader } = start({ avoid: '.bar' });
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await pass();
    await loader.stop();
    await pass();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('before anything was loaded loads nothing', async () => {
    const { loader, network, element } = start();
    await loader.stop();
    await pass();
    expect([network.requests, element.isConnected]).toEqual([0, false]);
  });

  it('after a failed load is no error', async () => {
    const { loader, network, button, element } = start();
    network.isDown = true;
    button.click();
    await pass();
    await loader.stop();
    expect(element.isConnected).toBe(false);
  });
});
