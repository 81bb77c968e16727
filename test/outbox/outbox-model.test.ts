import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLane } from '../../src/outbox/lane.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import type { OutboxStore } from '../../src/outbox/ports.ts';
import { createSeededRandom } from '../../src/shared/random.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createDurableMemoryStore } from '../support/outbox/create-test-outbox.ts';
import { COLLECTOR, eventId, submission } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';
import { createMortal, type Mortal } from '../support/outbox/mortal.ts';
import { createReceiver, FAULTS, type Fault } from '../support/outbox/receiver.ts';

const DAY_MS = 86_400_000;

type Action =
  | { readonly kind: 'submit'; readonly tab: number; readonly thread: number | null }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'turns'; readonly turns: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'kill' | 'wake' | 'flush' | 'resume'; readonly tab: number };

function actionsOf(tabs: number): fc.Arbitrary<Action[]> {
  const tab = fc.nat({ max: tabs - 1 });
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('submit'), tab, thread: fc.option(fc.nat({ max: 1 })) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('fault'), fault: fc.constantFrom(...FAULTS) }) },
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('turns'), turns: fc.integer({ min: 0, max: 30 }) }) },
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(100, 3_000, 26_000, 900_000) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('jump'), ms: fc.constantFrom(-2 * DAY_MS, -60_000, DAY_MS) }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('kill'), tab }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('wake', 'flush', 'resume'), tab }) },
    ),
    { minLength: 15, maxLength: 60, size: 'max' },
  ) as fc.Arbitrary<Action[]>;
}

const isPoison = (id: string): boolean => Number.parseInt(id.slice(-2), 16) % 7 === 3;

/** Plays the actions on some tabs over one disk, then lets all faults end, and checks what was promised. */
async function play(actions: readonly Action[], tabCount: number, openStore: () => OutboxStore): Promise<void> {
  const time = createManualClock(1_700_000_000_000, 12);
  const receiver = createReceiver(isPoison);
  const saved: string[] = [];
  const refusedOrUnknown = new Set<string>();
  const threads = new Map<string, string[]>();
  const tabs: { outbox: Outbox; mortal: Mortal }[] = [];
  let loads = 0;
  let submitted = 0;

  function load(): { outbox: Outbox; mortal: Mortal } {
    const mortal = createMortal();
    loads += 1;
    const outbox = createOutbox({
      store: mortal.store(openStore()),
      transportFor: () => mortal.transport(receiver),
      loadLane: async () => createLane,
      clock: time.clock,
      random: createSeededRandom(loads),
      schedule: mortal.schedule(time.schedule),
      owner: `load-${loads}`,
    });
    return { outbox, mortal };
  }

  function submit(outbox: Outbox, thread: number | null): void {
    submitted += 1;
    const id = eventId(submitted);
    const name = thread === null ? undefined : `thread-${thread}`;
    refusedOrUnknown.add(id);
    void outbox.submit(submission(submitted, name === undefined ? {} : { thread: name })).then(({ kind }) => {
      expect(kind).toBe('stored');
      refusedOrUnknown.delete(id);
      saved.push(id);
      if (name !== undefined) threads.set(name, [...(threads.get(name) ?? []), id]);
    });
  }

  /** What is told at this moment must be so. */
  async function checkTruth(): Promise<void> {
    const { rows, dead, receipts } = await disk.list();
    const told = new Set([...rows, ...dead, ...receipts].map(({ id }) => id));
    for (const id of saved) expect(told.has(id), `${id} was called saved and is gone`).toBe(true);
    for (const { id } of receipts) expect(receiver.taken, 'called sent').toContain(id);
    for (const { id } of dead) expect(isPoison(id), `${id} was given up`).toBe(true);
  }

  const disk = openStore();
  for (let index = 0; index < tabCount; index++) tabs.push(load());
  for (const action of actions) {
    const tab = 'tab' in action ? tabs[action.tab] : undefined;
    if (action.kind === 'fault') receiver.faults.push(action.fault);
    else if (action.kind === 'turns') await settle(action.turns);
    else if (action.kind === 'pass') await time.advance(action.ms);
    else if (action.kind === 'jump') time.jump(action.ms);
    else if (!tab) continue;
    else if (action.kind === 'submit') submit(tab.outbox, action.thread);
    else if (action.kind === 'wake') tab.outbox.wake('online');
    else if (action.kind === 'flush') void tab.outbox.flush();
    else if (action.kind === 'resume') void tab.outbox.resume(COLLECTOR);
    else {
      tab.mortal.kill();
      tabs[action.tab] = load();
    }
    await checkTruth();
  }

  receiver.faults.length = 0;
  await settle();
  for (const { mortal } of tabs) mortal.kill();
  const last = load();
  await time.advance(60_000);
  await last.outbox.resume(COLLECTOR);
  for (let quarter = 0; quarter < 8; quarter++) {
    await time.advance(900_000);
    await settle(150);
  }
  await checkTruth();
  const entries = await last.outbox.entries();
  const open = entries.filter(({ state }) => state !== 'sent' && state !== 'failed');
  expect(open, 'still open at the end').toEqual([]);
  const ended = new Set(entries.map(({ id }) => id));
  for (const id of saved) expect(ended.has(id)).toBe(true);
  expect(new Set(receiver.taken).size).toBe(receiver.taken.length);
  for (const ids of threads.values()) {
    const order = receiver.taken.filter((id) => ids.includes(id));
    expect(order, 'order within a thread').toEqual([...order].sort((a, b) => seqOf(entries, b) - seqOf(entries, a)));
  }
  last.outbox.stop();
}

/** Entries come newest first, so the later one was saved earlier. */
function seqOf(entries: readonly { readonly id: string }[], id: string): number {
  return entries.findIndex((entry) => entry.id === id);
}

test.each([1, 2])(
  'with %d tabs killed anywhere: nothing saved is lost, nothing told is untrue, threads keep their order',
  async (tabs) => {
    await fc.assert(
      fc.asyncProperty(actionsOf(tabs), async (actions) => {
        const store = createDurableMemoryStore();
        await play(actions, tabs, () => store);
      }),
      { numRuns: 150, seed: 20_240_101 + tabs },
    );
  },
  120_000,
);

test('the same holds over IndexedDB', async () => {
  await fc.assert(
    fc.asyncProperty(actionsOf(2), async (actions) => {
      const factory = new IDBFactory();
      const open = () => openStorage({ indexedDB: factory, schedule: () => () => {} }).outbox;
      await play(actions, 2, open);
    }),
    { numRuns: 15, seed: 5 },
  );
}, 120_000);
