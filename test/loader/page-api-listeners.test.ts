import { describe, expect, it } from 'vitest';
import { createPageApi, type Emit } from '../../src/loader/create-page-api.ts';
import { createFakeLoader } from '../support/app/fake-loader.ts';

async function createApi() {
  const emits: Emit[] = [];
  const api = createPageApi({
    raw: {},
    warn: () => undefined,
    start(raw, emit) {
      emits.push(emit);
      return createFakeLoader(raw, emit);
    },
  });
  await api.boot();
  const tell: Emit = (name, payload) => emits[0]?.(name, payload);
  return { api, tell };
}

describe('one listener', () => {
  it('of two events is taken off the one that is named', async () => {
    const { api, tell } = await createApi();
    let heard = 0;
    const listener = () => {
      heard++;
    };
    api.on('open', listener);
    api.on('close', listener);
    api.off('open', listener);
    tell('open', {});
    await Promise.resolve();
    expect(heard).toBe(0);
    tell('close', {});
    await Promise.resolve();
    expect(heard).toBe(1);
  });

  it('put on twice is gone once it is taken off', async () => {
    const { api, tell } = await createApi();
    let heard = 0;
    const listener = () => {
      heard++;
    };
    api.on('open', listener);
    api.on('open', listener);
    api.off('open', listener);
    tell('open', {});
    await Promise.resolve();
    expect(heard).toBe(0);
  });

  it('that takes itself off while it is called is called once', async () => {
    const { api, tell } = await createApi();
    let heard = 0;
    const stop = api.on('open', () => {
      heard++;
      stop();
    });
    tell('open', {});
    await Promise.resolve();
    tell('open', {});
    await Promise.resolve();
    expect(heard).toBe(1);
  });
});
