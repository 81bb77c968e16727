import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OutboxChange, readChange } from '../../src/outbox/changes.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { OutboxStore, SendOutcome } from '../../src/outbox/ports.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createDurableMemoryStore, createTestOutbox } from '../support/outbox/create-test-outbox.ts';
import { eventId, OTHER, submission, ticketEvent } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';
import {
  createScriptedTransport,
  delivered,
  type ScriptedTransport,
  UNAVAILABLE,
} from '../support/outbox/scripted-transport.ts';

const HOUR_MS = 3_600_000;

function submissionOf(visitor: string, number: number, overrides: Parameters<typeof submission>[1] = {}) {
  const event = ticketEvent(number);
  return submission(number, { event: { ...event, data: { ...event.data, visitor } }, ...overrides });
}

async function statesOf(outbox: Outbox, visitor?: string) {
  return Object.fromEntries((await outbox.entries(visitor)).map(({ id, state }) => [id, state]));
}

/** A transport whose answers the test gives, one after the other. */
function createHeldTransport() {
  const transport = createScriptedTransport();
  const waiting: { readonly signal: AbortSignal; readonly answer: () => void }[] = [];
  return {
    ...transport,
    waiting,
    send: (rows: Parameters<typeof transport.send>[0], { signal }: { readonly signal: AbortSignal }) =>
      new Promise<SendOutcome>((resolve) => {
        transport.batches.push(rows.map(({ id }) => id));
        waiting.push({ signal, answer: () => resolve(delivered(rows)) });
      }),
  };
}

describe('what one visitor sees', () => {
  test('is his own, in every state', async () => {
    const transport = createScriptedTransport([
      (rows) => delivered(rows),
      (rows) => ({
        kind: 'answered',
        items: new Map(rows.map(({ id }) => [id, { kind: 'rejected', code: 'rejected', message: 'no' }])),
      }),
      UNAVAILABLE,
    ]);
    const { outbox, time } = createTestOutbox({ transport });
    for (const [index, kept] of [true, true, true].entries()) {
      await outbox.submit(submissionOf('ann', index * 2 + 1, { keepCopy: kept, thread: 'a' }));
      await outbox.submit(submissionOf('bo', index * 2 + 2, { keepCopy: false, thread: 'b' }));
    }
    await time.advance(0);
    const states = await statesOf(outbox);
    expect(Object.keys(await statesOf(outbox, 'ann'))).toEqual([5, 3, 1].map(eventId));
    expect(Object.keys(await statesOf(outbox, 'bo'))).toEqual([6, 4, 2].map(eventId));
    expect({ ...(await statesOf(outbox, 'ann')), ...(await statesOf(outbox, 'bo')) }).toEqual(states);
    expect(await outbox.counts('ann')).toMatchObject({ sent: 1, failed: 1, waiting: 1 });
    expect(await outbox.counts('bo')).toMatchObject({ sent: 1, failed: 1, waiting: 1 });
    expect(await outbox.counts('cy')).toMatchObject({ sent: 0, failed: 0, waiting: 0 });
  });

  test('never tells a pseudonym that is not in what he submitted', async () => {
    const { outbox, time } = createTestOutbox();
    await outbox.submit(submissionOf('ann', 1, { keepCopy: false }));
    await time.advance(0);
    expect(JSON.stringify(await outbox.entries())).not.toContain('"ann"');
  });
});

describe('erasing one visitor', () => {
  test('aborts his rows in flight and leaves no trace of them, while the others’ arrive once', async () => {
    const transport = createHeldTransport();
    const { outbox, store, time } = createTestOutbox({
      transportFor: ({ adapter }) => (adapter === 'http' ? transport : createScriptedTransport(['hang'])),
    });
    await outbox.submit(submissionOf('bo', 1, { dest: OTHER }));
    await time.advance(0);
    await outbox.submit(submissionOf('ann', 2));
    await time.advance(0);
    await outbox.erase('ann');
    expect(transport.waiting[0]?.signal.aborted).toBe(false);
    transport.waiting[0]?.answer();
    await time.advance(HOUR_MS);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sent' });
    expect(JSON.stringify(await store.list())).not.toContain('"ann"');
    expect(transport.batches).toEqual([[eventId(1)]]);
  });

  test('of a batch that mixes visitors sends the others again', async () => {
    const transport = createHeldTransport();
    const store = createDurableMemoryStore();
    const slow: OutboxStore = {
      ...store,
      clear: async (visitor) => {
        await settle(3);
        return store.clear(visitor);
      },
    };
    const { outbox, time } = createTestOutbox({ transport, store: slow });
    outbox.setHeld(true);
    await outbox.submit(submissionOf('ann', 1));
    await outbox.submit(submissionOf('bo', 2));
    outbox.setHeld(false);
    await time.advance(0);
    expect(transport.batches).toEqual([[eventId(1), eventId(2)]]);
    await outbox.erase('ann');
    expect(transport.waiting[0]?.signal.aborted).toBe(true);
    await time.advance(0);
    expect(transport.batches[1]).toEqual([eventId(2)]);
    transport.waiting[0]?.answer(); // late: nobody listens any more
    transport.waiting[1]?.answer();
    await time.advance(HOUR_MS);
    expect(await statesOf(outbox)).toEqual({ [eventId(2)]: 'sent' });
  });

  test('tells whoever listens, and the other tabs, whose rows are gone', async () => {
    const posted: OutboxChange[] = [];
    const { outbox } = createTestOutbox({
      channel: { post: (change) => posted.push(change), subscribe: () => () => {} },
    });
    const seen: OutboxChange[] = [];
    outbox.subscribe((change) => seen.push(change));
    await outbox.erase('ann');
    await outbox.erase();
    const told = [
      { changed: [], erased: true, visitor: 'ann' },
      { changed: [], erased: true },
    ];
    expect([seen, posted.map(readChange)]).toEqual([told, told]);
    expect(readChange({ changed: [], visitor: 'ann' })).toEqual({ changed: [] });
    expect(readChange({ changed: [], erased: true, visitor: 7 })).toEqual({ changed: [], erased: true });
  });

  test('another tab aborts his rows in flight, and no others', async () => {
    const store = createDurableMemoryStore();
    const time = createManualClock();
    const listeners: ((message: unknown) => void)[] = [];
    const channel = {
      post: (change: OutboxChange) => {
        for (const listener of listeners) listener(structuredClone(change));
      },
      subscribe: (listener: (message: unknown) => void) => {
        listeners.push(listener);
        return () => {};
      },
    };
    const transports = { collector: createHeldTransport(), http: createHeldTransport() };
    const sender = createTestOutbox({ store, time, channel, transportFor: ({ adapter }) => transports[adapter] });
    await sender.outbox.submit(submissionOf('ann', 1));
    await sender.outbox.submit(submissionOf('bo', 2, { dest: OTHER }));
    await time.advance(0);
    const other = createTestOutbox({ store, time, channel, owner: 'tab-2' });
    await other.outbox.erase('ann');
    expect(transports.collector.waiting[0]?.signal.aborted).toBe(true);
    expect(transports.http.waiting[0]?.signal.aborted).toBe(false);
  });
});

describe('erasing while something is under way', () => {
  const stores: readonly [string, () => OutboxStore][] = [
    ['in memory', createDurableMemoryStore],
    ['over IndexedDB', () => openStorage({ indexedDB: new IDBFactory(), schedule: () => () => {} }).outbox],
  ];

  test.each(stores)('%s, a submission is either kept and told so, or refused', async (_, openStore) => {
    const kinds = new Set<string>();
    for (let turns = 0; turns < 24; turns++) {
      const { outbox, time } = createTestOutbox({ store: openStore(), transport: createScriptedTransport(['hang']) });
      await time.advance(0);
      const seen: string[] = [];
      outbox.subscribe(({ changed, erased }) =>
        seen.push(...(erased ? ['erased'] : changed.map(({ state }) => state))),
      );
      const submitting = outbox.submit(submission(1));
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      if (turns > 6) await settle(turns - 6);
      await outbox.erase();
      const { kind } = await submitting;
      await time.advance(0);
      expect(await outbox.entries()).toEqual([]);
      // "saved" was told before, when it was so, or not at all.
      expect([kind, seen[0]]).toEqual(kind === 'stored' ? ['stored', 'saved'] : ['refused', 'erased']);
      expect(seen.at(-1)).toBe('erased');
      kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual(['refused', 'stored']);
  });

  test('a row that is just being claimed is not sent', async () => {
    for (const step of ['claim', 'confirm'] as const) {
      const store = createDurableMemoryStore();
      let go = (): void => {};
      const slow: OutboxStore = {
        ...store,
        [step]: async (...args: never[]) => {
          const result = await (store[step] as (...args: never[]) => Promise<unknown>)(...args);
          await new Promise<void>((resolve) => {
            go = resolve;
          });
          return result;
        },
        clear: async (visitor) => {
          await settle(2);
          return store.clear(visitor);
        },
      };
      const { outbox, transport, time } = createTestOutbox({ store: slow });
      const submitting = outbox.submit(submission(1));
      await settle();
      const erasing = outbox.erase();
      go();
      await Promise.all([submitting, erasing]);
      await settle();
      go();
      await time.advance(HOUR_MS);
      expect([step, await outbox.entries()]).toEqual([step, []]);
      expect(transport.batches).toEqual([]);
    }
  });

  test('a verdict that could not be written yet is forgotten too: the same event would be sent anew', async () => {
    const store = createDurableMemoryStore();
    let isFull = true;
    const flaky: OutboxStore = {
      ...store,
      apply: async (transitions) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError');
        return store.apply(transitions);
      },
    };
    const { outbox, transport, time } = createTestOutbox({ store: flaky });
    await outbox.submit(submissionOf('ann', 1));
    await time.advance(0);
    await outbox.erase('ann');
    isFull = false;
    await outbox.submit(submissionOf('ann', 1));
    await time.advance(HOUR_MS);
    expect(transport.batches).toHaveLength(2);
    expect(await statesOf(outbox)).toEqual({ [eventId(1)]: 'sent' });
  });

  test('rejects when the store cannot, and goes on sending', async () => {
    const store = createDurableMemoryStore();
    const broken = { ...store, clear: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const { outbox, time } = createTestOutbox({ store: broken });
    await expect(outbox.erase()).rejects.toMatchObject({ name: 'QuotaExceededError' });
    await outbox.submit(submission(1));
    await time.advance(0);
    expect(await outbox.counts()).toMatchObject({ sent: 1 });
  });
});

type Action =
  | { readonly kind: 'submit' | 'erase'; readonly visitor: string; readonly tab: number }
  | { readonly kind: 'hold' | 'go' | 'flush'; readonly tab: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'turns'; readonly turns: number };

const VISITORS = ['ann', 'bo'];
const tab = fc.nat({ max: 1 });
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('submit' as const), visitor: fc.constantFrom(...VISITORS), tab }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('erase' as const), visitor: fc.constantFrom(...VISITORS), tab }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('hold', 'go', 'flush' as const), tab }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(0, 500, 26_000) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('turns' as const), turns: fc.integer({ min: 0, max: 9 }) }) },
  ),
  { minLength: 8, maxLength: 40, size: 'max' },
);

test('whatever two tabs submit, hold and erase: nothing erased comes back, nobody else loses anything', async () => {
  let erased = 0;
  await fc.assert(
    fc.asyncProperty(actions, async (script) => {
      const factory = new IDBFactory();
      const time = createManualClock(1_700_000_000_000, 12);
      const answers = [UNAVAILABLE, 'deliver', 'throw', 'deliver'] as const;
      const tabs = [0, 1].map((index) =>
        createTestOutbox({
          store: openStorage({ indexedDB: factory, schedule: () => () => {} }).outbox,
          time,
          owner: `tab-${index}`,
          transport: createScriptedTransport(script.map((_, turn) => answers[(turn + index) % 4] ?? 'deliver')),
        }),
      );
      /** Ids by visitor: those that must be there at the end, and those that must not. */
      const kept = new Map<string, Set<string>>(VISITORS.map((visitor) => [visitor, new Set()]));
      const gone = new Set<string>();
      const running: Promise<unknown>[] = [];
      const sentBefore = new Map<ScriptedTransport, number>();
      /** No try began with a row that was erased by then. */
      const checkSent = () => {
        for (const [transport, count] of sentBefore) {
          for (const id of transport.batches.slice(count).flat()) expect(gone).not.toContain(id);
        }
      };
      let number = 0;
      for (const action of script) {
        checkSent();
        if (action.kind === 'pass') await time.advance(action.ms);
        else if (action.kind === 'turns') await settle(action.turns);
        else {
          const outbox = tabs[action.tab]?.outbox;
          if (action.kind === 'submit') {
            number += 1;
            const id = eventId(number);
            const mine = kept.get(action.visitor);
            const { kind } = (await outbox?.submit(submissionOf(action.visitor, number))) ?? {};
            expect(kind).toBe('stored');
            mine?.add(id);
          } else if (action.kind === 'erase') {
            erased += 1;
            for (const id of kept.get(action.visitor) ?? []) gone.add(id);
            kept.set(action.visitor, new Set());
            await outbox?.erase(action.visitor);
            for (const { transport } of tabs) sentBefore.set(transport, transport.batches.length);
            checkSent();
          } else if (action.kind === 'flush') running.push(outbox?.flush() ?? Promise.resolve());
          else outbox?.setHeld(action.kind === 'hold');
        }
      }
      for (const { outbox } of tabs) outbox.setHeld(false);
      await Promise.all(running);
      for (const { transport } of tabs) transport.script.length = 0;
      for (let quarter = 0; quarter < 4; quarter++) {
        await time.advance(HOUR_MS / 4);
        await settle(150);
      }
      checkSent();
      const states = await statesOf(tabs[0]?.outbox as Outbox);
      const expected = [...kept.values()].flatMap((ids) => [...ids]);
      expect(Object.keys(states).sort()).toEqual(expected.sort());
      expect([...new Set(Object.values(states))].filter((state) => state !== 'sent')).toEqual([]);
      for (const id of gone) expect(states[id]).toBeUndefined();
      for (const { outbox } of tabs) outbox.stop();
    }),
    { numRuns: 60, seed: 77 },
  );
  expect(erased).toBeGreaterThan(60);
}, 60_000);
