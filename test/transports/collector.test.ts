import { describe, expect, test } from 'vitest';
import type { ItemOutcome, SendOutcome } from '../../src/outbox/ports.ts';
import { createCollectorTransport } from '../../src/transports/collector/create-collector-transport.ts';
import { reply } from '../support/outbox/start-server.ts';
import { describeTransport, row, sendTo } from './transport-contract.ts';

const under = { name: 'collector', create: createCollectorTransport };

describeTransport(under);

function itemsOf(outcome: SendOutcome): readonly ItemOutcome[] {
  return outcome.kind === 'answered' ? [...outcome.items.values()] : [];
}

describe('the collector', () => {
  const rows = [row(1), row(2), row(3), row(4)];
  const ids = rows.map(({ id }) => id);

  test('gets one batch of CloudEvents with the time of this try', async () => {
    const { server } = await sendTo(under, reply(200, '{}'), rows.slice(0, 2));
    const [request] = server.requests;
    expect(request?.headers['content-type']).toBe('application/cloudevents-batch+json');
    expect(JSON.parse(request?.body ?? '')).toEqual(
      rows.slice(0, 2).map(({ event }) => ({ ...event, sentat: '2023-11-14T22:13:20.000Z' })),
    );
  });

  test('names what it took, knew and refused; a row it does not name is not acknowledged', async () => {
    const body = JSON.stringify({
      accepted: [ids[1]],
      duplicates: [ids[0]],
      rejected: [{ id: ids[2], reason: 'conflict' }],
    });
    const { outcome } = await sendTo(under, reply(200, body), rows);
    expect(outcome.kind === 'answered' && Object.fromEntries(outcome.items)).toEqual({
      [ids[0] ?? '']: { kind: 'duplicate' },
      [ids[1] ?? '']: { kind: 'delivered' },
      [ids[2] ?? '']: { kind: 'rejected', code: 'conflict', message: 'conflict' },
    });
  });

  test.each(['', '{}', '{"ok":true}', '[]', 'null', '"accepted"', '{"accepted":true}'])(
    'a 2xx with %s proves nothing',
    async (body) => {
      expect((await sendTo(under, reply(200, body))).outcome).toMatchObject({ kind: 'retry', isAmbiguous: true });
    },
  );

  test('lists that contradict each other prove nothing for the row', async () => {
    const body = JSON.stringify({ accepted: [ids[0]], duplicates: [], rejected: [{ id: ids[0], reason: 'x' }] });
    expect(itemsOf((await sendTo(under, reply(200, body))).outcome)).toEqual([]);
  });

  test('members a page added to Object.prototype are not taken for an answer', async () => {
    Object.defineProperty(Object.prototype, 'accepted', { value: [ids[0]], configurable: true, enumerable: false });
    try {
      expect((await sendTo(under, reply(200, '{}'))).outcome).toMatchObject({ kind: 'retry' });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'accepted');
    }
  });

  test('a 400 that names rows is a verdict on these rows', async () => {
    const body = JSON.stringify({ rejected: [{ id: ids[1], reason: 'subject: too long' }] });
    const { outcome } = await sendTo(under, reply(400, body), rows);
    expect(itemsOf(outcome)).toEqual([{ kind: 'rejected', code: 'rejected', message: 'subject: too long' }]);
  });

  test('a 400 on a whole batch asks for halves, so that only the bad row is given up', async () => {
    expect((await sendTo(under, reply(400, 'bad'), rows)).outcome).toEqual({ kind: 'too-large' });
  });

  test('asks for further headers at each try', async () => {
    let token = 'old';
    const withToken = {
      name: 'collector',
      create: (options: Parameters<typeof createCollectorTransport>[0]) =>
        createCollectorTransport({ ...options, headers: () => ({ authorization: `Bearer ${token}` }) }),
    };
    token = 'new';
    const { server } = await sendTo(withToken, reply(200, '{}'));
    expect(server.requests[0]?.headers.authorization).toBe('Bearer new');
  });
});
