// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startCore } from '../../src/entries/core.ts';
import type { Core } from '../../src/loader/core-contract.ts';
import { createCoreHost, eventually, sourceChunks, stopAfterTest } from '../support/app/create-core-host.ts';

/** A core whose verbs take anything, as a page can call them. */
function start(raw: Readonly<Record<string, unknown>> = {}) {
  const test = createCoreHost(raw);
  const core = stopAfterTest(startCore(test.host)) as Core & Record<string, (...args: unknown[]) => Promise<unknown>>;
  return { ...test, core };
}

// The first use of a chunk is read from the source.
beforeAll(() => Promise.all(Object.values(sourceChunks).map((load) => load())), 30_000);
afterEach(() => vi.unstubAllGlobals());

const texts = [undefined, null, 7, {}, [], true, () => 'x'];

/** What each verb does not take. The rest take no arguments, and pass over what they are given. */
const wrong: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  search: texts.map((text) => [text]),
  article: [...texts, ''].map((id) => [id]),
  survey: [...texts, ''].map((id) => [id]),
  prefill: [undefined, null, 'late', 7, [], true].map((values) => [values]),
  suggest: [undefined, null, 7, {}, true].map((ids) => [ids]),
  identify: [undefined, null, 'u1', 7, [], {}, { id: '' }, { id: null }, { id: {} }, { id: 'x'.repeat(201) }].map(
    (user) => [user],
  ),
  consent: [undefined, null, 'yes', true, 'unknown', {}].map((state) => [state]),
  setLocale: [undefined, null, 7, {}, [], ''].map((locale) => [locale]),
  setTheme: [undefined, null, 'sepia', 1, {}, ['dark']].map((theme) => [theme]),
};
const calls = Object.entries(wrong).flatMap(([verb, all]) => all.map((args) => ({ verb, args })));

describe('a verb called wrongly', () => {
  it.each(calls)('$verb with $args does nothing, is told, and never throws', async ({ verb, args }) => {
    const { core, warnings, events, panel } = start();
    const before = warnings.length;
    expect(await core[verb]?.(...args)).toBeUndefined();
    expect(warnings.slice(before)).toHaveLength(1);
    expect(warnings.at(-1)).toMatch(new RegExp(`^${verb} needs `));
    expect(panel()).toBeNull();
    expect(events.filter(([name]) => name !== 'sync')).toEqual([]);
  });

  it.each([['late'], [7], [null], [[]]])('ticket with %j opens the form all the same, and is told', async (prefill) => {
    const { core, warnings, panel } = start();
    await core.ticket(prefill as never);
    expect(panel()?.hidden).toBe(false);
    expect(warnings).toContainEqual(expect.stringMatching(/^ticket needs /));
  });
});

describe('a verb called rightly', () => {
  const title = (root: ShadowRoot) => root.querySelector('.title')?.textContent;

  it('open, close and toggle show and hide the panel', async () => {
    const { core, panel, events, warnings } = start();
    await core.open();
    expect(panel()?.hidden).toBe(false);
    await core.close();
    await eventually(() => expect(panel()?.hidden).toBe(true));
    await core.toggle();
    await eventually(() => expect(panel()?.hidden).toBe(false));
    await core.toggle();
    await eventually(() => expect(panel()?.hidden).toBe(true));
    expect(events.map(([name]) => name).filter((name) => name === 'open' || name === 'close')).toEqual([
      'open',
      'close',
      'open',
      'close',
    ]);
    expect(warnings).toEqual([]);
  });

  it('search opens the panel with the results of the text', async () => {
    const { core, root, events } = start();
    await core.search('refund');
    expect(events).toContainEqual(['search', expect.objectContaining({ hits: expect.any(Number) })]);
    await eventually(() => expect(root.querySelector<HTMLInputElement>('[role="combobox"]')?.value).toBe('refund'));
  });

  it('article opens it', async () => {
    const { core, root } = start();
    await core.article('refund');
    await eventually(() => expect(root.querySelector('h2')?.textContent).toBe('How do refunds work?'));
  });

  it('ticket opens the form, filled', async () => {
    const { core, root } = start({ endpoint: '/v1/events' });
    await core.ticket({ email: 'ada@example.org', body: 'late' });
    await eventually(() => expect(root.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('late'));
    expect(title(root)).toBe('Write to us');
  });

  it.each(['csat', 'nps', 'ces'])('survey shows %s, without the panel', async (id) => {
    const { core, events, panel, warnings } = start({ endpoint: '/v1/events' });
    await core.survey(id);
    await eventually(() => expect(events).toContainEqual(['survey:shown', { survey: id }]));
    expect([panel(), warnings]).toEqual([null, []]);
  });

  it('survey says what it needs where there is no endpoint', async () => {
    const { core, events, warnings } = start();
    await core.survey('csat');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"endpoint"');
    expect(events.map(([name]) => name)).not.toContain('survey:shown');
  });

  it.each([7, 'u1', 'x'.repeat(200)])('identify takes the id %j', async (id) => {
    const { core, events, warnings } = start();
    await core.identify({ id } as never);
    await core.identify({ id: String(id) }); // the same person
    expect(events.filter(([name]) => name === 'identity:changed')).toEqual([
      ['identity:changed', { kind: 'identified' }],
    ]);
    expect(warnings).toEqual([]);
  });

  it('setLocale and setTheme change the panel', async () => {
    const { core, panel } = start();
    await core.open();
    await core.setLocale('zh');
    await core.setTheme('dark');
    await eventually(() => expect([panel()?.lang, panel()?.dataset.theme]).toEqual(['zh', 'dark']));
  });

  it('consent, logout, erase, page, suggest and flush do their work without the panel', async () => {
    const { core, chunks, events, warnings } = start();
    await core.consent('denied');
    await core.consent('granted');
    await core.suggest(['refund']);
    await core.page();
    await core.identify({ id: 'u1' });
    await core.logout();
    await core.flush();
    await core.erase();
    expect(events.filter(([name]) => name !== 'sync')).toEqual([
      ['consent:changed', { state: 'denied' }],
      ['consent:changed', { state: 'granted' }],
      ['identity:changed', { kind: 'identified' }],
      ['identity:changed', { kind: 'logged-out' }],
      ['erased', { pending: false }],
    ]);
    expect(chunks).not.toContain('panel');
    expect(warnings).toEqual([]);
  });

  it('export gives what is kept, as plain data', async () => {
    const { core } = start({ instance: 'shop' });
    const data = await core.export();
    expect(data.instance).toBe('shop');
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
