// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startCore } from '../../src/entries/core.ts';
import type { ChunkName, LaterFiles } from '../../src/loader/core-contract.ts';
import { createCoreHost, eventually, sourceChunks, stopAfterTest } from '../support/app/create-core-host.ts';

function start(raw: Readonly<Record<string, unknown>> = {}) {
  const test = createCoreHost(raw);
  const core = stopAfterTest(startCore(test.host));
  const update = (changes: Readonly<Record<string, unknown>>) => core.update({ ...test.host.raw, ...changes });
  return { ...test, core, update };
}

const knowledgeLoads = (fetched: readonly string[]) => fetched.filter((path) => path.endsWith('.json')).length;

// The first use of a chunk is read from the source.
beforeAll(() => Promise.all(Object.values(sourceChunks).map((load) => load())), 30_000);
afterEach(() => vi.unstubAllGlobals());

describe('new configuration', () => {
  it.each([
    ['name', 'Cup House'],
    ['accent', '#123456'],
    ['theme', 'dark'],
    ['radius', 4],
    ['label', 'Ask us'],
    ['suggest', ['refund']],
    ['fields', [{ name: 'order' }]],
    ['status', 'Payments are slow today'],
  ])('of %s is taken by the panel that is there', async (name, value) => {
    const { core, update, panel, fetched, warnings } = start();
    await core.open();
    const before = panel();
    await eventually(() => expect(knowledgeLoads(fetched)).toBe(1));
    await update({ [name]: value });
    expect(panel()).toBe(before);
    expect(panel()?.hidden).toBe(false);
    expect([knowledgeLoads(fetched), warnings]).toEqual([1, []]);
  });

  it('is seen at once', async () => {
    const { core, update, panel } = start({ name: 'Tea House' });
    await core.open();
    await update({ name: 'Cup House', theme: 'dark', locale: 'zh', radius: '4' });
    await eventually(() =>
      expect([panel()?.getAttribute('aria-label'), panel()?.dataset.theme, panel()?.lang]).toEqual([
        'Cup House',
        'dark',
        'zh',
      ]),
    );
    expect(panel()?.style.getPropertyValue('--helplet-radius')).toBe('4px');
  });

  it.each([
    ['kb', '/other.json'],
    ['endpoint', '/v1/events'],
    ['adapter', 'http'],
    ['instance', 'shop'],
    ['worker', '/worker.js'],
    ['consent', 'required'],
    ['events', 'on'],
    ['surveys', [{ id: 'a', kind: 'csat' }]],
  ])('of %s starts it again, open as it was', async (name, value) => {
    const { core, update, panel, root } = start();
    await core.open();
    const before = panel();
    await update({ [name]: value });
    expect(root.querySelectorAll('[role="dialog"]')).toHaveLength(1);
    expect(panel()).not.toBe(before);
    expect(panel()?.hidden).toBe(false);
  });

  it('that starts again what was closed leaves it closed', async () => {
    const { core, update, panel, fetched } = start();
    await core.open();
    await core.close();
    await update({ kb: '/other.json' });
    expect(panel()).toBeNull();
    expect(fetched).not.toContain('/other.json');
    await core.open();
    await eventually(() => expect(fetched).toContain('/other.json'));
  });

  it('leaves one set of style sheets and one launcher to follow', async () => {
    const { core, update, root } = start();
    await core.open();
    const { length } = root.adoptedStyleSheets;
    for (const instance of ['a', 'b', 'c']) await update({ instance });
    expect(root.adoptedStyleSheets).toHaveLength(length);
    await core.destroy();
    expect(root.adoptedStyleSheets).toEqual([]);
  });

  it('that cannot be used is told, once a call, and its default taken', async () => {
    const { core, update, panel, warnings } = start({ name: 'Tea House' });
    await core.open();
    await update({ name: 'x'.repeat(61) });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"name" must be');
    await eventually(() => expect(panel()?.getAttribute('aria-label')).toBe('Help'));
  });

  it('consent said before a restart is asked for as the new configuration wants it', async () => {
    const { core, update, events } = start();
    await update({ consent: 'required' });
    await core.consent('granted');
    expect(events).toContainEqual(['consent:changed', { state: 'granted' }]);
  });
});

describe('a start', () => {
  it('tells of wrong configuration, each field once, and goes on', async () => {
    const { core, warnings, panel } = start({ theme: 'sepia', accent: 'green' });
    await core.open();
    expect(warnings).toHaveLength(2);
    expect(panel()?.hidden).toBe(false);
  });

  it('without a knowledge base says so', () => {
    expect(start({ kb: undefined }).warnings).toEqual(['Config: no "kb": nothing to search']);
  });

  it('fetches nothing but its own code before the visitor opens it', async () => {
    const { fetched, chunks } = start({ endpoint: '/v1/events' });
    await eventually(() => expect(new Set(chunks)).toEqual(new Set(['sending']))); // a message written offline must not wait for code
    expect(fetched).toEqual([]);
  });

  it('fetches not even that where consent is still to be asked for', async () => {
    const { core, fetched, chunks, panel } = start({ endpoint: '/v1/events', consent: 'required' });
    await core.open();
    await eventually(() => expect(panel()?.textContent).toContain('Before we start'));
    expect([fetched, chunks.includes('sending')]).toEqual([[], false]);
    await core.consent('granted');
    await eventually(() => expect([fetched, chunks.includes('sending')]).toEqual([['/kb.json'], true]));
  });
});

describe('files that are held to their hashes', () => {
  const files = [['panel.js', 'sha256-panel']] as const;

  /** A script tag's way to the chunks: what was checked and imported, in order. */
  function startTag(check: (names: readonly string[]) => Promise<unknown>) {
    vi.stubGlobal('__HELPLET_CHUNKS__', Object.fromEntries(Object.keys(sourceChunks).map((name) => [name, name])));
    vi.stubGlobal('__HELPLET_CHECKED__', ['checked.js', 'sha256-checked']);
    const log: string[] = [];
    const tag: Partial<LaterFiles> = {
      file: (name) => async () => {
        log.push(`import ${name}`);
        return name === 'checked.js' ? { files } : sourceChunks[name as ChunkName]();
      },
      check: (wanted) => {
        const names = wanted.map(([name]) => name);
        log.push(`check ${names.join()}`);
        return check(names);
      },
    };
    const test = createCoreHost({}, tag);
    return { ...test, log, core: stopAfterTest(startCore(test.host)) };
  }

  it('are checked before the first of them is imported, once', async () => {
    const { core, log, panel } = startTag(async () => true);
    await core.open();
    expect(log.slice(0, 4)).toEqual(['check checked.js', 'import checked.js', 'check panel.js', 'import panel']);
    expect(log.filter((line) => line.startsWith('check'))).toHaveLength(2);
    expect(panel()?.hidden).toBe(false);
  });

  it('are just imported where the site does not want that', async () => {
    const { core, log } = startTag(async () => false);
    await core.open();
    expect(log.slice(0, 2)).toEqual(['check checked.js', 'import panel']);
  });

  it('are not imported where one is not what was built; the next opening checks again', async () => {
    let isRight = false;
    const { core, log, panel } = startTag(async () => {
      if (!isRight) throw new TypeError('integrity');
      return true;
    });
    await expect(core.open()).rejects.toThrow('integrity');
    expect(log.some((line) => line.startsWith('import'))).toBe(false);
    expect(panel()).toBeNull();
    isRight = true;
    await core.open();
    expect(panel()?.hidden).toBe(false);
  });
});
