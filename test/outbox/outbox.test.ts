import { describe, expect, test } from 'vitest';
import type { OutboxChange } from '../../src/outbox/changes.ts';
import type { ItemOutcome, Pause, SendOutcome } from '../../src/outbox/ports.ts';
import { SupportError } from '../../src/shared/errors.ts';
import { createDurableMemoryStore, createTestOutbox } from '../support/outbox/create-test-outbox.ts';
import { COLLECTOR, eventId, OTHER, submission, ticketEvent } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';
import { BROKEN, createScriptedTransport, delivered, UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UNAUTHORIZED: SendOutcome = { kind: 'paused', reason: 'unauthorized', message: 'HTTP 401' };

async function statesOf(outbox: { entries(): Promise<readonly { id: string; state: string }[]> }) {
  return Object.fromEntries((await outbox.entries()).map(({ id, state }) => [id, state]));
}

describe('delivery', () => {
  test('stores, sends, and leaves a receipt with the copy and the reference', async () => {
    const transport = createScriptedTransport([(rows) => delivered(rows, 'A1B2')]);
    const { outbox, time } = createTestOutbox({ transport });
    expect(await outbox.submit(submission(1))).toEqual({ kind: 'stored', id: eventId(1) });
    await time.advance(0);
    expect(await outbox.entries()).toEqual([
      {
        id: eventId(1),
        seq: 1,
        type: 'helplet.ticket.created',
        state: 'sent',
        createdAt: time.clock(),
        sentAt: time.clock(),
        reference: 'A1B2',
        event: ticketEvent(1),
      },
    ]);
    expect(time.pending()).toBe(0);
  });

  test('the copy is what was sent, where that is not quite what was saved', async () => {
    const event = ticketEvent(1, 'without its file');
    const transport = createScriptedTransport([
      () => ({ kind: 'answered', items: new Map([[eventId(1), { kind: 'delivered', event }]]) }),
    ]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect((await outbox.entries())[0]?.event).toEqual(event);
  });

  test('keeps no copy of what the visitor did not write', async () => {
    const { outbox, time } = createTestOutbox();
    await outbox.submit(submission(1, { keepCopy: false }));
    await time.advance(0);
    expect((await outbox.entries())[0]?.event).toBeUndefined();
  });

  test('a submission repeated with the same id is sent once', async () => {
    const { outbox, transport, time } = createTestOutbox();
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(await outbox.submit(submission(1))).toEqual({ kind: 'stored', id: eventId(1) });
    await time.advance(HOUR_MS);
    expect(transport.batches).toEqual([[eventId(1)]]);
  });

  test('keeps what was submitted even if the caller changes it afterwards', async () => {
    const transport = createScriptedTransport([UNAVAILABLE]);
    const { outbox, time, store } = createTestOutbox({ transport });
    const event = ticketEvent(1);
    await outbox.submit(submission(1, { event }));
    event.data.body = 'changed';
    await time.runAll();
    expect((await store.list()).receipts[0]?.event?.data.body).toBe('message 1');
  });

  test('sends rows left by an earlier page as soon as it exists', async () => {
    const store = createDurableMemoryStore();
    const first = createTestOutbox({ store, transport: createScriptedTransport(['hang']) });
    await first.outbox.submit(submission(1));
    first.outbox.stop();
    await settle();
    const second = createTestOutbox({ store, owner: 'tab-2' });
    await second.time.advance(0);
    expect(await statesOf(second.outbox)).toEqual({ [eventId(1)]: 'sent' });
  });

  test('a row absent from the answer is not acknowledged and is tried again', async () => {
    const transport = createScriptedTransport([UNAVAILABLE, (rows) => delivered(rows.slice(1))]);
    const { outbox, time } = createTestOutbox({ transport });
    for (const number of [1, 2]) await outbox.submit(submission(number));
    await time.runAll();
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sent', [eventId(2)]: 'sent' });
    expect(transport.batches.at(-1)).toHaveLength(1);
  });

  test('a rejected row goes to the failed ones with its reason and the others are delivered', async () => {
    const transport = createScriptedTransport([
      UNAVAILABLE,
      (rows) => ({
        kind: 'answered',
        items: new Map<string, ItemOutcome>([
          [eventId(1), { kind: 'delivered' }],
          [eventId(2), { kind: 'rejected', code: 'conflict', message: 'conflict' }],
          ...rows.slice(2).map(({ id }) => [id, { kind: 'duplicate' }] as const),
        ]),
      }),
    ]);
    const { outbox, time } = createTestOutbox({ transport });
    for (const number of [1, 2, 3]) await outbox.submit(submission(number));
    await time.runAll();
    expect(await outbox.counts()).toMatchObject({ sent: 2, failed: 1, waiting: 0 });
    const failed = (await outbox.entries()).find(({ state }) => state === 'failed');
    expect(failed).toMatchObject({ id: eventId(2), reason: { code: 'conflict' }, event: ticketEvent(2) });
  });

  test('a batch refused as too large is halved until only the oversize row is given up', async () => {
    const poison = eventId(37);
    const transport = createScriptedTransport();
    const { outbox, time } = createTestOutbox({
      transport: {
        ...transport,
        async send(rows) {
          transport.batches.push(rows.map(({ id }) => id));
          return rows.some(({ id }) => id === poison) ? { kind: 'too-large' } : delivered(rows);
        },
      },
    });
    for (let number = 1; number <= 100; number++) await outbox.submit(submission(number));
    await time.runAll();
    expect(await outbox.counts()).toMatchObject({ sent: 99, failed: 1 });
    expect((await statesOf(outbox))[poison]).toBe('failed');
    expect(transport.batches.length).toBeLessThan(60);
  });

  test('a transport that throws is reported and the row is tried again', async () => {
    const { outbox, time, errors } = createTestOutbox({ transport: createScriptedTransport(['throw']) });
    await outbox.submit(submission(1));
    await time.runAll();
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
    expect(errors).toEqual([new Error('transport broke')]);
  });

  test('a destination no adapter exists for keeps its rows and holds up no other', async () => {
    const transport = createScriptedTransport();
    const { outbox, time, errors } = createTestOutbox({
      transportFor: (dest) => {
        if (dest.adapter === 'http') throw new SupportError('unknown-adapter', 'no adapter');
        return transport;
      },
    });
    await outbox.submit(submission(1, { dest: OTHER }));
    await outbox.submit(submission(2));
    await time.runAll();
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'saved', [eventId(2)]: 'sent' });
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('an adapter that comes late', () => {
  test('is waited for, and asked for again when it could not be fetched', async () => {
    let tries = 0;
    const transport = createScriptedTransport();
    const { outbox, time } = createTestOutbox({
      transportFor: async () => {
        tries += 1;
        if (tries < 3) throw new TypeError('Failed to fetch dynamically imported module');
        return transport;
      },
    });
    await outbox.submit(submission(1));
    expect(await outbox.counts()).toMatchObject({ saved: 1 });
    await time.runAll();
    expect(tries).toBe(3);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });
});

describe('what is refused', () => {
  test('a full queue refuses the new submission and keeps the old ones', async () => {
    const transport = createScriptedTransport(['hang', 'hang']);
    const { outbox } = createTestOutbox({ transport, limits: { maxRows: 2 } });
    await outbox.submit(submission(1));
    await outbox.submit(submission(2));
    expect(await outbox.submit(submission(3))).toMatchObject({ kind: 'refused', reason: 'full' });
    expect(await outbox.entries()).toHaveLength(2);
  });

  test('background events never fill the room kept for messages', async () => {
    const { outbox } = createTestOutbox({ transport: createScriptedTransport(['hang']), limits: { maxRows: 10 } });
    const results: string[] = [];
    for (let number = 1; number <= 10; number++) {
      results.push((await outbox.submit(submission(number, { keepCopy: false }))).kind);
    }
    expect(results.filter((kind) => kind === 'stored')).toHaveLength(8);
    expect(await outbox.submit(submission(11))).toMatchObject({ kind: 'stored' });
  });

  test('an event over the limit is refused before it is stored', async () => {
    const { outbox } = createTestOutbox({ limits: { maxEventBytes: 1_000 } });
    const event = ticketEvent(1, 'é'.repeat(600));
    expect(await outbox.submit(submission(1, { event }))).toMatchObject({ kind: 'refused', reason: 'too-large' });
    expect(await outbox.entries()).toEqual([]);
  });

  test('a store that cannot write makes the submission refused, not an exception', async () => {
    const store = createDurableMemoryStore();
    const broken = { ...store, add: async () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const { outbox } = createTestOutbox({ store: broken });
    expect(await outbox.submit(submission(1))).toMatchObject({ kind: 'refused', reason: 'storage' });
  });
});

describe('waiting', () => {
  test('waits longer with every failure and never beyond the cap', async () => {
    const transport = createScriptedTransport(Array.from({ length: 40 }, () => UNAVAILABLE));
    const sentAt: number[] = [];
    const time = createManualClock();
    const { outbox } = createTestOutbox({
      time,
      random: () => 0.999,
      transport: {
        ...transport,
        send(rows, options) {
          sentAt.push(time.clock());
          return transport.send(rows, options);
        },
      },
    });
    await outbox.submit(submission(1));
    await time.runAll(40 * 900_000);
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([2_998, 8_995, 26_986, 80_959]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(90_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('a failing destination is tried with one batch at a time, not with every batch at once', async () => {
    const transport = createScriptedTransport(
      Array.from({ length: 5 }, () => UNAVAILABLE),
      { maxBatchRows: 1 },
    );
    const { outbox, time } = createTestOutbox({ transport, random: () => 0.9 });
    for (let number = 1; number <= 5; number++) await outbox.submit(submission(number, { keepCopy: false }));
    await time.advance(1_000);
    expect(transport.batches).toHaveLength(1);
    await time.runAll();
    expect(await outbox.counts()).toMatchObject({ sent: 5 });
  });

  test('honours the time the receiver asks for, even when the page wakes up', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: 600_000 } as SendOutcome]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    outbox.wake('online');
    await time.advance(599_000);
    expect(transport.batches).toHaveLength(1);
    await time.advance(2_000);
    expect(transport.batches).toHaveLength(2);
  });

  test('what is written instead of the only one that waits, waits in its place, and says so', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: 600_000 } as SendOutcome]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(1_000);
    await outbox.discard(eventId(1));
    await outbox.submit(submission(2));
    await time.advance(1_000);
    expect(transport.batches).toEqual([[eventId(1)]]);
    expect(await outbox.counts()).toMatchObject({ waiting: 1, saved: 0 });
  });

  test('a tab that does not send says, too, that what is new waits behind what has failed', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: 600_000 } as SendOutcome]);
    const { outbox, store, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(1_000);
    const other = createTestOutbox({ store, time, owner: 'tab-2', withLock: async () => false });
    await other.outbox.submit(submission(2));
    expect(await other.outbox.counts()).toMatchObject({ waiting: 2 });
  });

  test('what is written while the receiver wants to be left alone waits, and says so', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: 600_000 } as SendOutcome]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(1_000);
    await outbox.submit(submission(2));
    await time.advance(1_000);
    expect(transport.batches).toEqual([[eventId(1)]]);
    expect(await outbox.counts()).toMatchObject({ waiting: 2 });
    await time.advance(600_000);
    expect(await outbox.counts()).toMatchObject({ sent: 2 });
  });

  test.each([
    ['negative', -5_000],
    ['ten years', 10 * 365 * DAY_MS],
    ['not a number', Number.NaN],
  ])('a request to wait that is %s keeps no row for longer than a day', async (_, afterMs) => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs } as SendOutcome]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(transport.batches).toHaveLength(1);
    await time.advance(DAY_MS + 1_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('waking up sends what waits within five seconds', async () => {
    const transport = createScriptedTransport(Array.from({ length: 12 }, () => BROKEN));
    const { outbox, time } = createTestOutbox({ transport, random: () => 0.99 });
    await outbox.submit(submission(1));
    while (transport.script.length > 1) await time.advance(900_000);
    transport.script.length = 0;
    outbox.wake('online');
    await time.advance(5_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('flush sends at once whatever waits', async () => {
    const transport = createScriptedTransport([{ ...UNAVAILABLE, afterMs: HOUR_MS } as SendOutcome]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    await outbox.flush();
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('a new message is tried at once although the destination has just failed', async () => {
    const transport = createScriptedTransport(Array.from({ length: 9 }, () => UNAVAILABLE));
    const { outbox, time } = createTestOutbox({ transport, random: () => 0.99 });
    await outbox.submit(submission(1));
    await time.advance(8_000);
    const before = transport.batches.length;
    await outbox.submit(submission(2));
    await time.advance(0);
    expect(transport.batches.length).toBe(before + 1);
  });

  test('one answer ends the wait of all rows of the destination', async () => {
    const transport = createScriptedTransport([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
    const { outbox, time } = createTestOutbox({ transport, random: () => 0.99 });
    for (const number of [1, 2, 3]) await outbox.submit(submission(number));
    await time.advance(3_000);
    transport.script.length = 0;
    await outbox.submit(submission(4));
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 4 });
  });

  test('a receiver that never answers is given up after the time-out and tried again', async () => {
    const transport = createScriptedTransport(['hang']);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(19_000);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sending' });
    await time.advance(30_000);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sent' });
    expect(transport.batches).toHaveLength(2);
  });

  test.each([
    ['two years back', -2 * 365 * DAY_MS],
    ['an hour back', -HOUR_MS],
    ['two years ahead', 2 * 365 * DAY_MS],
  ])('a clock set %s neither loses a row nor holds it up', async (_, jumpMs) => {
    const transport = createScriptedTransport(Array.from({ length: 8 }, () => UNAVAILABLE));
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(60_000);
    transport.script.length = 0;
    time.jump(jumpMs);
    await time.advance(900_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('a clock set two years ahead during an outage gives nothing up', async () => {
    const transport = createScriptedTransport(Array.from({ length: 5_000 }, () => UNAVAILABLE));
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(HOUR_MS);
    time.jump(2 * 365 * DAY_MS);
    await time.advance(23 * HOUR_MS);
    transport.script.length = 0;
    await time.advance(HOUR_MS / 2);
    expect(await outbox.counts()).toMatchObject({ sent: 1, failed: 0 });
  });

  test('a row that still fails after thirty days is shown as failed, and can be put back', async () => {
    const transport = createScriptedTransport(Array.from({ length: 5_000 }, () => UNAVAILABLE));
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(HOUR_MS);
    time.jump(31 * DAY_MS);
    await time.advance(DAY_MS + HOUR_MS);
    expect(await outbox.entries()).toMatchObject([{ state: 'failed', reason: { code: 'expired' } }]);
    transport.script.length = 0;
    expect(await outbox.retry(eventId(1))).toBe(true);
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 1, failed: 0 });
  });
});

describe('order', () => {
  test('the next message of a thread is not sent before the one before it is settled', async () => {
    const transport = createScriptedTransport([UNAVAILABLE]);
    const { outbox, time } = createTestOutbox({ transport });
    for (const number of [1, 2, 3]) await outbox.submit(submission(number, { thread: 'c1' }));
    await outbox.submit(submission(4));
    await time.runAll();
    const order = transport.batches.flat().filter((id) => id !== eventId(4));
    expect(order).toEqual([eventId(1), eventId(1), eventId(2), eventId(3)]);
    expect(transport.batches.every((batch) => batch.filter((id) => id !== eventId(4)).length <= 1)).toBe(true);
  });

  test('a message given up lets the next one of its thread go', async () => {
    const transport = createScriptedTransport([
      (rows) => ({
        kind: 'answered',
        items: new Map(rows.map(({ id }) => [id, { kind: 'rejected', code: 'rejected', message: 'no' }])),
      }),
    ]);
    const { outbox, time } = createTestOutbox({ transport });
    for (const number of [1, 2]) await outbox.submit(submission(number, { thread: 'c1' }));
    await time.runAll();
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'failed', [eventId(2)]: 'sent' });
  });

  test('a destination that hangs does not hold up another', async () => {
    const slow = createScriptedTransport(['hang', 'hang']);
    const quick = createScriptedTransport();
    const { outbox, time } = createTestOutbox({ transportFor: ({ adapter }) => (adapter === 'http' ? slow : quick) });
    await outbox.submit(submission(1, { dest: OTHER }));
    await time.advance(0);
    await outbox.submit(submission(2));
    await time.advance(0);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sending', [eventId(2)]: 'sent' });
  });
});

describe('a destination at fault', () => {
  test('is paused, tells the site once, holds only its own rows, and goes on after resume', async () => {
    const refused = createScriptedTransport([UNAUTHORIZED, UNAUTHORIZED]);
    const fine = createScriptedTransport();
    const pauses: Pause[] = [];
    const { outbox, time } = createTestOutbox({
      transportFor: ({ adapter }) => (adapter === 'collector' ? refused : fine),
      onPaused: (pause) => pauses.push(pause),
    });
    await outbox.submit(submission(1));
    await outbox.submit(submission(2));
    await outbox.submit(submission(3, { dest: OTHER }));
    await time.advance(50_000);
    expect(await statesOf(outbox)).toEqual({
      [eventId(1)]: 'paused',
      [eventId(2)]: 'paused',
      [eventId(3)]: 'sent',
    });
    expect(pauses).toMatchObject([{ dest: COLLECTOR, reason: 'unauthorized' }]);
    expect(refused.batches).toHaveLength(1);
    refused.script.length = 0;
    await outbox.resume(COLLECTOR);
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 3, paused: 0 });
  });

  test('is probed with a single row from time to time, in case nobody resumes it', async () => {
    const transport = createScriptedTransport([{ kind: 'paused', reason: 'gone', message: 'HTTP 404' }, UNAUTHORIZED]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    for (const number of [2, 3]) await outbox.submit(submission(number));
    await time.advance(61_000); // soon at first: a deployment answers 404 for a moment
    expect(transport.batches).toEqual([[eventId(1)], [eventId(1)]]);
    await time.advance(HOUR_MS);
    expect(await outbox.counts()).toMatchObject({ sent: 3 });
  });

  test('is probed at ever longer intervals while it refuses, up to an hour', async () => {
    const transport = createScriptedTransport(Array.from({ length: 200 }, () => UNAUTHORIZED));
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    for (let minute = 0; minute < 6 * 60; minute++) await time.advance(60_000);
    expect(transport.batches.length).toBeGreaterThan(8);
    expect(transport.batches.length).toBeLessThan(16);
  });

  test('is tried at once by a flush, and by the next page', async () => {
    const transport = createScriptedTransport([UNAUTHORIZED]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ paused: 1 });
    await outbox.flush();
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });
});

describe('a lock that the frame refuses', () => {
  test('is done without: leases alone deliver', async () => {
    const transport = createScriptedTransport();
    const { outbox, time } = createTestOutbox({
      transport,
      withLock: () => Promise.reject(new DOMException('denied in a sandboxed frame', 'SecurityError')),
    });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });
});

describe('a receiver that cannot recognise a repeat', () => {
  test('gets a row again that may have arrived, unless the site wants to decide itself', async () => {
    for (const [onAmbiguous, state] of [
      ['retry', 'sent'],
      ['hold', 'failed'],
    ] as const) {
      const transport = createScriptedTransport([BROKEN], { idempotency: 'none' });
      const { outbox, time } = createTestOutbox({ transport, onAmbiguous });
      await outbox.submit(submission(1));
      await time.runAll();
      expect(await statesOf(outbox)).toEqual({ [eventId(1)]: state });
    }
  });

  test('gets a row whose sender died no second time while the site wants to decide', async () => {
    const store = createDurableMemoryStore();
    const time = createManualClock();
    const crashed = createTestOutbox({
      store,
      time,
      transport: createScriptedTransport(['hang'], { idempotency: 'none' }),
      schedule: () => () => {},
    });
    await crashed.outbox.submit(submission(1));
    await settle();
    const transport = createScriptedTransport([], { idempotency: 'none' });
    const next = createTestOutbox({ store, time, transport, owner: 'tab-2', onAmbiguous: 'hold' });
    await time.advance(HOUR_MS);
    expect(transport.batches).toEqual([]);
    expect(await next.outbox.entries()).toMatchObject([{ state: 'failed', reason: { code: 'ambiguous' } }]);
  });
});

describe('the store', () => {
  test('a verdict that could not be written is written later, and the row is not sent again', async () => {
    const store = createDurableMemoryStore();
    let failures = 3;
    const flaky = {
      ...store,
      apply: async (transitions: Parameters<typeof store.apply>[0]) => {
        if (failures-- > 0) throw new DOMException('full', 'QuotaExceededError');
        return store.apply(transitions);
      },
    };
    const { outbox, transport, time } = createTestOutbox({ store: flaky });
    await outbox.submit(submission(1));
    await time.advance(HOUR_MS);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
    expect(transport.batches).toEqual([[eventId(1)]]);
  });

  test('a store that fails for a while stops nothing for good', async () => {
    const store = createDurableMemoryStore();
    let failures = 4;
    const flaky = {
      ...store,
      claim: async (...args: Parameters<typeof store.claim>) => {
        if (failures-- > 0) throw new Error('lost');
        return store.claim(...args);
      },
    };
    const { outbox, time, errors } = createTestOutbox({ store: flaky });
    await outbox.submit(submission(1));
    await time.advance(HOUR_MS);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
    expect(errors).toHaveLength(4);
  });

  test('receipts go after thirty days', async () => {
    const { outbox, time } = createTestOutbox();
    await outbox.submit(submission(1));
    await time.advance(DAY_MS);
    expect(await outbox.entries()).toHaveLength(1);
    await time.advance(30 * DAY_MS);
    await outbox.flush();
    expect(await outbox.entries()).toHaveLength(0);
  });
});

describe('what the visitor may do', () => {
  test('discards what failed or waits, but not what is being sent', async () => {
    const transport = createScriptedTransport(['hang', UNAVAILABLE]);
    const { outbox, time } = createTestOutbox({ transport });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(await outbox.discard(eventId(1))).toBe(false);
    await time.advance(20_000);
    expect(await outbox.discard(eventId(1))).toBe(true);
    expect(await outbox.discard(eventId(1))).toBe(false);
    await time.advance(HOUR_MS);
    expect(await outbox.entries()).toEqual([]);
  });

  test('erasing while a row is in flight leaves nothing behind, not even its receipt', async () => {
    let answer: (outcome: SendOutcome) => void = () => {};
    const transport = createScriptedTransport();
    const { outbox, time } = createTestOutbox({
      transport: { ...transport, send: () => new Promise((resolve) => (answer = resolve)) },
    });
    await outbox.submit(submission(1));
    await time.advance(0);
    await outbox.erase();
    answer({ kind: 'answered', items: new Map([[eventId(1), { kind: 'delivered' }]]) });
    await time.advance(HOUR_MS);
    expect(await outbox.entries()).toEqual([]);
  });
});

describe('life of an outbox', () => {
  test('tells every change in the order it happens', async () => {
    const { outbox, time } = createTestOutbox({ transport: createScriptedTransport([UNAVAILABLE]) });
    const seen: string[] = [];
    outbox.subscribe(({ changed }) => seen.push(...changed.map(({ state }) => state)));
    await outbox.submit(submission(1));
    await time.runAll();
    expect(seen).toEqual(['saved', 'sending', 'waiting', 'sending', 'sent']);
  });

  test('takes over from a tab that vanished, within thirty seconds', async () => {
    const store = createDurableMemoryStore();
    const time = createManualClock();
    const frozen = createTestOutbox({
      store,
      time,
      transport: createScriptedTransport(['hang']),
      schedule: () => () => {},
    });
    await frozen.outbox.submit(submission(1));
    await settle();
    const { outbox } = createTestOutbox({ store, time, owner: 'tab-2' });
    await time.advance(24_000);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sending' });
    await time.advance(6_000);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sent' });
  });

  test('a thawed tab does not send rows another tab has taken over', async () => {
    const store = createDurableMemoryStore();
    const time = createManualClock();
    let thaw: () => void = () => {};
    const frozenStore = {
      ...store,
      claim: async (...args: Parameters<typeof store.claim>) => {
        const claim = await store.claim(...args);
        if (claim.rows.length > 0) await new Promise<void>((resolve) => (thaw = resolve));
        return claim;
      },
    };
    const first = createTestOutbox({ store: frozenStore, time });
    await first.outbox.submit(submission(1));
    await settle();
    const second = createTestOutbox({ store, time, owner: 'tab-2', transport: createScriptedTransport(['hang']) });
    await time.advance(26_000);
    expect(second.transport.batches).toHaveLength(1);
    thaw();
    await settle();
    expect(first.transport.batches).toEqual([]);
  });

  test('goes on without a lock that is never released', async () => {
    const { outbox, time } = createTestOutbox({ withLock: async () => false });
    await outbox.submit(submission(1));
    await time.advance(20_000);
    expect(await outbox.counts()).toMatchObject({ saved: 1 });
    await time.advance(10_000);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });

  test('holds the lock only while something is to be done', async () => {
    let held = 0;
    const { outbox, time } = createTestOutbox({
      withLock: async (task) => {
        held += 1;
        await task();
        return true;
      },
    });
    await time.advance(HOUR_MS);
    expect(held).toBe(0);
    await outbox.submit(submission(1));
    await time.advance(HOUR_MS);
    expect(held).toBe(1);
  });

  test('a page about to close sends what fits into keepalive requests', async () => {
    const transport = createScriptedTransport([UNAVAILABLE]);
    const { outbox, time } = createTestOutbox({ transport });
    const event = (number: number) => ticketEvent(number, 'x'.repeat(20_000));
    for (let number = 1; number <= 5; number++) await outbox.submit(submission(number, { event: event(number) }));
    outbox.wake('hide');
    await time.runAll();
    expect(transport.keepalives.at(-1)).toBe(true);
    expect(Math.max(...transport.batches.slice(1).map((batch) => batch.length))).toBeLessThanOrEqual(2);
    expect(await outbox.counts()).toMatchObject({ sent: 5 });
  });

  test('stop ends every timer and leaves the rows', async () => {
    const { outbox, time, transport } = createTestOutbox({ transport: createScriptedTransport(['hang']) });
    await outbox.submit(submission(1));
    await time.advance(0);
    outbox.stop();
    await time.advance(HOUR_MS);
    expect(time.pending()).toBe(0);
    expect(transport.batches).toHaveLength(1);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'waiting' });
  });

  test('hears of other tabs, and passes over messages it does not understand', async () => {
    let hear: (message: unknown) => void = () => {};
    const posted: OutboxChange[] = [];
    const { outbox, time } = createTestOutbox({
      channel: {
        post: (change) => posted.push(change),
        subscribe: (listener) => {
          hear = listener;
          return () => {};
        },
      },
    });
    const seen: OutboxChange[] = [];
    outbox.subscribe((change) => seen.push(change));
    for (const message of [
      null,
      7,
      {},
      { changed: 'x' },
      {
        changed: [
          { id: 1, state: 'sent' },
          { id: 'a', state: 'new' },
        ],
      },
    ]) {
      hear(message);
    }
    hear({ changed: [{ id: 'a', state: 'sent' }] });
    expect(seen.flatMap(({ changed }) => changed)).toEqual([{ id: 'a', state: 'sent' }]);
    await outbox.submit(submission(1));
    await time.runAll();
    expect(posted.map(({ changed }) => changed[0]?.state)).toEqual(['saved', 'sending', 'sent']);
  });

  test('a lease outlasts a try, also where the limits would have it end before', async () => {
    const { outbox, store, transport, time } = createTestOutbox({ limits: { leaseMs: 1_000 } });
    transport.script.push('hang');
    await outbox.submit(submission(1));
    await time.advance(10);
    const [row] = (await store.list()).rows;
    expect(row?.lease?.until).toBe((row?.lease?.since ?? 0) + 25_000);
    expect(transport.batches).toHaveLength(1);
  });
});
