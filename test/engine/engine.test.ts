import { describe, expect, it } from 'vitest';
import type { Prepare } from '../../src/engine/engine.ts';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { buildIndex, createMeaning, embedArticles, encodeKnowledge } from '../../src/knowledge/index.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';
import { sampleEncoder } from '../support/knowledge/sample-encoder.ts';

function loaded(): Engine {
  const engine = createEngine();
  engine.load(toJsonLines(sampleArticles));
  return engine;
}

function search(text: string, lang = 'en') {
  return loaded().search({ text, lang, limit: 5 });
}

/** The words under the marks. */
function marked(text: string, marks: readonly (readonly [number, number])[]): string[] {
  return marks.map(([start, end]) => text.slice(start, end));
}

describe('prepare', () => {
  const prepared = async (openMeaning: Prepare['openMeaning'], bytes: Uint8Array) => {
    const none = () => Promise.reject(new Error('not asked for'));
    const engine = createEngine({ understand: none, prepare: async () => ({ compile: encodeKnowledge, openMeaning }) });
    engine.load(bytes);
    return { engine, kept: await engine.prepare('/prepare.js') };
  };
  const index = embedArticles(buildIndex(sampleArticles), sampleEncoder);
  const request = { text: 'chargeback', lang: 'en', limit: 5 };
  const none = async () => null;

  it('compiles what came as text, once', async () => {
    const { engine, kept } = await prepared(none, toJsonLines(sampleArticles));
    expect(kept).toEqual(encodeKnowledge(buildIndex(sampleArticles)));
    expect(await engine.prepare('/prepare.js')).toBeNull();
  });

  it('searches by meaning from then on where there are vectors and an encoder', async () => {
    const bytes = encodeKnowledge(index);
    const { engine, kept } = await prepared(async (vectors) => createMeaning(vectors, sampleEncoder), bytes);
    expect(kept).toBeNull();
    expect(engine.search(request).hits[0]?.id).toBe('refund');
    expect((await prepared(none, bytes)).engine.search(request).hits).toEqual([]);
  });

  it('gives nothing, and rejects nothing, when its code cannot be had', async () => {
    const gone = () => Promise.reject(new Error('offline'));
    const engine = createEngine({ understand: gone, prepare: gone });
    engine.load(toJsonLines(sampleArticles));
    expect(await engine.prepare('/prepare.js')).toBeNull();
    expect(engine.search({ ...request, text: 'refund' }).hits[0]?.id).toBe('refund');
  });

  it('goes on by words when the encoder cannot be had', async () => {
    const { engine } = await prepared(() => Promise.reject(new Error('offline')), encodeKnowledge(index));
    expect(engine.search({ ...request, text: 'refund' }).hits[0]?.id).toBe('refund');
  });
});

describe('load', () => {
  it('tells how many articles there are in which languages', () => {
    const info = createEngine().load(toJsonLines(sampleArticles));
    expect(info).toEqual({ articles: 6, langs: ['en', 'zh'], warnings: [] });
  });

  it('takes JSONL, a JSON array and a compiled file for the same knowledge base', () => {
    const array = new TextEncoder().encode(`\ufeff ${JSON.stringify(sampleArticles, null, 2)}`);
    const replies = [toJsonLines(sampleArticles), array, encodeKnowledge(buildIndex(sampleArticles))].map((bytes) => {
      const engine = createEngine();
      engine.load(bytes);
      return engine.search({ text: 'refund my order', lang: 'en', limit: 5 });
    });
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[2]).toEqual(replies[0]);
  });

  it('leaves bad lines out, names them, and loads the rest', () => {
    const bytes = new TextEncoder().encode(
      '{"id":"a","title":"Alpha","body":""}\nnot json\n{"id":"b","title":""}\n{"id":"a","title":"Again","body":""}\n{"id":"c","title":"C","body":"","tags":"x"}\n\n[1]',
    );
    const info = createEngine().load(bytes);
    expect(info.articles).toBe(1);
    expect(info.warnings).toEqual([
      expect.stringMatching(/^Knowledge base: line 2: is not JSON .*; write /),
      'Knowledge base: line 3: title must not be empty (""); correct it and load again',
      expect.stringMatching(/^Knowledge base: line 4: id "a" stands in line 1 already; /),
      'Knowledge base: line 5: tags must be a list of texts ("x"); correct it and load again',
      'Knowledge base: line 7: it must be an object with id, title and body ([1]); correct it and load again',
    ]);
  });

  it.each([
    ['<!doctype html><title>404</title>', /line 1: is not JSON .*; write/],
    ['[{"id":"a",\n"title":}]', /line 1: is not JSON .*; write/],
    ['{"title":"x","body":""}', /line 1: id is missing \(nothing\); correct it/],
  ])('refuses %j and says where the fault is', (text, message) => {
    const load = () => createEngine().load(new TextEncoder().encode(text));
    expect(load).toThrow(expect.objectContaining({ name: 'SupportError', code: 'kb-malformed' }));
    expect(load).toThrow(message);
  });

  it('reads on behind a fault in an array and names its line', () => {
    const text =
      '[\n  {"id":"a","title":"[A, {","body":"\\"]"},\n\n  {"id":"b" "title":"B","body":""},\n  {"id":"c","title":"C","body":""},\n]';
    const info = createEngine().load(new TextEncoder().encode(text));
    expect(info.articles).toBe(2);
    expect(info.warnings).toEqual([expect.stringContaining('line 4: is not JSON')]);
    const cut = createEngine().load(new TextEncoder().encode(text.slice(0, 60)));
    expect(cut).toMatchObject({ articles: 1, warnings: [expect.stringContaining('line 4: the array has no end')] });
  });

  it('refuses text that is not UTF-8', () => {
    expect(() => createEngine().load(new Uint8Array([0x5b, 0xff, 0xfe]))).toThrow(
      /line 1: the file is not UTF-8 text; save it as UTF-8/,
    );
  });

  it('loads an empty array, with a warning', () => {
    const engine = createEngine();
    const info = engine.load(new TextEncoder().encode('[]'));
    expect(info).toEqual({ articles: 0, langs: [], warnings: [expect.stringContaining('no articles')] });
    expect(engine.search({ text: 'refund', lang: 'en', limit: 5 })).toEqual({ hits: [], confidence: 0, answer: null });
    expect(engine.suggest({ lang: 'en', limit: 3 })).toEqual([]);
  });

  it('answers from the old knowledge base until the last step of loading the new one', () => {
    const engine = loaded();
    const article = { id: 'new', title: 'Something new', body: 'New '.repeat(3_000) };
    const steps = engine.loadInSteps(toJsonLines([article, { ...article, id: 'newer' }]));
    let count = 0;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      expect(engine.article({ id: 'refund', lang: 'en' })).not.toBeNull();
      count++;
    }
    expect(count).toBeGreaterThan(1);
    expect(engine.article({ id: 'refund', lang: 'en' })).toBeNull();
    expect(engine.article({ id: 'new', lang: 'en' })).not.toBeNull();
  });

  it('keeps the old knowledge base when the new one is refused', () => {
    const engine = loaded();
    expect(() => engine.load(new TextEncoder().encode('nonsense'))).toThrow();
    expect(engine.article({ id: 'refund', lang: 'en' })).not.toBeNull();
  });

  it('says so when nothing was loaded yet', () => {
    expect(() => createEngine().search({ text: 'a', lang: 'en', limit: 1 })).toThrow(
      expect.objectContaining({ code: 'kb-missing' }),
    );
  });
});

describe('search', () => {
  it('answers a plain question and says how sure it is', () => {
    const reply = search('how can I get a refund?');
    expect(reply.hits[0]).toMatchObject({ id: 'refund', lang: 'en', title: 'How do refunds work?' });
    expect(reply.answer).toBe('refund');
    expect(reply.confidence).toBeGreaterThan(0.35);
    expect(reply.confidence).toBeLessThanOrEqual(1);
  });

  it('would rather not answer what it knows nothing about', () => {
    expect(search('what is the weather')).toMatchObject({ answer: null });
    expect(search('')).toEqual({ hits: [], confidence: 0, answer: null });
    expect(search('??? …')).toEqual({ hits: [], confidence: 0, answer: null });
  });

  it('says what may have been meant, and what comes nearest, only where nothing was found', () => {
    const reply = search('shippingtimes');
    expect(reply).toMatchObject({ hits: [], answer: null, corrected: 'shipping times' });
    expect(reply.nearest?.[0]).toEqual({ id: 'shipping', lang: 'en', title: 'Shipping times and costs' });
    expect(search('refund')).not.toHaveProperty('corrected');
    expect(search('refund')).not.toHaveProperty('nearest');
    expect(search('resetpassword', 'zh').nearest?.[0]).toMatchObject({ id: 'password', lang: 'zh' });
  });

  it('marks word forms, typing errors and the beginning of a word where they stand in the original', () => {
    const typo = search('refnud').hits[0];
    expect(typo && marked(typo.title, typo.titleMarks)).toEqual(['refunds']);
    const form = search('resetting passwords').hits[0];
    expect(form && marked(form.title, form.titleMarks)).toEqual(['Reset', 'password']);
    const prefix = search('passw').hits[0];
    expect(prefix && marked(prefix.title, prefix.titleMarks)).toEqual(['password']);
    const full = search('ＲＥＦＵＮＤ').hits[0];
    expect(full && marked(full.title, full.titleMarks)).toEqual(['refunds']);
  });

  it('does not mark function words next to telling ones', () => {
    const hit = search('how do refunds work').hits[0];
    expect(hit && marked(hit.title, hit.titleMarks)).toEqual(['refunds', 'work']);
  });

  it('shows the sentence that speaks of the question', () => {
    const hit = search('late refund').hits[0];
    expect(hit?.passage).toContain('Write to support if your refund is late.');
    expect(hit && marked(hit.passage, hit.passageMarks)).toContain('late');
    expect(hit?.passage.length).toBeLessThanOrEqual(162);
  });

  it('finds Chinese without any setting and marks it', () => {
    const hit = search('怎么退款', 'zh').hits[0];
    expect(hit).toMatchObject({ id: 'refund', lang: 'zh' });
    expect(hit && marked(hit.title, hit.titleMarks)).toEqual(['退款']);
  });

  it('finds an article by its translation and shows it once, in the language of the question', () => {
    const { hits } = search('退款', 'en');
    expect(hits.map(({ id, lang }) => [id, lang])).toEqual([['refund', 'zh']]);
    expect(search('refund', 'zh-TW').hits[0]).toMatchObject({ id: 'refund', lang: 'zh', title: '如何申请退款？' });
  });

  it('shows an article that has no translation in the language it has', () => {
    expect(search('shipping costs', 'zh').hits[0]).toMatchObject({ id: 'shipping', lang: 'en' });
  });

  it('gives at most as many hits as asked for, best first', () => {
    const { hits } = loaded().search({ text: 'orders', lang: 'en', limit: 2 });
    expect(hits).toHaveLength(2);
    expect(hits[0]?.score).toBeGreaterThanOrEqual(hits[1]?.score ?? 0);
  });
});

describe('suggest', () => {
  const suggest = (request: object) =>
    loaded()
      .suggest({ lang: 'en', limit: 3, ...request })
      .map(({ id }) => id);

  it('puts the site’s own choice first and passes unknown ids over', () => {
    expect(suggest({ ids: ['cancel', 'gone', 'shipping'], limit: 2 })).toEqual(['cancel', 'shipping']);
  });

  it('prefers articles whose title or tags speak of the page', () => {
    expect(suggest({ page: 'https://shop.example/en/delivery?x=password' })[0]).toBe('shipping');
    expect(suggest({ page: '/account', pageTitle: 'Password and security' })[0]).toBe('password');
    expect(suggest({ page: '/%E9%80%80%E6%AC%BE/%' })[0]).toBe('refund');
  });

  it('fills up with the first articles, in their order, each once', () => {
    expect(suggest({ page: '/index.html' })).toEqual(['refund', 'password', 'shipping']);
    expect(suggest({ ids: ['password'], limit: 10 })).toEqual(['password', 'refund', 'shipping', 'cancel']);
  });

  it('gives titles in the reader’s language', () => {
    expect(loaded().suggest({ lang: 'zh', limit: 1 })).toEqual([{ id: 'refund', lang: 'zh', title: '如何申请退款？' }]);
  });
});

describe('article', () => {
  it('gives the parsed body, languages and related articles', () => {
    expect(loaded().article({ id: 'refund', lang: 'en' })).toMatchObject({
      id: 'refund',
      lang: 'en',
      title: 'How do refunds work?',
      updated: '2026-03-01',
      langs: ['en', 'zh'],
      blocks: [{ kind: 'paragraph' }, { kind: 'heading', level: 2 }, { kind: 'paragraph' }],
      related: [{ id: 'cancel', lang: 'en', title: 'Cancel an order' }],
    });
  });

  it('gives the nearest language there is', () => {
    const engine = loaded();
    expect(engine.article({ id: 'password', lang: 'zh-Hant-TW' })?.title).toBe('重置密码');
    expect(engine.article({ id: 'password', lang: 'fr' })?.title).toBe('Reset your password');
  });

  it('gives null for an unknown id', () => {
    expect(loaded().article({ id: 'nowhere', lang: 'en' })).toBeNull();
  });
});

it('replies with data that can be posted between threads', () => {
  const engine = loaded();
  const replies = [
    engine.load(toJsonLines(sampleArticles)),
    engine.search({ text: 'refund', lang: 'en', limit: 3 }),
    engine.suggest({ lang: 'en', limit: 3 }),
    engine.article({ id: 'refund', lang: 'en' }),
  ];
  expect(structuredClone(replies)).toEqual(replies);
});
