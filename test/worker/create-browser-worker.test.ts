import { resolveObjectURL } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowserWorkerOptions } from '../../src/worker/create-browser-worker.ts';

const pageUrl = 'https://shop.example/tea/green?token=1';
const made: { url: unknown; options: unknown }[] = [];

class RecordingWorker extends EventTarget {
  constructor(url: unknown, options: unknown) {
    super();
    made.push({ url, options });
  }
}

/** A fresh page: the module's own policy lives as long as a page does. */
async function create(options: Partial<BrowserWorkerOptions>, times = 1): Promise<Worker | null> {
  const { createBrowserWorker } = await import('../../src/worker/create-browser-worker.ts');
  let worker: Worker | null = null;
  for (let turn = 0; turn < times; turn++) {
    worker = createBrowserWorker({ baseUrl: 'https://shop.example/helplet/', worker: undefined, pageUrl, ...options });
  }
  return worker;
}

beforeEach(() => {
  vi.resetModules();
  made.length = 0;
  vi.stubGlobal('Worker', RecordingWorker);
});
afterEach(() => vi.unstubAllGlobals());

describe('the worker’s address', () => {
  it.each([
    ['beside the loader', {}, 'https://shop.example/helplet/worker.js'],
    ['as the site names it, from the page', { worker: 'w.js' }, 'https://shop.example/tea/w.js'],
    ['as the site names it, from the root', { worker: '/w.js' }, 'https://shop.example/w.js'],
    [
      'as the site names it, although the loader is elsewhere',
      { worker: '/w.js', baseUrl: 'https://cdn.example/helplet/' },
      'https://shop.example/w.js',
    ],
    [
      'as the site names it, although only a bundler knows the rest',
      { worker: 'https://shop.example/w.js', baseUrl: null },
      'https://shop.example/w.js',
    ],
  ] as const)('lies %s', async (_, options, url) => {
    expect(await create(options)).toBeInstanceOf(RecordingWorker);
    expect(made).toEqual([{ url, options: { type: 'module', name: 'helplet' } }]);
  });

  it.each([
    ['the loader is of another origin', { baseUrl: 'https://cdn.example/helplet/' }],
    ['the loader has another port', { baseUrl: 'https://shop.example:8443/helplet/' }],
    ['the loader has another scheme', { baseUrl: 'http://shop.example/helplet/' }],
    ['the site names a file of another origin', { worker: 'https://cdn.example/w.js' }],
    ['nobody knows where the files lie', { baseUrl: null }],
    ['a blob is asked for and nobody knows where the files lie', { baseUrl: null, worker: 'blob' }],
    ['the page is a file', { pageUrl: 'file:///home/me/index.html' }],
    ['only the base of the page is of that origin', { origin: 'https://other.example' }],
    ['the page is a sandboxed frame', { origin: 'null' }],
  ])('is none where %s: nothing is tried that a policy would report', async (_, options) => {
    expect(await create(options)).toBeNull();
    expect(made).toEqual([]);
  });
});

describe('a blob', () => {
  const options = { worker: 'blob', baseUrl: 'https://cdn.example/"help"/' };

  it('imports the file of the other origin where the site asks for one', async () => {
    await create(options);
    const blob = resolveObjectURL(String(made[0]?.url));
    expect(blob?.type).toBe('text/javascript');
    expect(await blob?.text()).toBe('import "https://cdn.example/%22help%22/worker.js";');
  });

  it('is let go once the worker has spoken', async () => {
    const worker = await create(options);
    const url = String(made[0]?.url);
    expect(resolveObjectURL(url)).toBeDefined();
    worker?.dispatchEvent(new MessageEvent('message', { data: { kind: 'ready' } }));
    expect(resolveObjectURL(url)).toBeUndefined();
  });
});

describe('where the page wants trusted types', () => {
  const policies: { name: string; createScriptURL: (url: string) => unknown }[] = [];

  beforeEach(() => {
    policies.length = 0;
    vi.stubGlobal('trustedTypes', {
      createPolicy(name: string, rules: { createScriptURL: (url: string) => string }) {
        if (policies.some((policy) => policy.name === name)) throw new TypeError(`policy "${name}" exists`);
        const policy = { name, createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }) };
        policies.push(policy);
        return policy;
      },
    });
  });

  it('one policy named `helplet` makes the address, however many workers there are', async () => {
    await create({}, 3);
    expect(policies.map(({ name }) => name)).toEqual(['helplet']);
    expect(made.map(({ url }) => url)).toEqual(Array(3).fill({ trusted: 'https://shop.example/helplet/worker.js' }));
  });

  it('no policy is made before there is an address', async () => {
    await create({ baseUrl: 'https://cdn.example/' });
    expect(policies).toEqual([]);
  });

  it('the policy lets nothing through but the addresses of our own workers', async () => {
    await create({});
    const [policy] = policies;
    expect(policy?.createScriptURL('https://shop.example/helplet/worker.js')).toBeDefined();
    for (const url of ['https://evil.example/worker.js', 'https://shop.example/helplet/worker.js?x', 'data:,', '']) {
      expect(() => policy?.createScriptURL(url)).toThrow(TypeError);
    }
  });

  it('a page that allows no such policy gets the error, which sends the engine to the main thread', async () => {
    vi.stubGlobal('trustedTypes', {
      createPolicy: () => {
        throw new TypeError('disallowed by the trusted-types directive');
      },
    });
    await expect(create({})).rejects.toThrow('disallowed');
    expect(made).toEqual([]);
  });
});
