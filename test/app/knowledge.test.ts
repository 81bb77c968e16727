import { describe, expect, it } from 'vitest';
import type { ArticleReply, SearchReply } from '../../src/engine/protocol.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { settle } from '../support/outbox/manual-clock.ts';

/** Replies that come when the test lets them. */
function createGates<Reply>() {
  const gates: { readonly key: string; readonly open: () => void }[] = [];
  return {
    gate: (key: string, reply: () => Promise<Reply>) =>
      new Promise<Reply>((resolve) => gates.push({ key, open: () => resolve(reply()) })),
    async open(key: string) {
      gates.find((gate) => gate.key === key)?.open();
      await settle();
    },
  };
}

describe('searching', () => {
  it('answers the text with hits and tells the page their number, never the text', async () => {
    const { app, state, told, events } = createTestApp();
    await app.open({ kind: 'home' });
    await app.knowledge.setQuery('refund my secret order');
    const results = state.results.value;
    expect(results?.query).toBe('refund my secret order');
    expect(results?.reply.hits[0]?.id).toBe('refund');
    expect(told('search')).toEqual([{ hits: results?.reply.hits.length, confidence: results?.reply.confidence }]);
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('that finds nothing says so', async () => {
    const { app, state, told } = createTestApp();
    await app.open({ kind: 'home' });
    await app.knowledge.setQuery('zzzzqqqq');
    expect(state.results.value?.reply.hits).toEqual([]);
    expect(told('search:empty')).toEqual([{}]);
    expect(told('search')).toEqual([]);
  });

  it('drops a reply that comes after a later text was typed', async () => {
    const gates = createGates<SearchReply>();
    const { app, state } = createTestApp({
      changeEngine: (client) => ({
        search: (request) => gates.gate(request.text, () => client.search(request)),
      }),
    });
    await app.open({ kind: 'home' });
    void app.knowledge.setQuery('refund');
    void app.knowledge.setQuery('password');
    await gates.open('password');
    expect(state.results.value?.query).toBe('password');
    await gates.open('refund');
    expect(state.results.value?.query).toBe('password');
  });

  it('drops a reply that comes after the box was emptied', async () => {
    const gates = createGates<SearchReply>();
    const { app, state, told } = createTestApp({
      changeEngine: (client) => ({
        search: (request) => gates.gate(request.text, () => client.search(request)),
      }),
    });
    await app.open({ kind: 'home' });
    void app.knowledge.setQuery('refund');
    void app.knowledge.setQuery('   ');
    await gates.open('refund');
    expect([state.results.value, told('search')]).toEqual([null, []]);
  });

  it('answers what was typed before the knowledge base was there', async () => {
    const { app, state } = createTestApp();
    const opening = app.open({ kind: 'home' });
    await app.knowledge.setQuery('password');
    expect(state.results.value).toBeNull();
    await opening;
    expect(state.results.value?.reply.hits[0]?.id).toBe('password');
  });

  it('that breaks is told to the developer and leaves the last results', async () => {
    let isBroken = false;
    const { app, state, warnings } = createTestApp({
      changeEngine: (client) => ({
        search: (request) => (isBroken ? Promise.reject(new Error('worker gone')) : client.search(request)),
      }),
    });
    await app.open({ kind: 'home' });
    await app.knowledge.setQuery('refund');
    isBroken = true;
    await app.knowledge.setQuery('refunds');
    expect(state.results.value?.query).toBe('refund');
    expect(warnings).toEqual(['the search failed (worker gone)']);
  });
});

describe('the knowledge base', () => {
  it('is loaded once, however often the panel is opened', async () => {
    let loads = 0;
    const { app } = createTestApp({
      articles: () => {
        loads++;
        return sampleArticles;
      },
    });
    expect(loads).toBe(0);
    await Promise.all([app.open(), app.open({ kind: 'home' })]);
    await app.open();
    expect(loads).toBe(1);
  });

  it('is not asked for where the site has none', async () => {
    const { app, state } = createTestApp({ config: { kb: '' } });
    await app.open({ kind: 'home' });
    await app.knowledge.setQuery('refund');
    expect([state.knowledge.value.kind, state.results.value]).toEqual(['none', null]);
  });

  it('that cannot be had is told, and comes at the next try', async () => {
    let isThere = false;
    const { app, state, told, warnings } = createTestApp({
      articles: () => {
        if (!isThere) throw new Error('404');
        return sampleArticles;
      },
    });
    await app.open({ kind: 'home' });
    expect(state.knowledge.value.kind).toBe('failed');
    expect(told('error')).toEqual([{ code: 'kb-failed', message: '404' }]);
    expect(warnings).toEqual(['the knowledge base could not be loaded (404)']);
    isThere = true;
    await app.knowledge.load();
    expect(state.knowledge.value).toMatchObject({ kind: 'ready', info: { articles: sampleArticles.length } });
    expect(state.suggested.value.length).toBeGreaterThan(0);
  });

  it('with articles that were left out tells the developer of the first five', async () => {
    const broken = Array.from({ length: 9 }, (_, index) => ({ id: `b${index}`, title: '', body: '' }));
    const { app, warnings } = createTestApp({ articles: [...sampleArticles, ...broken] });
    await app.open({ kind: 'home' });
    expect(warnings).toHaveLength(5);
    for (const warning of warnings) expect(warning).toMatch(/^knowledge base: /);
  });
});

describe('an article', () => {
  it('is shown in the language asked for, and its view is told', async () => {
    const { app, state, told } = createTestApp();
    await app.knowledge.openArticle({ id: 'refund', lang: 'zh' });
    expect(state.article.value).toMatchObject({ kind: 'ready', article: { id: 'refund', title: '如何申请退款？' } });
    expect(told('article:view')).toEqual([{ id: 'refund', lang: 'zh' }]);
  });

  it('that is not there any more is missing, and no view is told', async () => {
    const { app, state, told } = createTestApp();
    await app.knowledge.openArticle({ id: 'gone', lang: 'en' });
    expect(state.article.value).toMatchObject({ kind: 'missing' });
    expect(told('article:view')).toEqual([]);
  });

  it('cannot be shown while the knowledge base cannot be had', async () => {
    const { app, state } = createTestApp({
      articles: () => {
        throw new Error('offline');
      },
    });
    await app.knowledge.openArticle({ id: 'refund', lang: 'en' });
    expect(state.article.value).toMatchObject({ kind: 'failed' });
  });

  it('that comes after another was asked for is dropped', async () => {
    const gates = createGates<ArticleReply | null>();
    const { app, state, told } = createTestApp({
      changeEngine: (client) => ({
        article: (request) => gates.gate(request.id, () => client.article(request)),
      }),
    });
    void app.knowledge.openArticle({ id: 'refund', lang: 'en' });
    void app.knowledge.openArticle({ id: 'cancel', lang: 'en' });
    await settle();
    await gates.open('cancel');
    await gates.open('refund');
    expect(state.article.value).toMatchObject({ article: { id: 'cancel' } });
    expect(told('article:view')).toHaveLength(1);
  });

  it('that breaks is told, and the view says it failed', async () => {
    const { app, state, warnings } = createTestApp({
      changeEngine: () => ({ article: () => Promise.reject(new Error('worker gone')) }),
    });
    await app.knowledge.openArticle({ id: 'refund', lang: 'en' });
    expect(state.article.value).toMatchObject({ kind: 'failed' });
    expect(warnings).toEqual(['the article could not be opened (worker gone)']);
  });
});
