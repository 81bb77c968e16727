import { describe, expect, it } from 'vitest';
import { createHelplet } from '../../src/entries/index.ts';

/** Every verb with arguments it takes. */
const calls = {
  open: [],
  close: [],
  toggle: [],
  search: ['refund'],
  article: ['returns'],
  ticket: [{ body: 'late' }],
  rate: [],
  survey: ['nps'],
  prefill: [{}],
  suggest: [['a']],
  page: [],
  identify: [{ id: 'u1' }],
  logout: [],
  consent: ['granted'],
  export: [],
  erase: [],
  setLocale: ['zh'],
  setTheme: ['dark'],
  flush: [],
  show: [],
  hide: [],
  ready: [],
  boot: [{ theme: 'dark' }],
  update: [{ theme: 'light' }],
  shutdown: [],
  destroy: [],
} as const;

describe('on a server, where there is no page', () => {
  it('every verb does nothing and fails nowhere', async () => {
    expect('document' in globalThis).toBe(false);
    const helplet = createHelplet({ kb: '/kb.json', baseUrl: '/help/' });
    for (const [verb, args] of Object.entries(calls)) {
      const run = helplet[verb as keyof typeof calls] as (...args: readonly unknown[]) => Promise<unknown>;
      expect(await run(...args), verb).toBeUndefined();
    }
  });

  it('listeners are taken, and hear nothing', async () => {
    const heard: unknown[] = [];
    const helplet = createHelplet();
    const stop = helplet.on('ready', (payload) => heard.push(payload));
    await helplet.boot();
    stop();
    expect(heard).toEqual([]);
  });
});
