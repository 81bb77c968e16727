import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../../src/outbox/ports.ts';
import { createCollectorTransport } from '../../../src/transports/collector/create-collector-transport.ts';
import { startCollector, type TestCollector } from '../../support/collector/collector.ts';
import { csat, event, eventId, NOW, ticket, vote } from '../../support/collector/events.ts';
import { newRow } from '../../support/outbox/events.ts';

const nothing = { accepted: [], duplicates: [], rejected: [] };

/** The wish of the visitor all test events are of, or of another. */
function wish(n: number, visitor = 'v-1') {
  return event(n, 'helplet.visitor.erased', { visitor });
}

async function everythingReadable({ read, store }: TestCollector): Promise<string> {
  const lists = await Promise.all(['/v1/tickets', '/v1/ratings'].map(async (path) => (await read(path)).text()));
  const stream = await read('/v1/stream', { 'last-event-id': '0' });
  const reader = stream.body?.getReader();
  let text = '';
  for (const last = await store.lastSeq(); !text.includes(`id: ${last}\n`); ) {
    text += new TextDecoder().decode((await reader?.read())?.value);
  }
  await reader?.cancel();
  return lists.join('') + text;
}

describe('helplet.visitor.erased', () => {
  it('is acknowledged, and nothing of the visitor is read any more: lists, states, stream', async () => {
    const collector = startCollector();
    const { send } = collector;
    const secret = 'a question nobody is to read';
    await send([
      ticket(1, { body: secret }),
      ticket(2, { visitor: 'v-2' }),
      vote(3, secret, true),
      csat(4, 1),
      event(5, 'helplet.ticket.solved', { ticket: 't-1', by: 'visitor', reason: secret }),
      event(6, 'helplet.ticket.solved', { ticket: 't-2', by: 'agent', visitor: 'v-2' }),
    ]);
    expect(await everythingReadable(collector)).toContain(secret);
    const response = await send([wish(9)]);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...nothing, accepted: [eventId(9)] });
    const left = await everythingReadable(collector);
    expect(left).not.toContain(secret);
    expect(left).not.toContain('"v-1"');
    expect(left).not.toContain('visitor.erased');
    const { tickets } = await (await collector.read('/v1/tickets')).json();
    expect(tickets).toMatchObject([{ data: { id: 't-2' }, state: 'solved' }]);
  });

  it('is acknowledged again when it is repeated, whatever became of the first answer', async () => {
    const { send } = startCollector();
    await send([ticket(1), wish(2)]);
    expect(await (await send([wish(2)])).json()).toEqual({ ...nothing, duplicates: [eventId(2)] });
    expect(await (await send([wish(3)])).json()).toEqual({ ...nothing, duplicates: [eventId(3)] });
  });

  it('has late retries rejected, alone and among others', async () => {
    const { send } = startCollector();
    await send([ticket(1), wish(2)]);
    const alone = await send([ticket(1)]);
    expect(alone.status).toBe(200);
    expect(await alone.json()).toEqual({ ...nothing, rejected: [{ id: eventId(1), reason: 'erased' }] });
    const mixed = await send([ticket(3), ticket(4, { visitor: 'v-2' }), { ...ticket(5), id: 'no' }, ticket(4)]);
    expect(await mixed.json()).toEqual({
      accepted: [eventId(4)],
      duplicates: [],
      rejected: [
        { id: 'no', reason: expect.any(String) },
        { id: eventId(3), reason: 'erased' },
        { id: eventId(4), reason: 'erased' },
      ],
    });
  });

  it('of a batch takes effect on what comes before it and after it', async () => {
    const { send, store } = startCollector();
    const response = await send([ticket(1), wish(2), ticket(3)]);
    expect(await response.json()).toEqual({
      accepted: [eventId(1), eventId(2)],
      duplicates: [],
      rejected: [{ id: eventId(3), reason: 'erased' }],
    });
    expect(await store.lastSeq()).toBe(0);
  });

  it('touches no other tenant', async () => {
    const { send, store } = startCollector({ tenants: ['a', 'b'] });
    for (const tenant of ['a', 'b']) await send([ticket(1)], { query: `?tenant=${tenant}` });
    await send([wish(2)], { query: '?tenant=a' });
    const left = await store.newest({ tenants: ['a', 'b'], types: ['helplet.ticket.created'], limit: 9 });
    expect(left.map(({ tenant }) => tenant)).toEqual(['b']);
  });

  it('needs the common fields like any other event', async () => {
    const { send } = startCollector();
    const response = await send([{ ...wish(1), data: { channel: 'widget', lang: 'en' } }]);
    expect(await response.json()).toMatchObject({
      rejected: [{ id: eventId(1), reason: expect.stringMatching(/^data\.visitor/) }],
    });
  });
});

describe('the widget’s adapter', () => {
  it('takes the wish for delivered, also the second time, and gives up what comes too late', async () => {
    const { app } = startCollector();
    const transport = createCollectorTransport({
      url: 'https://collector.example/v1/events',
      fetch: async (input, init) => app.request(String(input), init),
      clock: () => NOW,
    });
    const send = async (...items: readonly OutboxRow['event'][]) => {
      const rows = items.map((item, index) => ({ ...newRow(index), id: item.id, event: item, seq: index }));
      const options = { signal: new AbortController().signal, keepalive: false };
      const outcome = await transport.send(rows, options);
      return outcome.kind === 'answered' ? Object.fromEntries(outcome.items) : outcome;
    };
    expect(await send(ticket(1), wish(2))).toEqual({
      [eventId(1)]: { kind: 'delivered' },
      [eventId(2)]: { kind: 'delivered' },
    });
    expect(await send(wish(2), ticket(1))).toEqual({
      [eventId(1)]: { kind: 'rejected', code: 'rejected', message: 'erased' },
      [eventId(2)]: { kind: 'duplicate' },
    });
  });
});
