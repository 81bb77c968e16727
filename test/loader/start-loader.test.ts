// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Loader, type LoaderOptions, startLoader } from '../../src/loader/start-loader.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createFakeCore, type FakeCore } from '../support/app/fake-core.ts';
import { newRow } from '../support/outbox/events.ts';
import { settle } from '../support/outbox/manual-clock.ts';

const started: Loader[] = [];

/** A page with the launcher in it. `isDown` stands for a network that brings no chunk. */
function start(raw: Readonly<Record<string, unknown>> = {}, core: FakeCore = createFakeCore()) {
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
      panel: () => Promise.reject(new Error('not for the loader')),
      views: () => Promise.reject(new Error('not for the loader')),
      engine: () => Promise.reject(new Error('not for the loader')),
    },
    emit: (name, payload) => events.push([name, payload]),
    warn: (message) => warnings.push(message),
  };
  const loader = startLoader(options);
  started.push(loader);
  const element = [...document.querySelectorAll<HTMLElement>('helplet-widget')].at(-1);
  const root = element?.shadowRoot;
  const button = root?.querySelector<HTMLButtonElement>('button.launcher');
  if (!element || !root || !button) throw new Error('the launcher is not in the page');
  const note = () => root.querySelector('[role="status"]')?.textContent;
  return { loader, core, network, events, warnings, element, root, button, note };
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
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestIdleCallback', 'cancelIdleCallback'] });
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
  it('is in the page with a name, closed, and nothing else is loaded', async () => {
    const { button, network, events, element } = start();
    await pass();
    expect(element.isConnected).toBe(true);
    expect(button.getAttribute('aria-label')).toBe('Help');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(button.getAttribute('aria-busy')).toBe('false');
    expect(network.requests).toBe(0);
    expect(events).toEqual([['ready', { version: '1.2.3' }]]);
  });

  it('looks for unsent rows without creating a database', async () => {
    start();
    await pass();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('says what it does at every step of opening and closing', async () => {
    const { button, core } = start();
    button.click();
    expect(button.getAttribute('aria-busy')).toBe('true');
    expect(button.getAttribute('aria-label')).toBe('Opening help');
    await pass();
    expect(core.calls).toEqual([['open']]);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(button.getAttribute('aria-busy')).toBe('false');
    expect(button.getAttribute('aria-label')).toBe('Close help');
    button.click();
    await pass();
    expect(core.calls).toEqual([['open'], ['close']]);
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(button.getAttribute('aria-label')).toBe('Help');
  });

  it('gets the focus back when the panel closes, and only then', async () => {
    const { loader, button, core, root } = start();
    void loader.call('flush');
    await pass();
    core.host().onPanel(false);
    core.host().onPanel(true);
    expect(root.activeElement).not.toBe(button);
    core.host().onPanel(false);
    expect(root.activeElement).toBe(button);
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
    expect([network.requests, core.calls]).toEqual([1, [['open']]]);
  });

  it.each([
    [{ locale: 'zh-CN' }, '帮助', 'ltr'],
    [{ locale: 'ar' }, 'Help', 'rtl'],
    [{ label: 'Ask us' }, 'Ask us', 'ltr'],
    [{ label: 5 }, 'Help', 'ltr'],
  ])('configured as %j is named %s and lies %s', (raw, name, dir) => {
    const { button, element } = start(raw);
    expect(button.getAttribute('aria-label')).toBe(name);
    expect(element.dir).toBe(dir);
  });

  it('speaks the page’s language', () => {
    document.documentElement.lang = 'zh-Hant';
    expect(start().button.getAttribute('aria-label')).toBe('帮助');
  });

  it('takes position, accent and visibility from the configuration', () => {
    const { element } = start({ position: 'start', launcher: 'hide', accent: '#ffff00' });
    expect(element.getAttribute('position')).toBe('start');
    expect(element.hasAttribute('inert-launcher')).toBe(true);
    expect(element.style.getPropertyValue('--helplet-accent')).toBe('#ffff00');
    expect(element.style.getPropertyValue('--helplet-on-accent')).toBe('#111');
  });

  it('is shown and hidden by the page', () => {
    const { loader, element } = start();
    loader.setLauncher(false);
    expect(element.hasAttribute('inert-launcher')).toBe(true);
    loader.setLauncher(true);
    expect(element.hasAttribute('inert-launcher')).toBe(false);
  });
});

describe('when the next stage cannot be loaded', () => {
  it('the launcher says so, the page is told, and a later click tries again', async () => {
    const { button, network, note, events, warnings, core } = start();
    network.isDown = true;
    button.click();
    await pass();
    expect(network.requests).toBe(2);
    expect(note()).toBe("Help couldn't be loaded. Please try again.");
    expect(button.getAttribute('aria-busy')).toBe('false');
    expect(button.getAttribute('aria-label')).toBe('Help');
    expect(events.at(-1)).toEqual(['error', { code: 'load-failed', message: 'TypeError: Failed to fetch' }]);
    expect(warnings).toEqual(['"open" failed (TypeError: Failed to fetch)']);
    network.isDown = false;
    button.click();
    expect(note()).toBe('');
    await pass();
    expect(core.calls).toEqual([['open']]);
    expect(button.getAttribute('aria-expanded')).toBe('true');
  });

  it('a hover that failed warns nobody, and the click tries again', async () => {
    const { button, network, warnings, core } = start();
    network.isDown = true;
    button.dispatchEvent(new Event('pointerenter'));
    await pass();
    expect(warnings).toEqual([]);
    network.isDown = false;
    button.click();
    await pass();
    expect(core.calls).toEqual([['open']]);
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
    expect(warnings).toEqual(['"open" failed (Error: broken build)']);
  });
});

describe('calls', () => {
  it('of the page load the next stage and reach it with their arguments', async () => {
    const { loader, core, network } = start();
    const calls = Promise.all([loader.call('search', 'refund'), loader.call('ticket', { body: 'late' })]);
    await pass();
    await calls;
    expect(network.requests).toBe(1);
    expect(core.calls).toEqual([
      ['search', 'refund'],
      ['ticket', { body: 'late' }],
    ]);
  });

  it('that show nothing wait for the visitor, and run first when he comes', async () => {
    const { loader, core, network, button } = start();
    await loader.call('prefill', { email: 'ada@example.org' });
    await loader.call('setLocale', 'zh');
    await loader.call('setTheme', 'dark');
    await loader.call('suggest', ['returns']);
    await loader.call('page');
    await loader.call('close');
    await pass();
    expect(network.requests).toBe(0);
    button.click();
    await pass();
    expect(core.calls).toEqual([
      ['prefill', { email: 'ada@example.org' }],
      ['setLocale', 'zh'],
      ['setTheme', 'dark'],
      ['suggest', ['returns']],
      ['page'],
      ['close'],
      ['open'],
    ]);
  });

  it('that fail are told to the developer and leave the launcher ready', async () => {
    const { button, warnings } = start({}, createFakeCore(['open']));
    button.click();
    await pass();
    expect(warnings).toEqual(['"open" failed (Error: open is broken)']);
    expect(button.getAttribute('aria-busy')).toBe('false');
  });

  it('hand the core what it needs', async () => {
    const { loader, core, element, root } = start({ kb: '/kb.json' });
    const call = loader.call('flush');
    await pass();
    await call;
    expect(core.host()).toMatchObject({ raw: { kb: '/kb.json' }, baseUrl: 'https://shop.example/helplet/' });
    expect(core.host().element).toBe(element);
    expect(core.host().root).toBe(root);
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

  it('without such an attribute are left alone', async () => {
    const { network } = start();
    const link = document.createElement('a');
    document.body.append(link);
    expect(click(link).defaultPrevented).toBe(false);
    await pass();
    expect(network.requests).toBe(0);
  });
});

describe('unsent rows of an earlier visit', () => {
  it('bring the next stage at idle, to be sent', async () => {
    const storage = openStorage({ instance: 'shop' });
    await storage.outbox.add(newRow(1), { maxRows: 10, maxBytes: 100_000 });
    storage.close();
    const { core, events } = start({ instance: 'shop' });
    await pass();
    await pass();
    expect(core.calls).toEqual([['flush']]);
    expect(events.map(([name]) => name)).not.toContain('open');
  });

  it('of another instance are none of ours', async () => {
    const storage = openStorage({ instance: 'shop' });
    await storage.outbox.add(newRow(1), { maxRows: 10, maxBytes: 100_000 });
    storage.close();
    const { network } = start();
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
    expect(core.calls).toEqual([['open']]);
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
