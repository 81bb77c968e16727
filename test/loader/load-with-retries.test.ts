import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadWithRetries } from '../../src/loader/load-with-retries.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A chunk that fails some times before it comes; notes when it was asked for. */
function createChunk(failures: number) {
  const start = Date.now();
  const askedAtMs: number[] = [];
  const load = async () => {
    askedAtMs.push(Date.now() - start);
    if (askedAtMs.length <= failures) throw new TypeError(`failure ${askedAtMs.length}`);
    return 'module';
  };
  return { load, askedAtMs };
}

describe('a chunk', () => {
  it('that comes at once is asked for once', async () => {
    const { load, askedAtMs } = createChunk(0);
    const loading = loadWithRetries(load);
    await vi.runAllTimersAsync();
    expect(await loading).toBe('module');
    expect(askedAtMs).toEqual([0]);
  });

  it('that fails is asked for again, with growing waits', async () => {
    const { load, askedAtMs } = createChunk(2);
    const loading = loadWithRetries(load);
    await vi.runAllTimersAsync();
    expect(await loading).toBe('module');
    expect(askedAtMs).toEqual([0, 250, 750]);
  });

  it('that fails three times is given up, with the last error', async () => {
    const { load, askedAtMs } = createChunk(9);
    const loading = expect(loadWithRetries(load)).rejects.toThrow('failure 3');
    await vi.runAllTimersAsync();
    await loading;
    expect(askedAtMs).toHaveLength(3);
  });
});
