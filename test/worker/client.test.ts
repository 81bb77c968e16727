import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createEngineClient, type EngineClientOptions } from '../../src/worker/client.ts';
import { createFakeWorker, type FakeWorker } from '../support/app/fake-worker.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const refund = { text: 'refund', lang: 'en', limit: 3 };

/** A client with everything it needs; what is not asked for is the real thing. */
function startClient(worker: FakeWorker | null, overrides: Partial<EngineClientOptions> = {}) {
  const time = createManualClock();
  const reasons: string[] = [];
  const made = { workers: 0, engines: 0, reads: 0 };
  const client = createEngineClient({
    createWorker: () => {
      made.workers++;
      return worker;
    },
    loadEngine: async () => {
      made.engines++;
      return createEngine();
    },
    readKnowledge: async () => {
      made.reads++;
      return toJsonLines(sampleArticles);
    },
    schedule: time.schedule,
    onFallback: (reason) => reasons.push(reason),
    sliceMs: 10_000,
    ...overrides,
  });
  return { client, time, reasons, made };
}

async function idsOf(search: ReturnType<ReturnType<typeof startClient>['client']['search']>) {
  return (await search).hits.map(({ id }) => id);
}

describe('an engine in a worker', () => {
  it('answers every call as the engine itself does', async () => {
    const worker = createFakeWorker();
    const { client, reasons, made } = startClient(worker);
    const engine = createEngine();
    expect(await client.load()).toEqual(engine.load(toJsonLines(sampleArticles)));
    expect(await client.search(refund)).toEqual(engine.search(refund));
    const article = { id: 'refund', lang: 'zh' };
    expect(await client.article(article)).toEqual(engine.article(article));
    expect(await client.article({ id: 'unknown', lang: 'en' })).toBeNull();
    const suggest = { lang: 'en', limit: 2, ids: ['password'] };
    expect(await client.suggest(suggest)).toEqual(engine.suggest(suggest));
    expect(worker.calls).toEqual(['load', 'search', 'article', 'article', 'suggest']);
    expect([reasons, made]).toEqual([[], { workers: 1, engines: 0, reads: 1 }]);
  });

  it('is made at the first call and not before', async () => {
    const { client, made } = startClient(createFakeWorker());
    await settle();
    expect(made.workers).toBe(0);
    await client.load();
    expect(made.workers).toBe(1);
  });

  it('answers each of many calls with its own reply', async () => {
    const { client } = startClient(createFakeWorker());
    await client.load();
    const texts = ['refund', 'password', 'shipping', 'cancel'];
    const firsts = await Promise.all(texts.map((text) => idsOf(client.search({ ...refund, text }))));
    expect(firsts.map(([first]) => first)).toEqual(texts);
  });

  it('hands the bytes over instead of copying them', async () => {
    const bytes = toJsonLines(sampleArticles);
    const { client } = startClient(createFakeWorker(), { readKnowledge: async () => bytes });
    await client.load();
    expect(bytes.byteLength).toBe(0);
  });

  it('rejects with the error the engine threw, code and all, and goes on answering', async () => {
    const { client, reasons } = startClient(createFakeWorker());
    await expect(client.search(refund)).rejects.toMatchObject({ name: 'SupportError', code: 'kb-missing' });
    await client.load();
    expect(await idsOf(client.search(refund))).toContain('refund');
    expect(reasons).toEqual([]);
  });

  it('says why a knowledge base cannot be read, and keeps the one it has', async () => {
    let bytes = toJsonLines(sampleArticles);
    const { client } = startClient(createFakeWorker(), { readKnowledge: async () => bytes });
    await client.load();
    bytes = new TextEncoder().encode('this is no knowledge base');
    await expect(client.load()).rejects.toMatchObject({ code: 'kb-malformed' });
    expect(await idsOf(client.search(refund))).toContain('refund');
  });

  it('lets the timer for `ready` go once it is up', async () => {
    const { client, time, reasons } = startClient(createFakeWorker());
    await client.load();
    expect(time.pending()).toBe(0);
    await time.advance(60_000);
    expect(reasons).toEqual([]);
  });
});

describe('without a worker that works, the main thread answers', () => {
  it('when the page allows none', async () => {
    const { client, reasons, made } = startClient(null);
    expect((await client.load()).articles).toBe(sampleArticles.length);
    expect(await idsOf(client.search(refund))).toContain('refund');
    expect(reasons).toEqual(['no worker address']);
    expect(made).toEqual({ workers: 1, engines: 1, reads: 1 });
  });

  it('when making one throws', async () => {
    const { client, reasons } = startClient(null, {
      createWorker: () => {
        throw new DOMException('blocked by policy', 'SecurityError');
      },
    });
    expect((await client.load()).articles).toBe(sampleArticles.length);
    expect(reasons).toEqual(['blocked by policy']);
  });

  it('when it never says `ready`: after three seconds, not before', async () => {
    const worker = createFakeWorker({ starts: false });
    const { client, time, reasons } = startClient(worker);
    const loading = client.load();
    await time.advance(2_999);
    expect(reasons).toEqual([]);
    await time.advance(1);
    expect(reasons).toEqual(['no answer in time']);
    expect(worker.isTerminated()).toBe(true);
    expect((await loading).articles).toBe(sampleArticles.length);
    expect(await idsOf(client.search(refund))).toContain('refund');
  });

  it('when its script cannot be loaded, without an error in the page’s log', async () => {
    const worker = createFakeWorker({ starts: false });
    const { client, time, reasons } = startClient(worker);
    const loading = client.load();
    await settle();
    expect(worker.fail('').defaultPrevented).toBe(true);
    expect((await loading).articles).toBe(sampleArticles.length);
    expect(reasons).toEqual(['the worker could not be loaded']);
    expect(time.pending()).toBe(0);
  });

  it('when it dies in the middle of calls: those too are answered', async () => {
    const worker = createFakeWorker();
    const { client, reasons, made } = startClient(worker);
    await client.load();
    worker.hold();
    const pending = [client.search(refund), client.search({ ...refund, text: 'password' })];
    const article = client.article({ id: 'cancel', lang: 'en' });
    await settle();
    worker.fail('out of memory');
    const firsts = (await Promise.all(pending)).map(({ hits }) => hits[0]?.id);
    expect(firsts).toEqual(['refund', 'password']);
    expect((await article)?.title).toBe('Cancel an order');
    expect(reasons).toEqual(['out of memory']);
    expect(made).toEqual({ workers: 1, engines: 1, reads: 2 });
    expect(worker.isTerminated()).toBe(true);
  });

  it('when it dies while loading', async () => {
    const worker = createFakeWorker();
    worker.hold();
    const { client } = startClient(worker);
    const loading = client.load();
    await settle();
    worker.fail('killed');
    expect((await loading).articles).toBe(sampleArticles.length);
  });

  it('with errors that keep their code', async () => {
    const { client } = startClient(null);
    await expect(client.search(refund)).rejects.toMatchObject({ name: 'SupportError', code: 'kb-missing' });
    const broken = startClient(null, { readKnowledge: async () => new TextEncoder().encode('no knowledge') });
    await expect(broken.client.load()).rejects.toMatchObject({ code: 'kb-malformed' });
  });

  it('and the reason is told once, however often it fails', async () => {
    const worker = createFakeWorker();
    const { client, reasons } = startClient(worker);
    await client.load();
    worker.fail('first');
    worker.fail('second');
    await settle();
    await client.load();
    expect(reasons).toEqual(['first']);
  });

  it('loading in slices, with a turn for the page between them', async () => {
    const { client, time } = startClient(null, { sliceMs: 0 });
    let isLoaded = false;
    const loading = client.load().then(() => {
      isLoaded = true;
    });
    await settle();
    expect(isLoaded).toBe(false);
    expect(time.pending()).toBe(1);
    await time.runAll();
    await loading;
    expect(await idsOf(client.search(refund))).toContain('refund');
  });

  it('giving up between two slices where the bytes turn out to be broken', async () => {
    const text = new TextDecoder().decode(toJsonLines(sampleArticles));
    const { client, time } = startClient(null, {
      sliceMs: 0,
      readKnowledge: async () => new TextEncoder().encode(text.slice(0, 5)),
    });
    const loading = expect(client.load()).rejects.toMatchObject({ code: 'kb-malformed' });
    await time.runAll();
    await loading;
  });
});

describe('a client that was stopped', () => {
  it('ends its worker and rejects what is still open', async () => {
    const worker = createFakeWorker();
    const { client, time } = startClient(worker);
    await client.load();
    worker.hold();
    const search = client.search(refund);
    await settle();
    client.stop();
    await expect(search).rejects.toMatchObject({ code: 'stopped' });
    expect(worker.isTerminated()).toBe(true);
    expect(time.pending()).toBe(0);
  });

  it('does not move to the main thread when its worker fails afterwards', async () => {
    const worker = createFakeWorker({ starts: false });
    const { client, time, reasons, made } = startClient(worker);
    const loading = expect(client.load()).rejects.toMatchObject({ code: 'stopped' });
    await settle();
    client.stop();
    await loading;
    await time.advance(10_000);
    worker.fail('late');
    expect(reasons).toEqual([]);
    expect(made.engines).toBe(0);
  });
});
