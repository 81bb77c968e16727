// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Helplet } from '../../src/schema/page-api.ts';

const page = globalThis as { helplet?: unknown };

/** Runs the script of a tag, as a page that has it does. */
async function runTag(data: Readonly<Record<string, string>> = {}, src = 'https://shop.example/help/helplet.js') {
  const script = document.createElement('script');
  if (src) script.setAttribute('src', src);
  Object.assign(script.dataset, data);
  vi.spyOn(Document.prototype, 'currentScript', 'get').mockReturnValue(script);
  await import('../../src/entries/tag.ts');
  await Promise.resolve();
  return page.helplet as Helplet;
}

/** What a page puts in our place until we come. */
function createQueue(...calls: readonly (readonly unknown[])[]) {
  return Object.assign(() => undefined, { q: calls.map(asArguments) });
}

function asArguments(call: readonly unknown[]): IArguments {
  return (
    function collect() {
      // biome-ignore lint/complexity/noArguments: a page's snippet queues these
      return arguments;
    } as (...args: readonly unknown[]) => IArguments
  )(...call);
}

const widgets = () => [...document.querySelectorAll<HTMLElement>('helplet-widget')];
const button = () => widgets()[0]?.shadowRoot?.querySelector('button');
const warnings = () => vi.mocked(console.warn).mock.calls.map(([message]) => String(message));

beforeEach(() => {
  vi.resetModules(); // the entry runs when it is imported
  vi.stubGlobal('__HELPLET_FIRST_CHUNKS__', [['core.js', 'sha256-x']]); // the build writes it in
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  document.documentElement.lang = 'en';
});
afterEach(async () => {
  await (page.helplet as Partial<Helplet> | undefined)?.destroy?.();
  delete page.helplet;
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the script tag', () => {
  it('puts the launcher and the global into the page, configured by its attributes', async () => {
    const helplet = await runTag({ label: 'Ask us', position: 'start' });
    expect(helplet).toBeInstanceOf(Function);
    expect([button()?.title, widgets()[0]?.getAttribute('position')]).toEqual(['Ask us', 'start']);
    await helplet('ready');
    expect(warnings()).toEqual([]);
  });

  it('a second time warns, and leaves the first one alone', async () => {
    const first = await runTag({ label: 'Ask us' });
    vi.resetModules();
    expect(await runTag({ label: 'Other' })).toBe(first);
    expect(widgets()).toHaveLength(1);
    expect(warnings()).toEqual(['Helplet: on this page twice']);
  });

  it('of a module script, which has no address, says what is needed', async () => {
    await runTag({}, '');
    expect([page.helplet, widgets()]).toEqual([undefined, []]);
    expect(warnings()).toEqual(['Helplet: needs a classic script with src']);
  });

  it.each([
    ['a form', () => document.createElement('form')],
    ['several', () => document.querySelectorAll('input')],
    ['null', () => null],
    ['an empty function', () => () => undefined],
  ])('takes the place of what is no queue: %s', async (_, make) => {
    page.helplet = make();
    expect(await runTag()).toBeInstanceOf(Function);
    expect(widgets()).toHaveLength(1);
    expect(warnings()).toEqual([]);
  });

  it('says so and throws nothing where the browser cannot run it', async () => {
    vi.stubGlobal(
      'CSSStyleSheet',
      class {
        constructor() {
          throw new TypeError('Illegal constructor'); // as in Safari before 16.4
        }
      },
    );
    await runTag();
    await vi.waitFor(() => expect(warnings()).toEqual(['Helplet: TypeError: Illegal constructor']));
    expect(widgets()).toEqual([]);
  });
});

describe('what the page queued', () => {
  it('is run: listeners hear `ready`, and configuration comes before the start', async () => {
    const heard: unknown[] = [];
    page.helplet = createQueue(
      ['on', 'ready', () => heard.push('on')],
      ['once', 'ready', () => heard.push('once')],
      ['boot', { label: 'Queued' }],
      ['update', { position: 'start' }],
    );
    await runTag({ label: 'Tag' });
    await vi.waitFor(() => expect(heard).toEqual(['on', 'once']));
    expect([button()?.title, widgets()[0]?.getAttribute('position')]).toEqual(['Queued', 'start']);
    expect(widgets()).toHaveLength(1);
  });

  it('of configuration starts nothing yet: who listens after it hears `ready`, too', async () => {
    const heard: unknown[] = [];
    page.helplet = createQueue(['update', { label: 'Queued' }], ['on', 'ready', () => heard.push('ready')]);
    await runTag();
    await vi.waitFor(() => expect(heard).toEqual(['ready']));
    expect(button()?.title).toBe('Queued');
  });

  it('of other calls starts the widget before them', async () => {
    page.helplet = createQueue(['hide'], ['ready']);
    await runTag();
    await vi.waitFor(() => expect(widgets()[0]?.hasAttribute('hide')).toBe(true));
  });

  it('of quiet calls waits for the visitor: nothing is requested', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    page.helplet = createQueue(['prefill', { email: 'ada@example.org' }], ['identify', { id: 'u1' }]);
    await runTag();
    await vi.waitFor(() => expect(widgets()).toHaveLength(1));
    expect(fetched).not.toHaveBeenCalled();
    expect(button()?.getAttribute('aria-busy')).toBeNull();
  });

  it('of a `shutdown` leaves no widget', async () => {
    page.helplet = createQueue(['hide'], ['shutdown']);
    const helplet = await runTag();
    await vi.waitFor(() => expect(widgets()).toEqual([]));
    await helplet.boot();
    expect(widgets()).toHaveLength(1);
  });

  it('wrongly is told, and stops nothing after it', async () => {
    page.helplet = createQueue(['opne'], [], ['on', 'open', 'no function'], ['hide']);
    await runTag();
    await vi.waitFor(() => expect(widgets()[0]?.hasAttribute('hide')).toBe(true));
    expect(warnings()).toEqual([
      'Helplet: unknown verb "opne"',
      'Helplet: unknown verb "undefined"',
      'Helplet: on needs a function',
    ]);
  });
});

describe('shutting down', () => {
  it('takes the launcher out; `boot` brings it back with all that was configured', async () => {
    const helplet = await runTag({ label: 'Ask us' });
    await helplet.update({ position: 'start' });
    await helplet.shutdown();
    expect(widgets()).toEqual([]);
    await helplet.boot();
    expect([button()?.title, widgets()[0]?.getAttribute('position')]).toEqual(['Ask us', 'start']);
  });
});
