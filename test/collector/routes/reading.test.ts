import { describe, expect, it } from 'vitest';
import { startCollector, TOKEN } from '../../support/collector/collector.ts';
import { csat, event, eventId, NOW, ticket, vote } from '../../support/collector/events.ts';

const at = (ms: number) => new Date(ms).toISOString();

describe('reading routes', () => {
  it.each(['/v1/tickets', '/v1/ratings', '/v1/stream'])('%s needs a known token', async (path) => {
    const { app } = startCollector();
    const wrong = [undefined, '', 'Bearer', 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN];
    for (const authorization of wrong) {
      const response = await app.request(path, { headers: authorization === undefined ? {} : { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('refuses an empty token even where one is configured by mistake', async () => {
    const { app } = startCollector({ tokens: [{ secret: '', tenants: ['default'] }] });
    expect((await app.request('/v1/tickets', { headers: { authorization: 'Bearer ' } })).status).toBe(401);
    expect((await app.request('/v1/tickets')).status).toBe(401);
  });

  it('shows a token only its own tenants', async () => {
    const { send, read } = startCollector({
      tenants: ['a', 'b', 'c'],
      tokens: [{ secret: TOKEN, tenants: ['a', 'b'] }],
    });
    for (const [n, tenant] of ['a', 'b', 'c'].entries()) await send([ticket(n)], { query: `?tenant=${tenant}` });
    const tenantsOf = async (path: string) =>
      (await (await read(path)).json()).tickets.map((item: { tenant: string }) => item.tenant);
    expect(await tenantsOf('/v1/tickets')).toEqual(['b', 'a']);
    expect(await tenantsOf('/v1/tickets?tenant=a')).toEqual(['a']);
    expect((await read('/v1/tickets?tenant=c')).status).toBe(401);
  });

  it('gives no page of another origin the right to read', async () => {
    const { read } = startCollector();
    const response = await read('/v1/tickets', { origin: 'https://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lists tickets newest first with the time they were really written', async () => {
    const { send, read } = startCollector();
    await send([ticket(1), vote(2, 'tea', true), ticket(3)]);
    const page = await (await read('/v1/tickets')).json();
    expect(page.tickets).toEqual([
      expect.objectContaining({ seq: 3, id: eventId(3), state: 'open', data: ticket(3).data }),
      {
        seq: 1,
        id: eventId(1),
        tenant: 'default',
        receivedAt: at(NOW),
        time: at(NOW - 4_000), // sent 4 s after it was written, by the device's own clock
        state: 'open',
        data: ticket(1).data,
      },
    ]);
    expect(page.before).toBeNull();
    expect(page.cursor).toBe(3);
  });

  it('pages through tickets to the end', async () => {
    const { send, read } = startCollector();
    await send([1, 2, 3, 4, 5].map((n) => ticket(n)));
    const seen = [];
    let path: string | null = '/v1/tickets?limit=2';
    while (path) {
      const page = await (await read(path)).json();
      seen.push(...page.tickets.map((item: { data: { id: string } }) => item.data.id));
      path = page.before === null ? null : `/v1/tickets?limit=2&before=${page.before}`;
    }
    expect(seen).toEqual(['t-5', 't-4', 't-3', 't-2', 't-1']);
  });

  it.each(['limit=0', 'limit=1001', 'limit=1e3', 'limit=', 'before=-1', 'before=x'])('refuses ?%s', async (query) => {
    const { read } = startCollector();
    expect((await read(`/v1/tickets?${query}`)).status).toBe(400);
  });

  it('shows the state a ticket was last left in', async () => {
    const { send, read } = startCollector();
    const change = (n: number, type: string, id: string) => event(n, type, { ticket: id, by: 'visitor' });
    await send([
      ticket(1),
      ticket(2),
      ticket(3),
      change(4, 'helplet.ticket.solved', 't-1'),
      change(5, 'helplet.ticket.solved', 't-2'),
      change(6, 'helplet.ticket.reopened', 't-2'),
    ]);
    const { tickets } = await (await read('/v1/tickets')).json();
    expect(tickets.map((item: { state: string }) => item.state)).toEqual(['open', 'open', 'solved']);
  });

  it('lists votes and answered surveys together', async () => {
    const { send, read } = startCollector();
    await send([csat(1, 5), ticket(2), vote(3, 'tea', false), event(4, 'helplet.answer.rated', { helpful: true })]);
    const { ratings } = await (await read('/v1/ratings')).json();
    expect(ratings.map((item: { type: string }) => item.type)).toEqual([
      'helplet.answer.rated',
      'helplet.article.rated',
      'helplet.survey.answered',
    ]);
  });

  it('tells a load balancer whether the store answers', async () => {
    const { app, store } = startCollector();
    expect((await app.request('/healthz')).status).toBe(200);
    const broken = startCollector({ store: { ...store, lastSeq: () => Promise.reject(new Error('gone')) } });
    expect((await broken.app.request('/healthz')).status).toBe(503);
  });

  it('answers everything else in JSON that a browser takes for nothing else', async () => {
    const { app } = startCollector();
    const missing = await app.request('/v1/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('x-content-type-options')).toBe('nosniff');
    expect(missing.headers.get('content-security-policy')).toContain("default-src 'none'");
    const wrongMethod = await app.request('/v1/events');
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('POST, OPTIONS');
  });
});
