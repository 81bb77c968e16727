import type { Submission } from '../../../src/outbox/outbox.ts';
import { COLLECTOR, eventId, submission, ticketEvent } from '../../support/outbox/events.ts';
import { type Life, startLife } from './life.ts';
import { erase, listen, submit, type Told, takeBack } from './told.ts';
import type { World } from './world.ts';

/** Something a visitor and his page live through. Steps never wait for the outbox, which may not come back. */
export interface Scenario {
  readonly name: string;
  readonly play: (world: World, life: Life, told: Told) => Promise<void>;
}

/** Ids the collector refuses for what they hold. */
export const POISON: ReadonlySet<string> = new Set([eventId(66)]);

function poison(): Submission {
  const event = ticketEvent(66);
  return submission(66, { event: { ...event, data: { ...event.data, kind: 'nonsense' } } });
}

function of(visitor: string, number: number): Submission {
  const event = ticketEvent(number);
  return submission(number, { event: { ...event, data: { ...event.data, visitor } } });
}

/** A thread of two, one of its own and one the visitor did not write, all delivered at the first try. */
const delivered: Scenario = {
  name: 'delivered',
  async play({ time }, life, told) {
    submit(life, told, submission(1, { thread: 'a' }));
    submit(life, told, submission(2, { thread: 'a' }));
    await time.advance(10);
    submit(life, told, submission(3));
    submit(life, told, submission(4, { keepCopy: false }));
    await time.advance(3_000);
  },
};

/** One answer of each kind, until the fourth request is delivered. */
const refused: Scenario = {
  name: 'refused in four ways',
  async play({ time, treatments }, life, told) {
    treatments.push('unavailable', 'lost-reply', 'no-proof', 'too-large');
    submit(life, told, submission(1, { thread: 'a' }));
    submit(life, told, submission(2));
    await time.advance(20_000);
    submit(life, told, submission(3, { thread: 'a' }));
    life.outbox.wake('online');
    await time.advance(60_000);
  },
};

/** A token that has run out, renewed by the site. */
const paused: Scenario = {
  name: 'paused and resumed',
  async play({ time, treatments }, life, told) {
    treatments.push('unauthorized', 'unauthorized');
    submit(life, told, submission(1));
    await time.advance(2_000);
    submit(life, told, submission(2));
    void life.outbox.flush();
    await time.advance(2_000);
    void life.outbox.resume(COLLECTOR).catch(() => null); // the next life tries again
    await time.advance(5_000);
  },
};

/** One the collector refuses for good among others; the visitor tries it again, then lets it go. */
const poisoned: Scenario = {
  name: 'poison, retried and discarded',
  async play({ time }, life, told) {
    submit(life, told, submission(1));
    submit(life, told, poison());
    submit(life, told, submission(2));
    await time.advance(3_000);
    void life.outbox.retry(eventId(66)).catch(() => null); // stays failed
    await time.advance(3_000);
  },
};

/** Two can be taken back for five seconds; one is. */
const takenBack: Scenario = {
  name: 'taken back',
  async play({ time }, life, told) {
    const notBefore = time.clock() + 5_000;
    submit(life, told, submission(1, { notBefore }));
    submit(life, told, submission(2, { notBefore }));
    await time.advance(1_000);
    takeBack(life, told, eventId(1));
    void life.outbox.flush();
    await time.advance(8_000);
  },
};

/** A visitor has all of his forgotten while it waits, beside another's. */
const erased: Scenario = {
  name: 'erased',
  async play({ time, treatments, stored }, life, told) {
    treatments.push('unavailable');
    submit(life, told, of('one', 1));
    submit(life, told, of('two', 2));
    await time.advance(500);
    erase(life, told, 'one', [eventId(1)], stored);
    await time.advance(10_000);
    submit(life, told, of('two', 3));
    await time.advance(5_000);
  },
};

/** Another tab saves and sends at the same time; it is never at fault itself. */
const twoTabs: Scenario = {
  name: 'beside another tab',
  async play(world, life, told) {
    const { time } = world;
    const other = startLife(world, 'other');
    listen(other, told);
    submit(life, told, submission(1, { thread: 'a' }));
    submit(other, told, submission(2));
    await time.advance(1);
    submit(other, told, submission(3, { thread: 'a' }));
    submit(life, told, submission(4));
    await time.advance(40_000);
    other.interceptor.die();
  },
};

/** Held by a missing consent, then a page that is hidden, shown, and left open for hours. */
const lived: Scenario = {
  name: 'held, hidden, left open',
  async play({ time }, life, told) {
    life.outbox.setHeld(true);
    submit(life, told, submission(1));
    await time.advance(1_000);
    life.outbox.setHeld(false);
    life.outbox.wake('hide');
    submit(life, told, submission(2));
    await time.advance(1_000);
    life.outbox.wake('visible');
    await time.advance(7 * 3_600_000);
    submit(life, told, submission(3));
    await time.advance(2_000);
  },
};

export const scenarios: readonly Scenario[] = [delivered, refused, paused, poisoned, takenBack, erased, twoTabs, lived];
