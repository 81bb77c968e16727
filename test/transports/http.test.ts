import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../src/schema/event/envelope.ts';
import { createHttpTransport } from '../../src/transports/http/create-http-transport.ts';
import { toFlatBody } from '../../src/transports/http/to-flat-body.ts';
import { ticketEvent } from '../support/outbox/events.ts';
import { reply } from '../support/outbox/start-server.ts';
import { describeTransport, row, sendTo } from './transport-contract.ts';

const under = { name: 'http', create: createHttpTransport };

describeTransport(under);

describe('an HTTP endpoint', () => {
  test.each([
    [200, '{"ok":true}', 'application/json'],
    [201, '{}', 'application/json; charset=utf-8'],
    [200, '[]', 'application/json'],
    [202, '', ''],
    [204, '', ''],
    [200, 'Accepted', 'text/plain'],
  ])('%d with %j is a proof', async (status, body, type) => {
    expect((await sendTo(under, reply(status, body, type))).outcome).toMatchObject({
      kind: 'answered',
      items: new Map([[row(1).id, { kind: 'delivered' }]]),
    });
  });

  test.each([
    ['{"ok":false}', 'application/json'],
    ['{"success":false,"message":"spam"}', 'application/json'],
    ['{"errors":[{"field":"email"}]}', 'application/json'],
    ['{"error":"down"}', 'application/json'],
    ['Welcome to HotelWiFi', 'text/html'],
    ['x'.repeat(5_000), 'text/plain'],
    ['GIF89a', 'image/gif'],
  ])('a 200 with %.30j as %s is none', async (body, type) => {
    expect((await sendTo(under, reply(200, body, type))).outcome).toMatchObject({ kind: 'retry', isAmbiguous: true });
  });

  test.each([
    ['{"reference":"A-17"}', 'A-17'],
    ['{"id":4711}', '4711'],
    [`{"id":"${row(1).id}"}`, undefined],
    ['{"id":{"x":1}}', undefined],
  ])('takes the reference of %s', async (body, reference) => {
    const { outcome } = await sendTo(under, reply(200, body));
    const item = outcome.kind === 'answered' ? outcome.items.get(row(1).id) : undefined;
    expect(item).toEqual(reference === undefined ? { kind: 'delivered' } : { kind: 'delivered', reference });
  });

  test('gets the id as a header only when its site says it may', async () => {
    const plain = await sendTo(under, reply(204));
    expect(plain.server.requests[0]?.headers['idempotency-key']).toBeUndefined();
    const keyed = {
      name: 'http',
      create: (options: Parameters<typeof createHttpTransport>[0]) =>
        createHttpTransport({ ...options, idempotencyHeader: true }),
    };
    const { server } = await sendTo(keyed, reply(204));
    expect(server.requests[0]?.headers['idempotency-key']).toBe(row(1).id);
    const deps = { url: '', fetch, clock: () => 0 };
    expect(createHttpTransport(deps).idempotency).toBe('none');
    expect(createHttpTransport({ ...deps, idempotencyHeader: true }).idempotency).toBe('key');
  });
});

describe('the flat body', () => {
  test('has the fields form services know first, then everything else by its path', () => {
    const event: Envelope = {
      ...ticketEvent(1, 'It broke.'),
      data: {
        ...ticketEvent(1, 'It broke.').data,
        page: 'https://shop.example/cart',
        contact: { email: 'a@example.com', name: 'Ann', phone: '1' },
        fields: { order: 'A-1', email: 'ignored@example.com', vip: true },
        intent: { label: 'refund', confidence: 0.9 },
        tags: ['a', 'b'],
        transcript: [{ author: 'bot', text: 'Hello' }],
        nothing: null,
        missing: undefined,
      },
    };
    expect(toFlatBody(event)).toEqual({
      id: event.id,
      type: 'helplet.ticket.created',
      time: event.time,
      subject: 's',
      message: 'It broke.',
      email: 'a@example.com',
      name: 'Ann',
      page: 'https://shop.example/cart',
      lang: 'en',
      ticket: 't1',
      visitor: 'v1',
      channel: 'web',
      kind: 'consultation',
      'contact.phone': '1',
      order: 'A-1',
      vip: true,
      'intent.label': 'refund',
      'intent.confidence': 0.9,
      tags: 'a, b',
      'transcript.0.author': 'bot',
      'transcript.0.text': 'Hello',
      nothing: null,
    });
  });

  test('lets no field of the data replace the id of the event', () => {
    const event = { ...ticketEvent(1), data: { fields: { id: 'x', type: 'y', time: 'z' }, type: 'q', time: 'r' } };
    expect(toFlatBody(event)).toMatchObject({ id: event.id, type: event.type, time: event.time });
  });
});
