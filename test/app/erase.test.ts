import { describe, expect, it } from 'vitest';
import { type SendingApp, sendFollowUp, sendTicket, voteArticle } from '../../src/app/requests.ts';
import type { OutboxRow, SendOutcome } from '../../src/outbox/ports.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createDevice, type Visit } from '../support/app/create-device.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { delivered } from '../support/outbox/scripted-transport.ts';

const LATER: SendOutcome = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false, afterMs: 3_600_000 };

async function send({ app, settle }: Visit, body: string): Promise<string> {
  const { id } = await sendTicket(app as SendingApp, { email: 'ada@example.org', body, kind: 'refund' });
  await settle();
  return id;
}

/** Writes down every event that reaches the endpoint. */
function listen({ sending }: Visit): OutboxRow['event'][] {
  const arrived: OutboxRow['event'][] = [];
  const { send } = sending.transport;
  sending.transport.send = async (rows, options) => {
    const outcome = await send(rows, options);
    if (outcome.kind === 'answered') arrived.push(...rows.map(({ event }) => event));
    return outcome;
  };
  return arrived;
}

const erasures = (events: readonly OutboxRow['event'][]) =>
  events.filter(({ type }) => type === 'helplet.visitor.erased').map(({ data }) => data.visitor);

async function visitorOf(visit: Visit): Promise<unknown> {
  return (await visit.saved('ticket.created'))[0]?.visitor;
}

describe('deleting everything', () => {
  it('deletes it here, asks the endpoint under the old pseudonym, and leaves no database once that arrived', async () => {
    const device = createDevice();
    const visit = await device.visit();
    const arrived = listen(visit);
    await send(visit, 'sent');
    await voteArticle(visit.app as SendingApp, 'refund', true);
    const old = await visitorOf(visit);
    await visit.app.open({ kind: 'ticket' });
    await visit.settle();
    visit.app.changeDraft({ body: 'half a mes' });
    await visit.time.advance(300);
    await visit.app.privacy.erase();
    await visit.settle();
    expect(erasures(arrived)).toEqual([old]);
    expect(visit.told('erased')).toEqual([{ pending: false }]);
    expect([visit.state.erasure.value, visit.state.requests.value]).toEqual(['done', []]);
    expect([visit.state.draft.value.body, visit.state.votes.value]).toEqual(['', {}]);
    expect(await device.databases()).toEqual([]);
    expect(visit.warnings).toEqual([]);
  });

  it('is said to be under way', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'sent');
    const done = visit.app.privacy.erase();
    await Promise.resolve();
    expect(visit.state.erasure.value).toBe('running');
    await done;
    expect(visit.state.erasure.value).toBe('done');
  });

  it('takes unsent requests and follow-ups along: they never leave', async () => {
    const visit = await createDevice().visit();
    const arrived = listen(visit);
    visit.sending.transport.script.push(LATER);
    const id = await send(visit, 'unsent');
    await sendFollowUp(visit.app as SendingApp, id, 'and another thing');
    await visit.app.privacy.erase();
    await visit.settle();
    expect([visit.state.requests.value, visit.state.followUps.value]).toEqual([[], []]);
    await visit.time.runAll(7_200_000);
    await visit.settle();
    expect(arrived.map(({ type }) => type)).toEqual(['helplet.visitor.erased']);
  });

  it('ends what is being sent just now, and writes no receipt of it', async () => {
    const visit = await createDevice().visit();
    const arrived = listen(visit);
    let answer: (outcome: SendOutcome) => void = () => undefined;
    let rows: readonly OutboxRow[] = [];
    const { send: deliver } = visit.sending.transport;
    visit.sending.transport.send = (sent) => {
      visit.sending.transport.send = deliver;
      rows = sent;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const sent = sendTicket(visit.app as SendingApp, { email: 'ada@example.org', body: 'late', kind: 'refund' });
    await visit.settle();
    await sent;
    const old = rows[0]?.event.data.visitor;
    await visit.app.privacy.erase();
    answer(delivered(rows));
    await visit.settle();
    expect(await visit.sending.outbox.entries()).toEqual([]);
    expect(visit.told('ticket:sent')).toEqual([]);
    expect(erasures(arrived)).toEqual([old]);
  });

  it('without a connection is done here, told as pending, and finished when it arrives', async () => {
    const device = createDevice();
    const visit = await device.visit();
    await send(visit, 'sent');
    visit.sending.transport.script.push(LATER);
    await visit.app.privacy.erase();
    await visit.settle();
    expect(visit.told('erased')).toEqual([{ pending: true }]);
    expect([visit.state.erasure.value, visit.state.requests.value]).toEqual(['pending', []]);
    await visit.app.flush();
    await visit.settle();
    expect(visit.state.erasure.value).toBe('done');
    expect(await device.databases()).toEqual([]);
  });

  it('finishes on a later page where it could not on this one', async () => {
    const device = createDevice();
    const first = await device.visit();
    await send(first, 'sent');
    const old = await visitorOf(first);
    first.sending.transport.script.push(LATER);
    await first.app.privacy.erase();
    await first.leave();
    const second = await device.visit();
    const arrived = listen(second);
    await second.app.flush();
    await second.settle();
    expect(erasures(arrived)).toEqual([old]);
    expect(await device.databases()).toEqual([]);
  });

  it('leaves what other people on this device have, and their unsent requests go out', async () => {
    const visit = await createDevice().visit();
    const arrived = listen(visit);
    await visit.app.identify({ id: 'bob' });
    visit.sending.transport.script.push(LATER);
    const his = await send(visit, 'Bob’s');
    await visit.app.identify({ id: 'ada' });
    await visit.storage.keyValue('drafts').set('conversation:bob', { of: 'Bob' });
    visit.sending.transport.script.push(LATER);
    const hers = await send(visit, 'Ada’s');
    await visit.app.privacy.erase();
    await visit.settle();
    expect((await visit.sending.outbox.entries()).map(({ id }) => id)).not.toContain(hers);
    await visit.app.flush();
    await visit.settle();
    expect(arrived.map(({ id }) => id)).toContain(his);
    await visit.app.identify({ id: 'bob' });
    expect(visit.state.requests.value).toMatchObject([{ id: his, state: 'sent' }]);
    expect((await visit.storage.keyValue('drafts').get('conversation:bob')).ok).toBe(true);
    expect(JSON.stringify(await visit.storage.snapshot())).not.toContain('Ada’s');
  });

  it('makes the visitor a new one: his next request has another pseudonym', async () => {
    const visit = await createDevice().visit();
    const arrived = listen(visit);
    await send(visit, 'before');
    await visit.app.privacy.erase();
    await send(visit, 'after');
    const tickets = arrived.filter(({ type }) => type === 'helplet.ticket.created');
    expect(new Set(tickets.map(({ data }) => data.visitor)).size).toBe(2);
    expect(visit.state.requests.value).toHaveLength(1);
  });

  it('asks no endpoint where nothing was ever sent under a pseudonym', async () => {
    const device = createDevice();
    const visit = await device.visit();
    await visit.app.privacy.erase();
    await visit.settle();
    expect(visit.sending.transport.batches).toEqual([]);
    expect(visit.state.erasure.value).toBe('here');
    expect(await device.databases()).toEqual([]);
  });

  it('is done here alone where there is no endpoint', async () => {
    const device = createDevice();
    const visit = await device.visit({ outbox: null });
    await visit.storage.keyValue('drafts').set('votes', { refund: 'yes' });
    await visit.app.privacy.erase();
    await visit.settle();
    expect([visit.told('erased'), await device.databases()]).toEqual([[{ pending: false }], []]);
  });

  it('leaves nothing that was typed a moment ago to be written after it', async () => {
    const device = createDevice();
    const visit = await device.visit();
    await visit.app.open({ kind: 'ticket' });
    await visit.settle();
    visit.app.changeDraft({ body: 'half a mes' });
    await visit.app.privacy.erase();
    visit.page.tell('hide');
    await visit.time.advance(1_000);
    await visit.settle();
    expect(await device.databases()).toEqual([]);
  });

  it('for which the endpoint could not be asked has failed', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'sent');
    visit.sending.outbox.submit = async () => ({ kind: 'refused', reason: 'storage', message: 'QuotaExceededError' });
    await visit.app.privacy.erase();
    expect([visit.state.erasure.value, visit.told('erased')]).toEqual(['failed', [{ pending: false }]]);
  });

  it('that fails says so, and can be tried again', async () => {
    const storage = openStorage();
    let isBlocked = true;
    const erase = () => (isBlocked ? Promise.reject(new Error('another tab holds it')) : storage.erase());
    const { app, state, told, sending } = createTestApp({ overrides: { storage: { ...storage, erase } } });
    await expect(app.privacy.erase()).rejects.toThrow('another tab holds it');
    expect([state.erasure.value, told('erased')]).toEqual(['failed', []]);
    isBlocked = false;
    await app.privacy.erase();
    expect([state.erasure.value, told('erased')]).toEqual(['done', [{ pending: false }]]);
    expect(sending.transport.batches).toHaveLength(1); // the endpoint is still asked
  });
});

describe('a withdrawn consent', () => {
  it('holds also where the device could not be cleared', async () => {
    const storage = openStorage();
    const erase = () => Promise.reject(new Error('another tab holds it'));
    const { app, state } = createTestApp({ overrides: { storage: { ...storage, erase } } });
    await expect(app.privacy.setConsent('denied')).rejects.toThrow('another tab holds it');
    expect([state.consent.value, app.isTracked()]).toEqual(['denied', false]);
  });

  it('asks no endpoint: nothing is sent any more', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'sent');
    const { length } = visit.sending.transport.batches;
    await visit.app.privacy.setConsent('denied');
    await visit.settle();
    expect(visit.sending.transport.batches).toHaveLength(length);
  });
});
