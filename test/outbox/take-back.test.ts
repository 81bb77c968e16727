import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../src/outbox/ports.ts';
import { createDurableMemoryStore, createTestOutbox } from '../support/outbox/create-test-outbox.ts';
import { COLLECTOR, eventId, submission } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';
import { createScriptedTransport, UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

const UNDO_MS = 5_000;

function setUp(options: Parameters<typeof createTestOutbox>[0] = {}) {
  const test = createTestOutbox(options);
  return { ...test, later: () => ({ notBefore: test.time.clock() + UNDO_MS }) };
}

async function stateOf(outbox: { entries(): Promise<readonly { id: string; state: string }[]> }, number: number) {
  return (await outbox.entries()).find(({ id }) => id === eventId(number))?.state;
}

describe('a submission that can be taken back', () => {
  test('is stored at once, shown as saved, and sent when its time has come', async () => {
    const { outbox, store, transport, time, later } = setUp();
    expect(await outbox.submit(submission(1, later()))).toEqual({ kind: 'stored', id: eventId(1) });
    expect((await store.list()).rows).toHaveLength(1);
    await time.advance(UNDO_MS - 100);
    expect(await stateOf(outbox, 1)).toBe('saved');
    expect(transport.batches).toEqual([]);
    await time.advance(200);
    expect(await stateOf(outbox, 1)).toBe('sent');
    expect(transport.batches).toEqual([[eventId(1)]]);
  });

  test('is gone without having been sent once it was taken back', async () => {
    const { outbox, transport, time, later } = setUp();
    await outbox.submit(submission(1, later()));
    await time.advance(1_000);
    expect(await outbox.discard(eventId(1))).toBe(true);
    await time.advance(86_400_000);
    expect(await outbox.entries()).toEqual([]);
    expect(transport.batches).toEqual([]);
  });

  test('cannot be taken back any more while it is being sent', async () => {
    const { outbox, time, later } = setUp({ transport: createScriptedTransport(['hang']) });
    await outbox.submit(submission(1, later()));
    await time.advance(UNDO_MS + 100);
    expect(await outbox.discard(eventId(1))).toBe(false);
  });

  test.each([
    ['a flush', async ({ outbox }: ReturnType<typeof setUp>) => outbox.flush()],
    ['a wake-up', async ({ outbox }: ReturnType<typeof setUp>) => outbox.wake('online')],
    ['a page about to close', async ({ outbox }: ReturnType<typeof setUp>) => outbox.wake('hide')],
    ['a renewed token', async ({ outbox }: ReturnType<typeof setUp>) => outbox.resume(COLLECTOR)],
    ['another message', async ({ outbox }: ReturnType<typeof setUp>) => outbox.submit(submission(9))],
    [
      'another tab',
      async ({ store, time }: ReturnType<typeof setUp>) =>
        createTestOutbox({ store, time, owner: 'tab-2', transport: createScriptedTransport(['throw']) }).outbox.flush(),
    ],
  ])('is not hurried by %s', async (_, hurry) => {
    const context = setUp({ random: () => 0 });
    const { outbox, transport, time, later } = context;
    await outbox.submit(submission(1, later()));
    await hurry(context);
    await time.advance(UNDO_MS - 100);
    expect(transport.batches.flat()).not.toContain(eventId(1));
    expect(await stateOf(outbox, 1)).toBe('saved');
    await time.advance(60_000);
    expect(await stateOf(outbox, 1)).toBe('sent');
  });

  test('is not hurried by a destination that answers again', async () => {
    const transport = createScriptedTransport([UNAVAILABLE]);
    const { outbox, time, later } = setUp({ transport, random: () => 0.5 });
    await outbox.submit(submission(1));
    await time.advance(100);
    await outbox.submit(submission(2, later()));
    await time.advance(UNDO_MS - 200);
    expect(await stateOf(outbox, 1)).toBe('sent');
    expect(await stateOf(outbox, 2)).toBe('saved');
    expect(transport.batches.flat()).not.toContain(eventId(2));
    await time.advance(1_000);
    expect(await stateOf(outbox, 2)).toBe('sent');
  });

  test('holds up what comes after it in its thread, and nothing else', async () => {
    const { outbox, transport, time, later } = setUp();
    await outbox.submit(submission(1, { ...later(), thread: 'c1' }));
    await outbox.submit(submission(2, { thread: 'c1' }));
    await outbox.submit(submission(3));
    await time.advance(1_000);
    expect(transport.batches.flat()).toEqual([eventId(3)]);
    await time.advance(UNDO_MS);
    expect(transport.batches.flat()).toEqual([eventId(3), eventId(1), eventId(2)]);
  });

  test('waits like any other once a try of it has failed', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: 3_600_000 } as SendOutcome]);
    const { outbox, time, later } = setUp({ transport });
    await outbox.submit(submission(1, later()));
    await time.advance(UNDO_MS + 100);
    expect(await stateOf(outbox, 1)).toBe('waiting');
    await outbox.flush();
    expect(await stateOf(outbox, 1)).toBe('sent');
  });

  test('is sent by the next page where this one was closed', async () => {
    const store = createDurableMemoryStore();
    const time = createManualClock();
    const first = setUp({ store, time });
    await first.outbox.submit(submission(1, first.later()));
    first.outbox.stop();
    await settle();
    const second = setUp({ store, time, owner: 'tab-2' });
    await time.advance(UNDO_MS + 100);
    expect(second.transport.batches).toEqual([[eventId(1)]]);
  });

  test.each([
    ['a year ahead', 365 * 86_400_000],
    ['a year back', -365 * 86_400_000],
    ['an hour back', -3_600_000],
  ])('is not lost nor kept long when the clock is set %s', async (_, jumpMs) => {
    const { outbox, time, later } = setUp();
    await outbox.submit(submission(1, later()));
    await time.advance(1_000);
    time.jump(jumpMs);
    await time.advance(900_000);
    expect(await stateOf(outbox, 1)).toBe('sent');
  });
});
