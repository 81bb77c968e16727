import { describe, expect, it } from 'vitest';
import { type SendingApp, sendTicket } from '../../src/app/requests.ts';
import { createDevice, type Visit } from '../support/app/create-device.ts';
import { UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

const draft = { email: 'ada@example.org', body: 'The cup is late.', kind: 'refund' as const };
const required = { config: { consent: 'required' } } as const;

async function send({ app, settle }: Visit) {
  const submitted = await sendTicket(app as SendingApp, draft);
  await settle();
  return submitted;
}

/** Whether the form comes up with what was written, and keeps it. */
async function write({ app, state, time, settle }: Visit): Promise<void> {
  await app.open({ kind: 'ticket' });
  await settle();
  state.draft.value = draft;
  await time.advance(300);
}

describe('where consent is required', () => {
  it('nothing is fetched, stored or sent before the visitor has said', async () => {
    const device = createDevice();
    let loads = 0;
    const visit = await device.visit({
      ...required,
      changeEngine: (client) => ({
        load: () => {
          loads++;
          return client.load();
        },
      }),
    });
    await visit.app.open({ kind: 'article', id: 'refund' });
    await write(visit);
    expect((await send(visit)).result.kind).toBe('held');
    await visit.app.flush();
    await visit.settle();
    expect([visit.state.consent.value, visit.state.knowledge.value.kind, loads]).toEqual(['unknown', 'idle', 0]);
    expect(visit.sending.transport.batches).toEqual([]);
    expect(await device.databases()).toEqual([]);
    expect(visit.told('consent:changed')).toEqual([]);
  });

  it('and given, all of that happens: articles load, what waited is kept and sent', async () => {
    const device = createDevice();
    const visit = await device.visit(required);
    await visit.app.open({ kind: 'home' });
    const { id } = await send(visit);
    await visit.app.privacy.setConsent('granted');
    await visit.settle();
    expect([visit.state.consent.value, visit.state.knowledge.value.kind]).toEqual(['granted', 'ready']);
    expect(visit.sending.transport.batches).toEqual([[id]]);
    expect(visit.told('ticket:sent')).toEqual([{ id }]);
    expect(await device.databases()).toEqual(['helplet:default']);
    expect(visit.told('consent:changed')).toEqual([{ state: 'granted' }]);
  });

  it('and given once, later pages know', async () => {
    const device = createDevice();
    const first = await device.visit(required);
    await first.app.privacy.setConsent('granted');
    const { id } = await send(first);
    await first.leave();
    const second = await device.visit(required);
    expect(second.state.consent.value).toBe('granted');
    expect(second.state.requests.value).toMatchObject([{ id, state: 'sent' }]);
    expect(second.told('consent:changed')).toEqual([]);
  });

  it('and refused, articles are read, nothing is left, and the next page asks again', async () => {
    const device = createDevice();
    const first = await device.visit(required);
    await first.app.open({ kind: 'home' });
    await first.app.privacy.setConsent('denied');
    await write(first);
    await first.settle();
    expect([first.state.consent.value, first.state.knowledge.value.kind]).toEqual(['denied', 'ready']);
    expect(first.told('consent:changed')).toEqual([{ state: 'denied' }]);
    await first.leave();
    expect(await device.databases()).toEqual([]);
    const second = await device.visit(required);
    expect(second.state.consent.value).toBe('unknown');
  });

  it('and refused after all, what was kept is gone, unsent or not, and stays gone', async () => {
    const device = createDevice();
    const first = await device.visit(required);
    await first.app.privacy.setConsent('granted');
    first.sending.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false, afterMs: 60_000 });
    await send(first);
    await write(first);
    await first.app.privacy.setConsent('denied');
    await first.settle();
    expect(first.state.requests.value).toEqual([]);
    expect(first.state.draft.value.body).toBe('');
    expect(await device.databases()).toEqual([]);
    await first.time.runAll(3_600_000);
    expect(first.sending.transport.batches).toHaveLength(1);
    await first.leave();
    expect(await device.databases()).toEqual([]);
    expect((await device.visit(required)).state.consent.value).toBe('unknown');
  });

  it('what an earlier page without that rule left is not touched before the visitor has said', async () => {
    const device = createDevice();
    const first = await device.visit();
    first.sending.transport.script.push(UNAVAILABLE);
    await send(first);
    await first.leave();
    const second = await device.visit(required);
    await second.app.flush();
    await second.time.runAll(3_600_000);
    expect([second.state.consent.value, second.sending.transport.batches]).toEqual(['unknown', []]);
    await second.app.privacy.setConsent('granted');
    await second.settle();
    await second.time.advance(60_000);
    await second.settle();
    expect(second.sending.transport.batches).toHaveLength(1);
    expect(second.state.requests.value).toMatchObject([{ state: 'sent' }]);
  });
});

describe('where consent is taken for granted', () => {
  it('a refusal deletes what was kept, and is remembered', async () => {
    const device = createDevice();
    const first = await device.visit();
    expect(first.state.consent.value).toBe('granted');
    await send(first);
    await write(first);
    await first.app.privacy.setConsent('denied');
    await first.leave();
    const second = await device.visit();
    expect(second.state.consent.value).toBe('denied');
    expect(second.state.requests.value).toEqual([]);
    expect(await second.storage.keyValue('drafts').keys()).toEqual({ ok: true, value: [] });
    await write(second);
    expect((await send(second)).result.kind).toBe('held');
    expect(second.sending.transport.batches).toEqual([]);
    await second.leave();
    const third = await device.visit();
    expect(third.state.requests.value).toEqual([]);
    expect(third.state.draft.value.body).toBe('');
  });

  it('a visitor who comes round is as before the refusal, also on later pages', async () => {
    const device = createDevice();
    const first = await device.visit();
    await first.app.privacy.setConsent('denied');
    await first.app.privacy.setConsent('granted');
    const { id } = await send(first);
    expect(first.told('ticket:sent')).toEqual([{ id }]);
    expect(first.told('consent:changed')).toEqual([{ state: 'denied' }, { state: 'granted' }]);
    await first.leave();
    expect((await device.visit()).state.consent.value).toBe('granted');
  });

  it('what is said already tells nobody', async () => {
    const device = createDevice();
    const { app, told } = await device.visit();
    await app.privacy.setConsent('granted');
    expect(told('consent:changed')).toEqual([]);
  });
});

describe('events without a wish of the visitor', () => {
  const article = { article: 'refund' };

  it.each([
    [{}, 'granted', false, false],
    [{ events: 'on' }, 'granted', false, true],
    [{ events: 'on' }, 'granted', true, false],
    [{ events: 'on' }, 'denied', false, false],
  ] as const)('in %j, consent %s, Global Privacy Control %s: saved %s', async (config, consent, isPrivate, isSaved) => {
    const visit = await createDevice().visit({ config });
    await visit.app.privacy.setConsent(consent);
    visit.page.isPrivate = isPrivate;
    expect(visit.app.isTracked()).toBe(isSaved);
    visit.sending.outbox.setHeld(true); // to see what is saved
    visit.app.submissions?.track('article.viewed', article);
    expect(await visit.saved('article.viewed')).toMatchObject(isSaved ? [article] : []);
  });

  it('Global Privacy Control or not, a request is sent', async () => {
    const visit = await createDevice().visit();
    visit.page.isPrivate = true;
    await send(visit);
    expect(visit.told('ticket:sent')).toHaveLength(1);
  });

  it('tell of a consent given later', async () => {
    const visit = await createDevice().visit({ config: { events: 'on', consent: 'required' } });
    visit.sending.transport.script.push(UNAVAILABLE);
    await visit.app.privacy.setConsent('granted');
    expect(await visit.saved('consent.changed')).toMatchObject([{ state: 'granted' }]);
  });
});
