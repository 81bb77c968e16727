import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { createEngineClient, type EngineClientOptions } from '../../src/worker/client.ts';
import { createFakeWorker } from '../support/app/fake-worker.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const refund = { text: 'refund', lang: 'en', limit: 3 };

function createClient(overrides: Partial<EngineClientOptions> = {}) {
  const time = createManualClock();
  const client = createEngineClient({
    createWorker: () => null,
    loadEngine: async () => createEngine(),
    readKnowledge: async () => toJsonLines(sampleArticles),
    schedule: time.schedule,
    sliceMs: 10_000,
    ...overrides,
  });
  return { client, time };
}

describe('an engine that moves to the main thread', () => {
  it('answers a call that comes while it is still loading what the dead worker had', async () => {
    const worker = createFakeWorker();
    const { client } = createClient({ createWorker: () => worker });
    await client.load();
    worker.fail('killed');
    expect((await client.search(refund)).hits[0]?.id).toBe('refund');
  });

  it('is fetched again at the next try when it could not be had', async () => {
    let tries = 0;
    const { client } = createClient({
      loadEngine: async () => {
        if (++tries === 1) throw new TypeError('Failed to fetch');
        return createEngine();
      },
    });
    await expect(client.load()).rejects.toThrow('Failed to fetch');
    expect((await client.load()).articles).toBe(sampleArticles.length);
  });

  it('and cannot be had leaves no rejection that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    onTestFinished(() => void process.off('unhandledRejection', listener));
    const { client, time } = createClient({
      createWorker: () => createFakeWorker({ starts: false }),
      loadEngine: () => Promise.reject(new TypeError('Failed to fetch')),
      readKnowledge: () => new Promise(() => undefined),
    });
    void client.load();
    await time.advance(3_000);
    await settle();
    expect(unhandled).toEqual([]);
  });

  it('is not fetched for a call that comes after the end', async () => {
    let engines = 0;
    const { client } = createClient({
      loadEngine: async () => {
        engines++;
        return createEngine();
      },
    });
    client.stop();
    await expect(client.load()).rejects.toMatchObject({ code: 'stopped' });
    await expect(client.search(refund)).rejects.toMatchObject({ code: 'stopped' });
    expect(engines).toBe(0);
  });
});
