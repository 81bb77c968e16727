import { afterEach, describe, expect, test } from 'vitest';
import type { OutboxRow, SendOutcome, Transport } from '../../src/outbox/ports.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Fetch } from '../../src/transports/post.ts';
import { newRow } from '../support/outbox/events.ts';
import { type Respond, reply, startServer, type TestServer } from '../support/outbox/start-server.ts';

export interface TransportUnderTest {
  readonly name: string;
  create(options: { readonly url: string; readonly fetch: Fetch; readonly clock: Clock }): Transport;
}

export function row(number: number): OutboxRow {
  return { ...newRow(number), seq: number };
}

/** Sends rows to a server that answers as told. */
export async function sendTo(
  under: TransportUnderTest,
  respond: Respond,
  rows: readonly OutboxRow[] = [row(1)],
  fetchWith: Fetch = fetch,
): Promise<{ readonly outcome: SendOutcome; readonly server: TestServer }> {
  const server = await startServer(respond);
  opened.push(server);
  const transport = under.create({ url: server.url, fetch: fetchWith, clock: () => 1_700_000_000_000 });
  const outcome = await transport.send(rows, { signal: new AbortController().signal, keepalive: false });
  return { outcome, server };
}

const opened: TestServer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

/** What every transport does with faults that have nothing to do with its service. */
export function describeTransport(under: TransportUnderTest): void {
  describe(`${under.name} transport`, () => {
    test.each([408, 409, 425, 429, 500, 502, 503, 504, 507, 511])('%d means again later', async (status) => {
      expect((await sendTo(under, reply(status, '{}'))).outcome).toMatchObject({ kind: 'retry' });
    });

    test.each([401, 403])('%d pauses the destination until its credentials are renewed', async (status) => {
      expect((await sendTo(under, reply(status))).outcome).toMatchObject({ kind: 'paused', reason: 'unauthorized' });
    });

    test.each([404, 405, 410, 415, 501, 505])('%d pauses the destination as gone', async (status) => {
      expect((await sendTo(under, reply(status))).outcome).toMatchObject({ kind: 'paused', reason: 'gone' });
    });

    test.each([400, 422])('%d rejects the only row at its third try, with a reason', async (status) => {
      const refusal = reply(status, 'bad field', 'text/plain');
      for (const attempts of [1, 2]) {
        const { outcome } = await sendTo(under, refusal, [{ ...row(1), attempts }]);
        expect(outcome, 'it may have been mangled on the way').toMatchObject({ kind: 'retry', isAmbiguous: false });
      }
      const { outcome } = await sendTo(under, refusal, [{ ...row(1), attempts: 3 }]);
      const item = outcome.kind === 'answered' ? outcome.items.get(row(1).id) : undefined;
      expect(item).toEqual({ kind: 'rejected', code: 'rejected', message: 'bad field' });
    });

    test('413 means too large', async () => {
      expect((await sendTo(under, reply(413))).outcome).toEqual({ kind: 'too-large' });
    });

    test('a page of HTML is no proof, whatever its status', async () => {
      const html = '<!doctype html><title>Sign in</title>';
      for (const type of ['text/html', 'application/json', 'text/plain']) {
        expect((await sendTo(under, reply(200, html, type))).outcome).toMatchObject({
          kind: 'retry',
          isAmbiguous: true,
        });
      }
    });

    test('a redirect is not followed', async () => {
      const target = await startServer(reply(200, '{"ok":true}'));
      opened.push(target);
      for (const status of [301, 302, 307, 308]) {
        const { outcome } = await sendTo(under, reply(status, '', '', { location: target.url }));
        expect(outcome).toMatchObject({ kind: 'retry' });
      }
      expect(target.requests).toEqual([]);
    });

    test('a connection broken off may have delivered', async () => {
      const { outcome } = await sendTo(under, (_, response) => response.destroy());
      expect(outcome).toMatchObject({ kind: 'retry', isAmbiguous: true });
    });

    test('an answer cut short is no proof', async () => {
      const { outcome } = await sendTo(under, (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write(`{"accepted":["${row(1).id}"`);
        setImmediate(() => response.destroy());
      });
      expect(outcome).toMatchObject({ kind: 'retry', isAmbiguous: true });
    });

    test('the time to wait is taken from seconds or a date by the server clock', async () => {
      for (const headers of [
        { 'retry-after': '120' },
        { 'retry-after': 'Fri, 01 Jan 2100 00:02:00 GMT', date: 'Fri, 01 Jan 2100 00:00:00 GMT' },
      ]) {
        expect((await sendTo(under, reply(503, '', '', headers))).outcome).toMatchObject({ afterMs: 120_000 });
      }
    });

    test('ends with its signal, even over a fetch that does not heed it', async () => {
      const controller = new AbortController();
      const transport = under.create({ url: 'http://127.0.0.1/', fetch: () => new Promise(() => {}), clock: () => 0 });
      const sending = transport.send([row(1)], { signal: controller.signal, keepalive: false });
      controller.abort();
      expect(await sending).toMatchObject({ kind: 'retry', isAmbiguous: true });
    });

    test.each<[string, Fetch]>([
      [
        'throws',
        () => {
          throw new Error('patched');
        },
      ],
      ['resolves to nothing', async () => undefined as unknown as Response],
      ['answers with something else', async () => ({ ok: true, status: 200 }) as Response],
      [
        'answers with an empty object',
        async () => ({ status: 200, headers: new Headers(), text: async () => '{}' }) as unknown as Response,
      ],
    ])('never throws when the page replaced fetch by one that %s', async (how, fetchWith) => {
      const { outcome } = await sendTo(under, reply(500), [row(1)], fetchWith);
      if (how !== 'answers with an empty object') expect(outcome).toMatchObject({ kind: 'retry' });
    });

    test('falls back to a plain request when the page has used up the keepalive budget', async () => {
      const keepalives: (boolean | undefined)[] = [];
      const transport = under.create({
        url: 'http://127.0.0.1/',
        clock: () => 0,
        fetch: async (_, init) => {
          keepalives.push(init.keepalive);
          if (init.keepalive) throw new TypeError('Failed to fetch');
          return new Response('', { status: 503 });
        },
      });
      await transport.send([row(1)], { signal: new AbortController().signal, keepalive: true });
      expect(keepalives).toEqual([true, false]);
    });

    test('sends no cookies and tells only its origin', async () => {
      let init: RequestInit = {};
      await sendTo(under, reply(200), [row(1)], async (_, given) => {
        init = given;
        return new Response();
      });
      expect(init).toMatchObject({
        method: 'POST',
        mode: 'cors',
        credentials: 'omit',
        referrerPolicy: 'strict-origin',
        redirect: 'error',
      });
    });

    test('sends valid JSON on a page whose prototypes have toJSON', async () => {
      const patched: object[] = [Array.prototype, String.prototype, Object.prototype];
      for (const prototype of patched) {
        Object.defineProperty(prototype, 'toJSON', { value: () => 'patched', configurable: true, enumerable: false });
      }
      try {
        const { server } = await sendTo(under, reply(204));
        expect(server.requests[0]?.body).toContain('message 1');
        expect(server.requests[0]?.body).not.toContain('patched');
      } finally {
        for (const prototype of patched) Reflect.deleteProperty(prototype, 'toJSON');
      }
    });
  });
}
