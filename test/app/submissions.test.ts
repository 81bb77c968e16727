import { describe, expect, it } from 'vitest';
import { canSend, type SendingApp, sendTicket, voteArticle } from '../../src/app/requests.ts';
import { emptyDraft } from '../../src/app/state.ts';
import { eventSchemas } from '../../src/schema/event/registry.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../support/app/create-test-app.ts';
import { createDurableMemoryStore } from '../support/outbox/create-test-outbox.ts';
import { COLLECTOR, ticketEvent } from '../support/outbox/events.ts';
import { settle } from '../support/outbox/manual-clock.ts';
import { delivered } from '../support/outbox/scripted-transport.ts';

const draft = { email: ' ada@example.org ', body: '\nThe cup is broken.\nWhat now?\n', kind: 'refund' as const };

function createSending(options: TestAppOptions = {}): TestApp & { readonly app: SendingApp } {
  const test = createTestApp(options);
  const { app } = test;
  if (!canSend(app)) throw new Error('this site has an endpoint');
  return { ...test, app };
}

/** A disk that is full or broken. */
function createBrokenStore() {
  return { ...createDurableMemoryStore(), add: () => Promise.reject(new Error('QuotaExceededError')) };
}

describe('a request', () => {
  it('is saved as the wire wants it, delivered, and told to the page: queued, then sent', async () => {
    const test = createSending();
    const { app, told, saved, sending } = test;
    sending?.transport.script.push((rows) => delivered(rows, 'T-1042'));
    const { id, result } = await sendTicket(app, draft);
    expect(result).toEqual({ kind: 'stored', id });
    expect(told('ticket:queued')).toEqual([{ id, durable: true }]);
    expect(told('ticket:sent')).toEqual([]);
    const [data] = await saved('ticket.created');
    expect(data).toEqual({
      visitor: 'visitor-1',
      channel: 'widget',
      lang: 'en',
      page: 'https://shop.example/tea',
      id,
      kind: 'refund',
      subject: 'The cup is broken.',
      body: 'The cup is broken.\nWhat now?',
      contact: { email: 'ada@example.org' },
    });
    expect(eventSchemas['helplet.ticket.created'].safeParse(data).success).toBe(true);
    expect(told('ticket:sent')).toEqual([{ id, reference: 'T-1042' }]);
    expect(test.state.requests.value).toMatchObject([{ id, state: 'sent', reference: 'T-1042' }]);
  });

  it('is refused while nobody can say whose it is: among his own the visitor would not find it', async () => {
    const storage = openStorage();
    const lost = async () => ({ ok: false, reason: 'connection lost' }) as const;
    const keyValue: typeof storage.keyValue = (name) => ({ ...storage.keyValue(name), set: lost });
    const { app, sending } = createSending({ overrides: { storage: { ...storage, keyValue } } });
    const { result } = await sendTicket(app, draft);
    expect(result).toEqual({ kind: 'refused', reason: 'storage', message: 'connection lost' });
    expect(await sending?.outbox.entries()).toEqual([]);
  });

  it('taken empties form and search box, but keeps the address for the next one', async () => {
    const { app, state } = createSending();
    await app.open({ kind: 'home' });
    await app.knowledge.setQuery('broken cup');
    state.draft.value = draft;
    await sendTicket(app, draft);
    expect(state.draft.value).toEqual({ ...emptyDraft, email: draft.email });
    expect([state.query.value, state.results.value]).toEqual(['', null]);
  });

  it('only in memory is told as not durable, and shown as held', async () => {
    const { app, told, state, sending } = createSending({ outbox: { store: createMemoryStore() } });
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    const { id, result } = await sendTicket(app, draft);
    await settle();
    expect(result.kind).toBe('held');
    expect(told('ticket:queued')).toEqual([{ id, durable: false }]);
    expect(state.requests.value).toMatchObject([{ id, state: 'held' }]);
  });

  it.each([
    ['the disk is broken', { store: createBrokenStore() }, 'storage'],
    ['there are too many unsent ones', { limits: { maxRows: 0 } }, 'full'],
    ['it is too large', { limits: { maxEventBytes: 200 } }, 'too-large'],
  ] as const)(
    'is refused when %s: nothing is told as queued, and the form keeps every word',
    async (_, outbox, reason) => {
      const { app, state, told } = createSending({ outbox });
      state.draft.value = draft;
      const { result } = await sendTicket(app, draft);
      expect(result).toMatchObject({ kind: 'refused', reason });
      await settle();
      expect(told('ticket:queued')).toEqual([]);
      expect(state.draft.value).toBe(draft);
      expect(state.requests.value).toEqual([]);
    },
  );

  it('the server refuses is told once as failed with the reason, and can be tried again', async () => {
    const { app, told, state, sending } = createSending();
    sending?.transport.script.push(({ 0: row }) => ({
      kind: 'answered',
      items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'conflict', message: 'same id' }]]),
    }));
    const { id } = await sendTicket(app, draft);
    await settle();
    expect(told('ticket:failed')).toEqual([{ id, reason: 'conflict' }]);
    expect(state.requests.value).toMatchObject([{ id, state: 'failed' }]);
    await app.retryRequest(id);
    await settle();
    expect(told('ticket:sent')).toEqual([{ id }]);
    expect(told('ticket:failed')).toHaveLength(1);
  });

  it('given up can be deleted by the visitor', async () => {
    const { app, state, sending } = createSending();
    sending?.transport.script.push(({ 0: row }) => ({
      kind: 'answered',
      items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'rejected', message: 'no' }]]),
    }));
    const { id } = await sendTicket(app, draft);
    await settle();
    await app.discardRequest(id);
    await settle();
    expect(state.requests.value).toEqual([]);
  });

  it.each([
    ['short', 'short'],
    ['   first line   \nsecond', 'first line'],
    [`${'word '.repeat(30)}`, `${'word '.repeat(16).trim()}…`],
    ['长'.repeat(200), `${'长'.repeat(80)}…`],
    [`${'x'.repeat(79)}👍 and more`, `${'x'.repeat(79)}…`],
  ])('%j has the subject %j', async (body, subject) => {
    const { app, saved } = createSending();
    await sendTicket(app, { ...draft, body });
    expect((await saved('ticket.created'))[0]?.subject).toBe(subject);
  });
});

describe('the page is told how syncing stands', () => {
  it('at the start, and with each change', async () => {
    const { app, told, sending } = createSending();
    await settle();
    const nothing = { saved: 0, sending: 0, waiting: 0, paused: 0, held: 0, sent: 0, failed: 0 };
    expect(told('sync')).toEqual([nothing]);
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await sendTicket(app, draft);
    await settle();
    expect(told('sync').at(-1)).toEqual({ ...nothing, waiting: 1 });
    await sending?.time.advance(60_000);
    expect(told('sync').at(-1)).toEqual({ ...nothing, sent: 1 });
  });

  it('not at all, and without an error, where the store cannot be read', async () => {
    const store = { ...createDurableMemoryStore(), list: () => Promise.reject(new Error('closed')) };
    const { told, warnings } = createSending({ outbox: { store } });
    await settle();
    expect(told('sync')).toEqual([]);
    expect(warnings).toEqual(['requests could not be read (closed)']);
  });

  it('of requests only: a vote never shows up among them', async () => {
    const { app, state, told } = createSending();
    await voteArticle(app, 'refund', true);
    await settle();
    expect(state.requests.value).toEqual([]);
    expect(told('ticket:sent')).toEqual([]);
  });
});

describe('a vote on an article', () => {
  it.each([
    [true, undefined, 'yes'],
    [false, 'unclear', 'no'],
    [false, undefined, 'no'],
  ] as const)('helpful %s, reason %s, is saved and remembered', async (helpful, reason, vote) => {
    const { app, saved, state, told, sending } = createSending();
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await voteArticle(app, 'refund', helpful, reason);
    expect(state.votes.value).toEqual({ refund: vote });
    expect(told('article:rate')).toEqual([{ id: 'refund', helpful }]);
    const [data] = await saved('article.rated');
    expect(data).toMatchObject({ article: 'refund', helpful, ...(reason && { reason }) });
    expect(eventSchemas['helplet.article.rated'].safeParse(data).success).toBe(true);
  });

  it('that could not be saved is not thanked for', async () => {
    const { app, state, told } = createSending({ outbox: { store: createBrokenStore() } });
    await voteArticle(app, 'refund', true);
    expect(state.votes.value).toEqual({ refund: 'not-saved' });
    expect(told('article:rate')).toEqual([]);
  });
});

describe('without an endpoint', () => {
  it('nothing is taken, and every request action does nothing', async () => {
    const { app, told } = createTestApp({ outbox: null });
    expect(app.submissions).toBeNull();
    await app.retryRequest('r');
    await app.discardRequest('r');
    await app.flush();
    expect(told('ticket:queued')).toEqual([]);
  });

  it('what an earlier page saved is listed and sent all the same', async () => {
    const { app, state, sending } = createTestApp({ outbox: null, visitor: 'v1' });
    const event = ticketEvent(1);
    await sending?.outbox.submit({ event, dest: COLLECTOR, keepCopy: true });
    await app.flush();
    await settle();
    expect(state.requests.value.map(({ id, state }) => [id, state])).toEqual([[event.id, 'sent']]);
  });
});

describe('filling the form beforehand', () => {
  it('takes address, subject and message', async () => {
    const { app, state } = createTestApp();
    app.prefill({ email: 'ada@example.org', subject: 'Order A-17', body: 'It is late.' });
    await app.open({ kind: 'ticket' });
    await settle();
    expect(state.draft.value).toEqual({
      email: 'ada@example.org',
      body: 'Order A-17\nIt is late.',
      kind: 'consultation',
    });
  });

  it('never overwrites what the visitor wrote, now or at an earlier visit', async () => {
    const storage = openStorage();
    const drafts = storage.keyValue('drafts');
    await drafts.set('ticket', { email: '', body: 'my words', kind: 'refund' });
    const { app, state } = createTestApp({ overrides: { storage } });
    app.prefill({ email: 'ada@example.org', body: 'yours' });
    await app.open({ kind: 'ticket' });
    await settle();
    expect(state.draft.value).toEqual({ email: 'ada@example.org', body: 'my words', kind: 'refund' });
  });

  it('adds up over several calls', async () => {
    const { app, state } = createTestApp();
    app.prefill({ email: 'ada@example.org' });
    app.prefill({ body: 'It is late.' });
    await app.open({ kind: 'ticket' });
    await settle();
    expect(state.draft.value).toMatchObject({ email: 'ada@example.org', body: 'It is late.' });
  });

  it('passes over what is no text', async () => {
    const { app, state } = createTestApp();
    app.prefill({ email: 5, subject: null, body: {} } as never); // a page's own mistake
    await app.open({ kind: 'ticket' });
    await settle();
    expect(state.draft.value).toEqual(emptyDraft);
  });
});
