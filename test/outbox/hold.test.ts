import { describe, expect, test } from 'vitest';
import { createTestOutbox } from '../support/outbox/create-test-outbox.ts';
import { eventId, submission } from '../support/outbox/events.ts';
import { settle } from '../support/outbox/manual-clock.ts';
import { createScriptedTransport, UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

describe('an outbox that is held', () => {
  test('stores and lists, but sends nothing, whatever asks for it', async () => {
    const { outbox, store, transport, time } = createTestOutbox();
    outbox.setHeld(true);
    expect(await outbox.submit(submission(1))).toEqual({ kind: 'stored', id: eventId(1) });
    outbox.wake('online');
    outbox.wake('hide');
    await outbox.flush();
    await time.advance(86_400_000);
    expect(transport.batches).toEqual([]);
    expect(await outbox.counts()).toMatchObject({ saved: 1 });
    expect((await store.list()).rows).toMatchObject([{ attempts: 0, lease: null }]);
  });

  test('takes no lock', async () => {
    let locks = 0;
    const { outbox, time } = createTestOutbox({
      withLock: async (task) => {
        locks += 1;
        await task();
        return true;
      },
    });
    outbox.setHeld(true);
    await outbox.submit(submission(1));
    await time.advance(86_400_000);
    expect(locks).toBe(0);
    outbox.setHeld(false);
    await time.advance(0);
    expect(locks).toBe(1);
  });

  test('sends what it has when it is let go', async () => {
    const { outbox, transport, time } = createTestOutbox();
    outbox.setHeld(true);
    for (const number of [1, 2]) await outbox.submit(submission(number));
    outbox.setHeld(false);
    await time.advance(0);
    expect(transport.batches).toEqual([[eventId(1), eventId(2)]]);
    expect(await outbox.counts()).toMatchObject({ sent: 2 });
  });

  test('sends nothing that an earlier page left', async () => {
    const { store } = createTestOutbox({ transport: createScriptedTransport(['hang']) });
    const first = createTestOutbox({ store });
    first.outbox.setHeld(true);
    await first.outbox.submit(submission(1));
    first.outbox.stop();
    const { outbox, transport, time } = createTestOutbox({ store, owner: 'tab-2' });
    outbox.setHeld(true);
    await time.advance(3_600_000);
    expect(transport.batches).toEqual([]);
  });

  test('lets what is being sent end, and sends no further batch', async () => {
    const transport = createScriptedTransport([], { maxBatchRows: 1 });
    let answer = (): void => {};
    const slow = {
      ...transport,
      send: (...args: Parameters<typeof transport.send>) =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }).then(() => transport.send(...args)),
    };
    const { outbox, time } = createTestOutbox({ transport: slow });
    await outbox.submit(submission(1));
    await outbox.submit(submission(2));
    await time.advance(0);
    outbox.setHeld(true);
    answer();
    await time.advance(60_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1, saved: 1 });
    outbox.setHeld(false);
    await settle();
    answer();
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 2 });
  });

  test('puts rows back untried that it had just taken', async () => {
    const { store, time } = createTestOutbox();
    let taken = (): void => {};
    const slowStore = {
      ...store,
      confirm: async (...args: Parameters<typeof store.confirm>) => {
        await new Promise<void>((resolve) => {
          taken = resolve;
        });
        return store.confirm(...args);
      },
    };
    const { outbox, transport } = createTestOutbox({ store: slowStore, time, owner: 'tab-2' });
    await outbox.submit(submission(1));
    await settle();
    outbox.setHeld(true);
    taken();
    await settle();
    expect(transport.batches).toEqual([]);
    expect((await store.list()).rows).toMatchObject([{ attempts: 0, state: 'ready', nextAt: 0 }]);
    expect(await outbox.counts()).toMatchObject({ saved: 1 });
  });

  test('does not forget a wait that runs out meanwhile', async () => {
    const transport = createScriptedTransport([UNAVAILABLE]);
    const { outbox, time } = createTestOutbox({ transport, random: () => 0.9 });
    await outbox.submit(submission(1));
    await time.advance(0);
    outbox.setHeld(true);
    await time.advance(60_000);
    expect(transport.batches).toHaveLength(1);
    outbox.setHeld(false);
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });
});
