import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadWithRetries } from '../../src/loader/load-with-retries.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a chunk', () => {
  it('that comes at once is asked for once', async () => {
    const attempts: number[] = [];
    const loading = loadWithRetries(async (attempt) => {
      attempts.push(attempt);
      return 'module';
    });
    await vi.runAllTimersAsync();
    expect(await loading).toBe('module');
    expect(attempts).toEqual([0]);
  });

  it('that fails is asked for by another address, with growing waits', async () => {
    const attempts: [attempt: number, afterMs: number][] = [];
    const start = Date.now();
    const loading = loadWithRetries(async (attempt) => {
      attempts.push([attempt, Date.now() - start]);
      if (attempt < 2) throw new TypeError('no network');
      return 'module';
    });
    await vi.runAllTimersAsync();
    expect(await loading).toBe('module');
    expect(attempts).toEqual([
      [0, 0],
      [1, 250],
      [2, 750],
    ]);
  });

  it('that fails three times is given up, with the last error', async () => {
    const load = vi.fn(async (attempt: number) => {
      throw new Error(`failure ${attempt}`);
    });
    const loading = expect(loadWithRetries(load)).rejects.toThrow('failure 2');
    await vi.runAllTimersAsync();
    await loading;
    expect(load).toHaveBeenCalledTimes(3);
  });
});
