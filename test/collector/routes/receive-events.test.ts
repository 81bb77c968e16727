import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectorStore } from '../../../src/collector/store.ts';
import { startCollector } from '../../support/collector/collector.ts';
import { event, eventId, NOW, ticket, vote } from '../../support/collector/events.ts';

const nothing = { accepted: [], duplicates: [], rejected: [] };

describe('POST /v1/events', () => {
  it('accepts a batch and has it in the store when it answers', async () => {
    const { send, store } = startCollector();
    const response = await send([ticket(1), vote(2, 'tea', true)]);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...nothing, accepted: [eventId(1), eventId(2)] });
    expect(await store.lastSeq()).toBe(2);
  });

  it('calls a repeated event a duplicate, whenever it was sent and however it is written', async () => {
    const { send } = startCollector();
    const { sentat, ...first } = ticket(1);
    expect(sentat).toBeDefined();
    await send([{ ...first, sentat }]);
    const turned = Object.fromEntries(Object.entries({ ...first, sentat: '2026-03-02T00:00:00Z' }).reverse());
    const response = await send(JSON.stringify([turned], null, 2));
    expect(await response.json()).toEqual({ ...nothing, duplicates: [eventId(1)] });
  });

  it('rejects another body under a known id and keeps the first', async () => {
    const { send, store } = startCollector();
    await send([ticket(1)]);
    const response = await send([ticket(1, { body: 'Another message.' })]);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...nothing, rejected: [{ id: eventId(1), reason: 'conflict' }] });
    const [kept] = await store.newest({ tenants: ['default'], types: ['helplet.ticket.created'], limit: 9 });
    expect(kept?.event.data.body).toBe('The kettle does not boil.');
  });

  it('takes one event that is not in an array', async () => {
    const { send } = startCollector();
    const response = await send(ticket(1), { headers: { 'content-type': 'application/cloudevents+json' } });
    expect(await response.json()).toEqual({ ...nothing, accepted: [eventId(1)] });
  });

  it.each(['application/json', 'text/plain', 'text/plain;charset=UTF-8'])('takes %s', async (type) => {
    const { send } = startCollector();
    expect((await send([ticket(1)], { headers: { 'content-type': type } })).status).toBe(200);
  });

  it('keeps the valid events of a batch and names the faults of the others', async () => {
    const { send } = startCollector();
    const response = await send([
      ticket(1),
      event(2, 'helplet.no.such', {}),
      event(3, 'constructor', {}),
      ticket(4, { kind: 'praise' }),
      { ...ticket(5), id: 'not-a-uuid' },
      'nonsense',
    ]);
    expect(response.status).toBe(200);
    const reply = await response.json();
    expect(reply.accepted).toEqual([eventId(1)]);
    expect(reply.rejected).toEqual([
      { id: eventId(2), reason: 'type: unknown' },
      { id: eventId(3), reason: 'type: unknown' },
      { id: eventId(4), reason: expect.stringMatching(/^data\.kind: /) },
      { id: 'not-a-uuid', reason: expect.stringMatching(/^id: /) },
      { id: '', reason: expect.any(String) },
    ]);
  });

  it('answers 400 with the lists when no event is valid', async () => {
    const { send } = startCollector();
    const response = await send([event(1, 'helplet.no.such', {})]);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: 'invalid', message: expect.any(String) },
      ...nothing,
      rejected: [{ id: eventId(1), reason: 'type: unknown' }],
    });
  });

  it.each([
    ['broken JSON', '[{'],
    ['a number', '7'],
    ['null', 'null'],
    ['an empty body', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('answers 400 to %s', async (_, body) => {
    const { app } = startCollector();
    const response = await app.request('/v1/events', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'malformed', message: expect.any(String) } });
  });

  it('rejects an event nested so deeply that reading it would exhaust the stack', async () => {
    const { send } = startCollector();
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const response = await send(`[${JSON.stringify(ticket(1)).replace('"Subject 1"', deep)}]`);
    expect(response.status).toBe(400);
    expect((await response.json()).rejected).toEqual([{ id: eventId(1), reason: 'nested too deeply' }]);
  });

  it('never repeats what a visitor wrote, not even as the name of a field', async () => {
    const { send } = startCollector();
    const secret = 'jane@example.org';
    const invalid = fc.constantFrom<(n: number) => unknown>(
      (n) => ticket(n, { fields: { [secret]: {} } }),
      (n) => ticket(n, { kind: secret }),
      (n) => ticket(n, { contact: { email: [secret] } }),
      (n) => event(n, secret, {}),
      (n) =>
        event(n, 'helplet.survey.answered', { answers: { [secret]: {} }, survey: 's', kind: 'csat', partial: false }),
      (n) => ({ ...ticket(n), time: secret }),
      (n) => ({ ...ticket(n), [secret]: 1, specversion: secret }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(invalid, { minLength: 1, maxLength: 5 }), async (makers) => {
        const response = await send(makers.map((make, index) => make(index)));
        expect(await response.text()).not.toContain(secret);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('refuses a body above the limit by its announced length', async () => {
    const { send, store } = startCollector({ limits: { maxBodyBytes: 1_000 } });
    const response = await send([ticket(1, { body: 'x'.repeat(2_000) })], { headers: { 'content-length': '2500' } });
    expect(response.status).toBe(413);
    expect(await store.lastSeq()).toBe(0);
  });

  it('stops reading a body without a length at the limit', async () => {
    const { app } = startCollector({ limits: { maxBodyBytes: 1_000 } });
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks++;
        controller.enqueue(new Uint8Array(400).fill(0x20));
      },
    });
    const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect((await app.request('/v1/events', init)).status).toBe(413);
    expect(chunks).toBeLessThan(6);
  });

  it('answers an unknown tenant without telling which there are', async () => {
    const { send } = startCollector({ tenants: ['tea-shop'] });
    const texts = [];
    for (const query of ['', '?tenant=coffee-shop', '?tenant=__proto__']) {
      const response = await send([ticket(1)], { query });
      expect(response.status).toBe(401);
      texts.push(await response.text());
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toContain('tea-shop');
    expect((await send([ticket(1)], { query: '?tenant=tea-shop' })).status).toBe(200);
  });

  it('slows one client down without slowing another, and tells it how long to wait', async () => {
    let now = NOW;
    const { app } = startCollector({ clock: () => now, limits: { requestBurst: 2, requestsPerSecond: 0.5 } });
    const sendFrom = async (remoteAddress: string) =>
      app.request(
        '/v1/events',
        { method: 'POST', body: '[]', headers: { 'content-type': 'application/json' } },
        { incoming: { socket: { remoteAddress } } },
      );
    expect((await sendFrom('192.0.2.1')).status).toBe(200);
    expect((await sendFrom('::ffff:192.0.2.1')).status).toBe(200); // the same client over an IPv6 socket
    const refused = await sendFrom('192.0.2.1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect((await sendFrom('192.0.2.2')).status).toBe(200);
    now += 2_000;
    expect((await sendFrom('192.0.2.1')).status).toBe(200);
  });

  it('counts all unknown tenants of a client as one', async () => {
    const { send } = startCollector({ limits: { requestBurst: 2, requestsPerSecond: 1 } });
    const statuses = [];
    for (const tenant of ['a', 'b', 'c']) statuses.push((await send('[]', { query: `?tenant=${tenant}` })).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('answers 503 and keeps nothing when the disk refuses, and recovers', async () => {
    const { store } = startCollector();
    let isBroken = true;
    const failing: CollectorStore = {
      ...store,
      append: (rows) => (isBroken ? Promise.reject(new Error('disk I/O error')) : store.append(rows)),
    };
    const { send, logged } = startCollector({ store: failing });
    const refused = await send([ticket(1)]);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(logged).toEqual([{ level: 'error', code: 'store-failed', message: 'disk I/O error' }]);
    isBroken = false;
    expect(await (await send([ticket(1)])).json()).toMatchObject({ accepted: [eventId(1)] });
  });

  it('refuses what would wait beyond the queue, but never a lone request', async () => {
    const { send, store } = startCollector({ limits: { maxQueuedEvents: 3 } });
    const batch = (from: number, count: number) => Array.from({ length: count }, (_, index) => ticket(from + index));
    const responses = await Promise.all([send(batch(1, 5)), send(batch(10, 1)), send(batch(20, 1))]);
    expect(responses.map((response) => response.status).sort()).toEqual([200, 503, 503]);
    expect(await store.lastSeq()).toBe(5);
    expect((await send(batch(30, 5))).status).toBe(200);
  });

  it('lets requests that arrive together share a transaction, each with its own answer', async () => {
    const { store } = startCollector();
    const groups: number[] = [];
    const counting: CollectorStore = {
      ...store,
      append: (rows) => {
        groups.push(rows.length);
        return store.append(rows);
      },
    };
    const { send } = startCollector({ store: counting });
    const replies = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => (await send([ticket(n % 20), vote(100 + n, 'tea', true)])).json()),
    );
    expect(groups.length).toBeLessThan(10);
    const count = (list: string) => replies.reduce((sum, reply) => sum + reply[list].length, 0);
    expect([count('accepted'), count('duplicates')]).toEqual([60, 20]);
    replies.forEach((reply, n) => {
      expect([...reply.accepted, ...reply.duplicates].sort()).toEqual([eventId(n % 20), eventId(100 + n)].sort());
    });
  });

  it('corrects the time of a device whose clock is wrong', async () => {
    const { send, store } = startCollector();
    const wrongYear = { ...ticket(1), time: '2001-01-01T00:00:00Z', sentat: '2001-01-01T01:00:00Z' };
    const { sentat, ...withoutSentat } = { ...ticket(2), time: '2099-01-01T00:00:00Z' };
    expect(sentat).toBeDefined();
    await send([wrongYear, withoutSentat]);
    const rows = await store.since({ tenants: ['default'], types: ['helplet.ticket.created'], after: 0, limit: 9 });
    expect(rows.map((row) => row.time)).toEqual([NOW - 3_600_000, NOW]);
  });
});

describe('cross-origin requests', () => {
  const origin = 'https://shop.example';

  it('answers a preflight from everywhere', async () => {
    const { app } = startCollector();
    const response = await app.request('/v1/events', { method: 'OPTIONS', headers: { origin } });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type, idempotency-key',
      'access-control-max-age': '7200',
    });
  });

  it('lets the page read refusals and Retry-After', async () => {
    const { send } = startCollector();
    const response = await send('[{', { headers: { origin } });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toBe('retry-after');
  });

  it('takes events only from the configured origins and from senders that are no browser', async () => {
    const { send, store } = startCollector({ allowedOrigins: [origin] });
    const own = await send([ticket(1)], { headers: { origin } });
    expect(own.headers.get('access-control-allow-origin')).toBe(origin);
    expect(own.headers.get('vary')).toBe('origin');
    const foreign = await send([ticket(2)], { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(401);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    expect((await send([ticket(3)])).status).toBe(200);
    expect(await store.lastSeq()).toBe(2);
  });
});
