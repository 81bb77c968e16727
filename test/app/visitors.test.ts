import { describe, expect, it } from 'vitest';
import type { Tabs } from '../../src/app/app.ts';
import { type SendingApp, sendTicket, voteArticle } from '../../src/app/requests.ts';
import { createVisitor } from '../../src/app/visitor.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createDevice, type Visit } from '../support/app/create-device.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

const ada = { id: 'ada', email: 'ada@example.org', name: 'Ada', proof: 'signed' };
const bob = { id: 'bob', email: 'bob@example.org' };

async function send({ app, settle }: Visit, body: string): Promise<string> {
  const { id } = await sendTicket(app as SendingApp, { email: 'x@example.org', body, kind: 'refund' });
  await settle();
  return id;
}

/** A storage whose database can go away, as behind another tab's long upgrade, and come back. */
function createLeavingDatabase(indexedDB: IDBFactory) {
  let isAway = false;
  const factory = {
    open(name: string, version?: number) {
      if (isAway) throw new DOMException('away', 'UnknownError');
      return indexedDB.open(name, version);
    },
  };
  const probes: (() => void)[] = [];
  const schedule = (task: () => void) => {
    probes.push(task);
    return () => {};
  };
  const storage = openStorage({ indexedDB: factory as IDBFactory, schedule });
  let version = 1;
  return {
    storage,
    async leave() {
      isAway = true;
      version += 1;
      // What raises the version ends all connections.
      await new Promise<void>((resolve) => {
        const opening = indexedDB.open('helplet:default', version);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      });
    },
    async comeBack() {
      isAway = false;
      probes.at(-1)?.();
      await settle(200);
    },
  };
}

/** The visitor of each saved request, by its text. */
async function visitors(visit: Visit): Promise<ReadonlyMap<unknown, unknown>> {
  const tickets = await visit.saved('ticket.created');
  return new Map(tickets.map(({ body, visitor }) => [body, visitor]));
}

const ids = ({ state }: Visit) => state.requests.value.map(({ id }) => id);

describe('people who use one browser', () => {
  it('stay who they are while the database is away', async () => {
    const device = createDevice();
    const away = createLeavingDatabase(device.indexedDB);
    const visit = await device.visit({ overrides: { storage: away.storage } });
    const first = await send(visit, 'before');
    await away.leave();
    const second = await send(visit, 'meanwhile');
    expect(away.storage.mode).toBe('memory');
    expect(ids(visit)).toContain(second);
    await away.comeBack();
    await visit.settle();
    expect(away.storage.mode).toBe('indexed-db');
    expect(ids(visit)).toEqual([second, first]);
    expect(new Set((await visitors(visit)).values()).size).toBe(1);
    await away.leave();
    await visit.app.logout();
    await send(visit, 'somebody else’s');
    await away.comeBack();
    await visit.settle();
    expect(new Set((await visitors(visit)).values()).size).toBe(2);
  });

  it('are not named by what is damaged in the database', async () => {
    const storage = openStorage({ indexedDB: createDevice().indexedDB });
    await storage.keyValue('meta').set('visitor', { not: 'text' });
    const visitor = createVisitor(storage, () => 'made');
    expect([await visitor.current(), await visitor.known()]).toEqual(['made', null]);
  });

  it('see their own requests each, and nobody sees those of before he said who he is', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'nobody’s');
    await visit.app.identify(ada);
    expect(ids(visit)).toEqual([]);
    const first = await send(visit, 'Ada’s');
    expect(ids(visit)).toEqual([first]);
    await visit.app.identify(bob);
    expect(ids(visit)).toEqual([]);
    const second = await send(visit, 'Bob’s');
    await visit.app.identify(ada);
    expect(ids(visit)).toEqual([first]);
    await visit.app.logout();
    expect(ids(visit)).toEqual([]);
    await visit.app.identify(bob);
    expect(ids(visit)).toEqual([second]);
  });

  it('have a pseudonym each; who comes back, his old one; and who logs out leaves none behind', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'before');
    await visit.app.identify(ada);
    await send(visit, 'Ada 1');
    await visit.app.logout();
    await send(visit, 'after');
    await visit.app.identify(ada);
    await send(visit, 'Ada 2');
    const visitor = await visitors(visit);
    expect(visitor.get('Ada 2')).toBe(visitor.get('Ada 1'));
    expect(new Set(visitor.values()).size).toBe(3);
  });

  it('are known again by the site on the next page only', async () => {
    const device = createDevice();
    const first = await device.visit();
    await first.app.identify(ada);
    const id = await send(first, 'Ada’s');
    await first.leave();
    const second = await device.visit();
    expect(ids(second)).toEqual([]);
    await second.app.identify({ id: 'ada' });
    expect(ids(second)).toEqual([id]);
  });

  it('are named in their requests by the site’s own id and proof', async () => {
    const visit = await createDevice().visit();
    await visit.app.identify(ada);
    await send(visit, 'Ada’s');
    await visit.app.identify(bob);
    await send(visit, 'Bob’s');
    await visit.app.logout();
    await send(visit, 'nobody’s');
    const tickets = await visit.saved('ticket.created');
    expect(tickets.map(({ contact }) => contact)).toEqual([
      { email: 'x@example.org', id: 'ada', proof: 'signed' },
      { email: 'x@example.org', id: 'bob' },
      { email: 'x@example.org' },
    ]);
  });

  it('can be named with a proof that is none: it is left out, and the request is kept', async () => {
    const visit = await createDevice().visit();
    await visit.app.identify({ id: 'ada', proof: (() => 'signed') as never }); // a page's own mistake
    await send(visit, 'Ada’s');
    expect((await visit.saved('ticket.created'))[0]?.contact).toEqual({ email: 'x@example.org', id: 'ada' });
  });

  it('are not written down under the site’s name of them', async () => {
    const visit = await createDevice().visit();
    await visit.app.identify({ id: 'customer-4711' });
    await visit.app.open({ kind: 'ticket' });
    await visit.settle();
    visit.app.changeDraft({ body: 'late' });
    await visit.time.advance(300);
    await visit.settle();
    expect(JSON.stringify(await visit.storage.snapshot())).toContain('late');
    expect(JSON.stringify(await visit.storage.snapshot())).not.toContain('customer-4711');
  });
});

describe('a change of visitor', () => {
  it('starts anew what is on the screen: view, search, votes, form', async () => {
    const { app, state, events } = createTestApp({ config: { events: 'on' } });
    await app.open({ kind: 'requests' });
    await app.knowledge.setQuery('refund');
    await voteArticle(app as SendingApp, 'refund', true);
    app.changeDraft({ email: 'x@example.org', body: 'half a mes' });
    const turn = state.visitorTurn.value;
    await app.identify({ id: 'ada' });
    expect(state.route.value).toEqual({ kind: 'home' });
    expect([state.canGoBack.value, state.query.value, state.results.value]).toEqual([false, '', null]);
    expect([state.votes.value, state.draft.value.body, state.draft.value.email]).toEqual([{}, '', '']);
    expect(state.visitorTurn.value).toBe(turn + 1);
    expect(state.isOpen.value).toBe(true);
    expect(events.at(-1)).toEqual(['identity:changed', { kind: 'identified' }]);
    await app.logout();
    expect(state.visitorTurn.value).toBe(turn + 2);
    expect(events.at(-1)).toEqual(['identity:changed', { kind: 'logged-out' }]);
  });

  it('is none where the same person is named again: only the empty fields are filled', async () => {
    const { app, state, told } = createTestApp();
    await app.open({ kind: 'ticket' });
    await app.identify({ id: 'ada' });
    app.changeDraft({ body: 'half a mes' });
    app.go({ kind: 'requests' });
    const turn = state.visitorTurn.value;
    await app.identify(ada);
    await settle();
    expect(state.draft.value).toMatchObject({ email: ada.email, name: 'Ada', body: 'half a mes' });
    expect([state.visitorTurn.value, state.route.value.kind]).toEqual([turn, 'requests']);
    expect(told('identity:changed')).toHaveLength(1);
  });

  it('is sent as an event where the site wants those', async () => {
    const visit = await createDevice().visit({ config: { events: 'on' } });
    visit.sending.outbox.setHeld(true); // to see what is saved
    await visit.app.identify(ada);
    await visit.app.logout();
    await visit.settle();
    expect(await visit.saved('identity.changed')).toMatchObject([{ kind: 'identified' }, { kind: 'logged-out' }]);
  });
});

describe('half-written requests', () => {
  async function write(visit: Visit, body: string): Promise<void> {
    visit.app.changeDraft({ body });
    await visit.time.advance(300);
    await visit.settle();
  }

  async function open() {
    const visit = await createDevice().visit();
    await visit.app.open({ kind: 'ticket' });
    await visit.settle();
    return visit;
  }

  it('are kept for each person, and come back with him', async () => {
    const visit = await open();
    await visit.app.identify(ada);
    await write(visit, 'Ada’s words');
    await visit.app.identify(bob);
    await visit.settle();
    expect(visit.state.draft.value).toMatchObject({ email: bob.email, body: '' });
    await write(visit, 'Bob’s words');
    await visit.app.identify(ada);
    await visit.settle();
    expect(visit.state.draft.value).toMatchObject({ email: ada.email, body: 'Ada’s words' });
    await visit.app.identify(bob);
    await visit.settle();
    expect(visit.state.draft.value).toMatchObject({ email: bob.email, body: 'Bob’s words' });
  });

  it('of before are gone with a logout, for whoever comes next', async () => {
    const visit = await open();
    await write(visit, 'nobody’s words');
    await visit.app.identify(ada);
    await visit.app.logout();
    await visit.settle();
    expect(visit.state.draft.value.body).toBe('');
    expect(JSON.stringify(await visit.storage.snapshot())).not.toContain('nobody’s words');
  });

  it('are never written under another person’s name, even at the last moment', async () => {
    const visit = await open();
    await visit.app.identify(ada);
    visit.app.changeDraft({ body: 'Ada’s words' });
    await visit.app.identify(bob);
    visit.page.tell('hide');
    await visit.time.advance(300);
    await visit.settle();
    await visit.app.identify({ id: 'bob' });
    expect(visit.state.draft.value.body).toBe('');
    expect(JSON.stringify(await visit.storage.snapshot())).not.toContain('Ada’s words');
  });
});

it('conversations, votes and surveys of before go with a logout, too', async () => {
  const visit = await createDevice().visit();
  const drafts = visit.storage.keyValue('drafts');
  for (const key of ['ticket', 'conversation', 'votes', 'surveys']) await drafts.set(key, { of: 'nobody' });
  await drafts.set('conversation:someone', { of: 'somebody else' });
  await visit.app.identify(ada);
  await visit.app.logout();
  expect(await drafts.keys()).toEqual({ ok: true, value: ['conversation:someone'] });
});

describe('a logout in another tab', () => {
  /** Two pages of one browser, which hear each other. */
  async function openTabs() {
    const listeners = new Set<(message: unknown) => void>();
    const device = createDevice();
    const open = async () => {
      const own: ((message: unknown) => void)[] = [];
      const tabs: Tabs = {
        post(message) {
          for (const listener of listeners) if (!own.includes(listener)) listener(structuredClone(message));
        },
        subscribe(listener) {
          listeners.add(listener);
          own.push(listener);
          return () => listeners.delete(listener);
        },
      };
      return device.visit({ tabs });
    };
    const [here, there] = [await open(), await open()];
    const say = (message: unknown) => {
      for (const listener of listeners) listener(message);
    };
    return { here, there, say };
  }

  it('takes the person off the screen here, too', async () => {
    const { here, there } = await openTabs();
    for (const tab of [here, there]) await tab.app.identify(ada);
    await send(here, 'Ada’s');
    await there.app.logout();
    await here.settle();
    expect([ids(here), here.app.visitor.user()]).toEqual([[], null]);
    expect(here.told('identity:changed').at(-1)).toEqual({ kind: 'logged-out' });
  });

  it('is none of ours where somebody else sits here', async () => {
    const { here, there } = await openTabs();
    await here.app.identify(bob);
    const id = await send(here, 'Bob’s');
    await there.app.identify(ada);
    await there.app.logout();
    await here.settle();
    expect([ids(here), here.app.visitor.user()?.id]).toEqual([[id], 'bob']);
  });

  it.each([undefined, null, 7, {}, { changed: [] }, 'ada'])('is not what another version says: %j', async (message) => {
    const { here, say } = await openTabs();
    await here.app.identify(ada);
    say(message);
    await here.settle();
    expect(here.app.visitor.user()?.id).toBe('ada');
  });
});

it('who was named before the form came up finds his address in it', async () => {
  const { app, state } = createTestApp();
  await app.identify(ada);
  await app.open({ kind: 'ticket' });
  await settle();
  expect(state.draft.value).toMatchObject({ email: ada.email, name: 'Ada' });
});
