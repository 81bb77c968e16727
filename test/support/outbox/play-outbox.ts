import fc from 'fast-check';
import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { createLane } from '../../../src/outbox/lane.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import type { OutboxStore, Transport } from '../../../src/outbox/ports.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { COLLECTOR, eventId, submission, ticketEvent } from './events.ts';
import { createManualClock, settle } from './manual-clock.ts';
import { createMortal, type Mortal } from './mortal.ts';
import { createReceiver, FAULTS, type Fault } from './receiver.ts';

const DAY_MS = 86_400_000;
const UNDO_MS = 5_000;
const VISITORS = ['ann', 'bob'] as const;

/** Something visitors, their tabs or the world do. */
export type Action =
  | {
      readonly kind: 'submit';
      readonly tab: number;
      readonly thread: number | null;
      readonly visitor: number;
      readonly canUndo: boolean;
    }
  | { readonly kind: 'discard' | 'retry'; readonly tab: number; readonly nth: number }
  | { readonly kind: 'erase'; readonly tab: number; readonly visitor: number }
  | { readonly kind: 'hold'; readonly tab: number; readonly isHeld: boolean }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'turns'; readonly turns: number }
  | { readonly kind: 'pass' | 'jump'; readonly ms: number }
  | { readonly kind: 'kill' | 'wake' | 'hide' | 'flush' | 'resume'; readonly tab: number };

/** Lists of actions on some tabs; submissions, faults and time come more often than the rest. */
export function actionsOf(tabs: number): fc.Arbitrary<Action[]> {
  const tab = fc.nat({ max: tabs - 1 });
  const visitor = fc.nat({ max: VISITORS.length - 1 });
  const of = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);
  const thread = fc.option(fc.nat({ max: 1 }));
  const canUndo = fc.boolean();
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: of('submit'), tab, thread, visitor, canUndo }) },
      { weight: 4, arbitrary: fc.record({ kind: of('fault'), fault: fc.constantFrom(...FAULTS) }) },
      { weight: 6, arbitrary: fc.record({ kind: of('turns'), turns: fc.integer({ min: 0, max: 30 }) }) },
      { weight: 4, arbitrary: fc.record({ kind: of('pass'), ms: fc.constantFrom(100, 3_000, 26_000, 900_000) }) },
      { weight: 1, arbitrary: fc.record({ kind: of('jump'), ms: fc.constantFrom(-2 * DAY_MS, -60_000, DAY_MS) }) },
      { weight: 3, arbitrary: fc.record({ kind: of('kill'), tab }) },
      { weight: 2, arbitrary: fc.record({ kind: of('wake', 'hide', 'flush', 'resume'), tab }) },
      { weight: 2, arbitrary: fc.record({ kind: of('discard', 'retry'), tab, nth: fc.nat({ max: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: of('hold'), tab, isHeld: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ kind: of('erase'), tab, visitor }) },
    ),
    { minLength: 15, maxLength: 60, size: 'max' },
  ) as fc.Arbitrary<Action[]>;
}

/** The receiver refuses some for good. */
const isPoison = (id: string): boolean => Number.parseInt(id.slice(-2), 16) % 7 === 3;

interface Tab {
  readonly outbox: Outbox;
  readonly mortal: Mortal;
}

/**
 * Plays the actions on some tabs over one disk and checks after each of them that what is told is so; then lets all
 * faults end, and checks that everything has come to the end it was promised.
 * @throws Error naming what did not hold
 */
export async function playOutbox(
  actions: readonly Action[],
  tabCount: number,
  openStore: () => OutboxStore,
): Promise<void> {
  const time = createManualClock(1_700_000_000_000, 12);
  const receiver = createReceiver(isPoison);
  /** Ids that a tab has ever taken to send: from then on they may be on their way. */
  const claimed = new Set<string>();
  const saved = new Set<string>();
  /** Whose ids were submitted, in order. */
  const submitted: { readonly id: string; readonly visitor: number }[] = [];
  /** Asked to be let go of: gone is as good as delivered. */
  const unwanted = new Set<string>();
  /** Let go of before any tab had taken them: never to be seen again. */
  const gone = new Set<string>();
  const threads = new Map<string, string[]>();
  /** Found where an error would not be heard. */
  const broken: string[] = [];
  const disk = openStore();
  let loads = 0;

  const watched: Transport = {
    ...receiver,
    send(rows, options) {
      for (const { id } of rows) if (gone.has(id)) broken.push(`${id} was let go of and is sent`);
      return receiver.send(rows, options);
    },
  };

  function load(): Tab {
    const mortal = createMortal();
    loads += 1;
    const outbox = createOutbox({
      store: mortal.store(watchClaims(openStore(), claimed)),
      transportFor: () => mortal.transport(watched),
      loadLane: async () => createLane,
      clock: time.clock,
      random: createSeededRandom(loads),
      schedule: mortal.schedule(time.schedule),
      owner: `load-${loads}`,
    });
    return { outbox, mortal };
  }

  function submit(outbox: Outbox, { thread, visitor, canUndo }: Extract<Action, { readonly kind: 'submit' }>): void {
    const number = submitted.length + 1;
    const id = eventId(number);
    const name = thread === null ? undefined : `thread-${visitor}-${thread}`;
    const event = ticketEvent(number);
    submitted.push({ id, visitor });
    const isErasing = erasing.has(visitor);
    const options = {
      event: { ...event, data: { ...event.data, visitor: VISITORS[visitor] } },
      ...(name === undefined ? {} : { thread: name }),
      ...(canUndo ? { notBefore: time.clock() + UNDO_MS } : {}),
    };
    // While all of his is being forgotten, a submission may go with it, and is not called saved then.
    if (isErasing) unwanted.add(id);
    void outbox.submit(submission(number, options)).then(({ kind }) => {
      if (kind !== 'stored' && !unwanted.has(id)) broken.push(`${id} was ${kind} though nothing stood in its way`);
      if (kind !== 'stored') return;
      saved.add(id);
      if (name !== undefined) threads.set(name, [...(threads.get(name) ?? []), id]);
    });
  }

  async function discard(outbox: Outbox, nth: number): Promise<void> {
    const { rows, dead } = await disk.list();
    const { id } = [...rows, ...dead][nth] ?? {};
    if (id === undefined) return;
    unwanted.add(id);
    // Waits for it: a clock that is set while the answer is on its way could make a live lease look like an old one.
    const answer = await Promise.race([outbox.discard(id), settle(60)]);
    if (answer === true && !claimed.has(id)) gone.add(id);
  }

  const erasing = new Set<number>();

  async function erase(outbox: Outbox, visitor: number): Promise<void> {
    const ids = submitted.filter((one) => one.visitor === visitor).map(({ id }) => id);
    for (const id of ids) unwanted.add(id);
    erasing.add(visitor);
    await Promise.race([
      outbox.erase(VISITORS[visitor]).then(() => {
        for (const id of ids) if (saved.has(id) && !claimed.has(id)) gone.add(id);
      }),
      settle(60),
    ]);
    erasing.delete(visitor);
  }

  /** What is told at this moment must be so. */
  async function checkTruth(): Promise<void> {
    check(broken.length === 0, broken.join('; '));
    const { rows, dead, receipts } = await disk.list();
    const told = new Set([...rows, ...dead, ...receipts].map(({ id }) => id));
    for (const id of saved) check(told.has(id) || unwanted.has(id), `${id} was called saved and is gone`);
    for (const id of gone) check(!told.has(id), `${id} was let go of and is back`);
    for (const { id } of receipts) check(receiver.taken.includes(id), `${id} was called sent and is not there`);
    for (const { id } of dead) check(isPoison(id), `${id} was given up`);
  }

  const tabs = Array.from({ length: tabCount }, load);
  for (const action of actions) {
    const tab = 'tab' in action ? tabs[action.tab] : undefined;
    if (action.kind === 'fault') receiver.faults.push(action.fault);
    else if (action.kind === 'turns') await settle(action.turns);
    else if (action.kind === 'pass') await time.advance(action.ms);
    else if (action.kind === 'jump') time.jump(action.ms);
    else if (!tab) continue;
    else if (action.kind === 'submit') submit(tab.outbox, action);
    else if (action.kind === 'wake') tab.outbox.wake('online');
    else if (action.kind === 'hide') tab.outbox.wake('hide');
    else if (action.kind === 'flush') void tab.outbox.flush();
    else if (action.kind === 'resume') void tab.outbox.resume(COLLECTOR);
    else if (action.kind === 'hold') tab.outbox.setHeld(action.isHeld);
    else if (action.kind === 'discard') await discard(tab.outbox, action.nth);
    else if (action.kind === 'retry') {
      const { dead } = await disk.list();
      const { id } = dead[action.nth] ?? {};
      if (id !== undefined) void tab.outbox.retry(id);
    } else if (action.kind === 'erase') await erase(tab.outbox, action.visitor);
    else if (action.kind === 'kill') {
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
  for (const { id, state } of entries) check(state === 'sent' || state === 'failed', `${id} is still ${state}`);
  const ended = new Set(entries.map(({ id }) => id));
  for (const id of saved) check(ended.has(id) || unwanted.has(id), `${id} was called saved and has no end`);
  check(new Set(receiver.taken).size === receiver.taken.length, 'something was taken twice');
  for (const [name, ids] of threads) {
    // Entries come newest first, so the later one was saved earlier.
    const asSaved = entries.map(({ id }) => id).filter((id) => ids.includes(id) && receiver.taken.includes(id));
    const asTaken = receiver.taken.filter((id) => asSaved.includes(id));
    check(asTaken.join() === asSaved.reverse().join(), `${name} is out of order`);
  }
  last.outbox.stop();
}

function watchClaims(store: OutboxStore, claimed: Set<string>): OutboxStore {
  return {
    ...store,
    get mode() {
      return store.mode;
    },
    async claim(dest, createPicker) {
      const claim = await store.claim(dest, createPicker);
      for (const { id } of claim.rows) claimed.add(id);
      return claim;
    },
  };
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
