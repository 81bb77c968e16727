import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAttachmentStore } from '../../src/collector/sqlite/open-attachment-store.ts';
import { openSqliteStore } from '../../src/collector/sqlite/open-sqlite-store.ts';
import { startServer } from '../../src/collector/start-server.ts';
import type { OutboxRow } from '../../src/outbox/ports.ts';
import { systemSchedule } from '../../src/shared/clock.ts';
import { createUploader, type ReadBlob, type StoredFile } from '../../src/transports/collector/create-uploader.ts';
import { createTransport, type TransportDeps } from '../../src/transports/create-transport.ts';
import {
  type FileAnswer,
  type FileServer,
  type ReceivedFile,
  startFileServer,
} from '../support/attachments/file-server.ts';
import { sampleFiles } from '../support/attachments/sample-files.ts';
import { startCollector } from '../support/collector/collector.ts';
import { NOW } from '../support/collector/events.ts';
import { tempFolder } from '../support/collector/temp-folder.ts';
import { eventId, newRow } from '../support/outbox/events.ts';

const { png, txt } = sampleFiles;

function fileOf(bytes: Uint8Array, name: string, type: string): StoredFile {
  return { name, type, data: Uint8Array.from(bytes).buffer };
}

const files = new Map<string, StoredFile>([
  [eventId(101), fileOf(png, '截图 1.png', 'image/png')],
  [eventId(102), fileOf(txt, 'log.txt', 'text/plain')],
  [eventId(103), fileOf(png, 'again.png', 'image/png')],
]);

/** A row with files, as the form makes it. */
function row(number: number, ...fileNumbers: readonly number[]): OutboxRow {
  const plain = newRow(number);
  const attachments = fileNumbers.map((file) => ({ id: eventId(file), name: 'a', type: 'b', bytes: 1 }));
  const data = { ...plain.event.data, ...(attachments.length > 0 && { attachments }) };
  return { ...plain, seq: number, event: { ...plain.event, data } };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const idOf = (request: ReceivedFile) => new URL(request.path, 'http://x').pathname.split('/').at(-1) ?? '';
const isUpload = (request: ReceivedFile) => request.method === 'PUT';

/** What a collector that takes everything answers. */
function takeAll(request: ReceivedFile): FileAnswer {
  if (isUpload(request)) return { status: 201, body: { id: idOf(request), sha256: sha256(request.bytes) } };
  return { status: 200, body: { accepted: eventsOf(request).map(({ id }) => id) } };
}

function eventsOf(request: ReceivedFile): readonly { readonly id: string; readonly data: Record<string, unknown> }[] {
  return JSON.parse(new TextDecoder().decode(request.bytes));
}

async function start(answer: (request: ReceivedFile) => FileAnswer = takeAll, deps: Partial<TransportDeps> = {}) {
  const server = await startFileServer(answer);
  const readBlob: ReadBlob = async (id) => files.get(id) ?? null;
  const transport = await createTransport(
    { adapter: 'collector', url: server.url },
    { fetch, clock: () => 1_700_000_000_000, readBlob, ...deps },
  );
  const send = (rows: readonly OutboxRow[], signal = new AbortController().signal) =>
    transport.send(rows, { signal, keepalive: false });
  return { server, send };
}

function log({ requests }: FileServer): readonly string[] {
  return requests.map((request) => `${request.method} ${isUpload(request) ? idOf(request).slice(-2) : 'events'}`);
}

function sentFiles({ requests }: FileServer): readonly unknown[] {
  return requests.flatMap((request) => (isUpload(request) ? [] : eventsOf(request)[0]?.data.attachments));
}

describe('a row with files', () => {
  it('is sent after its files, each with its name, type, hash and visitor', async () => {
    const { server, send } = await start();
    expect(await send([row(1, 101, 102)])).toMatchObject({ kind: 'answered' });
    expect(log(server)).toEqual(['PUT 65', 'PUT 66', 'POST events']);
    const [first] = server.requests;
    expect(first?.path).toBe(`/v1/attachments/${eventId(101)}`);
    expect(first?.bytes).toEqual(png);
    expect(first?.headers).toMatchObject({
      'content-type': 'image/png',
      'x-helplet-name': encodeURIComponent('截图 1.png'),
      'x-helplet-visitor': 'v1',
      'x-helplet-sha256': sha256(png),
    });
    expect(JSON.stringify(sentFiles(server))).not.toContain('refused');
  });

  it('does not hold up rows without, and comes alone', async () => {
    const { server, send } = await start();
    expect(await send([row(1, 101), row(2), row(3, 102)])).toEqual({
      kind: 'answered',
      items: new Map([[row(2).id, { kind: 'delivered' }]]),
    });
    expect(log(server)).toEqual(['POST events']);
    await send([row(1, 101), row(3, 102)]);
    expect(log(server).slice(1)).toEqual(['PUT 65', 'POST events']);
    expect(server.requests.at(-1) && eventsOf(server.requests.at(-1) as ReceivedFile).map(({ id }) => id)).toEqual([
      row(1).id,
    ]);
  });

  it('uploads a file once, however often its row is tried', async () => {
    let isBusy = true;
    const { server, send } = await start((request) =>
      isUpload(request) || !isBusy ? takeAll(request) : { status: 503 },
    );
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'retry' });
    isBusy = false;
    expect(await send([row(1, 101), row(2)])).toMatchObject({ kind: 'answered' });
    expect(log(server)).toEqual(['PUT 65', 'POST events', 'POST events']);
  });

  it('keeps the tenant of the endpoint, and asks for further headers', async () => {
    const server = await startFileServer(takeAll);
    const transport = await createTransport(
      { adapter: 'collector', url: `${server.url}?tenant=tea` },
      {
        fetch,
        clock: () => 0,
        readBlob: async () => files.get(eventId(102)) ?? null,
        headers: () => ({ 'x-token': 't' }),
      },
    );
    await transport.send([row(1, 102)], { signal: new AbortController().signal, keepalive: false });
    expect(server.requests[0]?.path).toBe(`/v1/attachments/${eventId(102)}?tenant=tea`);
    expect(server.requests[0]?.headers['x-token']).toBe('t');
  });

  it.each([
    ['https://a.example/v1/events', '/v1/attachments/'],
    ['https://a.example/help/events/', '/help/attachments/'],
    ['https://a.example/collect', '/collect/attachments/'],
    ['https://a.example/', '/attachments/'],
  ])('finds the place for files beside %s', async (url, path) => {
    const asked: string[] = [];
    const transport = await createTransport(
      { adapter: 'collector', url },
      {
        clock: () => 0,
        readBlob: async () => files.get(eventId(102)) ?? null,
        fetch: async (input) => {
          asked.push(input);
          throw new TypeError('Failed to fetch');
        },
      },
    );
    await transport.send([row(1, 102)], { signal: new AbortController().signal, keepalive: false });
    expect(asked).toEqual([`https://a.example${path}${eventId(102)}`]);
  });

  it('needs the proof that it arrived: id and hash', async () => {
    for (const body of [
      '<html>Sign in</html>',
      '',
      {},
      { id: eventId(101) },
      { id: eventId(9), sha256: sha256(png) },
    ]) {
      const { server, send } = await start(() => ({ status: 200, body }));
      expect(await send([row(1, 101)])).toEqual({ kind: 'retry', reason: 'no proof', isAmbiguous: false });
      expect(log(server)).toEqual(['PUT 65']);
    }
  });

  it('waits for what passes, as rows do', async () => {
    for (const [answer, outcome] of [
      [
        { status: 503, headers: { 'retry-after': '120' } },
        { kind: 'retry', afterMs: 120_000 },
      ],
      [{ status: 429 }, { kind: 'retry' }],
      [{ status: 401 }, { kind: 'paused', reason: 'unauthorized' }],
      ['drop', { kind: 'retry' }],
    ] as const) {
      const { server, send } = await start(() => answer);
      for (let time = 0; time < 5; time++) expect(await send([row(1, 101)])).toMatchObject(outcome);
      expect(log(server)).not.toContain('POST events');
    }
  });

  it('counts a 409 with its own hash as there', async () => {
    const { server, send } = await start((request) =>
      isUpload(request) ? { status: 409, body: { sha256: sha256(png) } } : takeAll(request),
    );
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'answered' });
    expect(JSON.stringify(sentFiles(server))).not.toContain('refused');
  });

  it.each([
    [413, { error: { code: 'large' } }, 'large'],
    [415, { error: { code: 'active' } }, 'active'],
    [415, '<h1>no</h1>', 'HTTP 415'],
    [422, { error: { code: 'erased' } }, 'erased'],
    [409, { error: { code: 'conflict' } }, 'conflict'],
    [415, { error: { code: 'a text of "any" kind' } }, 'HTTP 415'],
  ])('is sent all the same when a file is refused by %d %j, and says so', async (status, body, refused) => {
    const { server, send } = await start((request) =>
      idOf(request) === eventId(101) ? { status, body } : takeAll(request),
    );
    const outcome = await send([row(1, 101, 102)]);
    const common = { name: 'a', type: 'b', bytes: 1 };
    const told = [
      { id: eventId(101), ...common, refused },
      { id: eventId(102), ...common },
    ];
    expect(sentFiles(server)).toEqual([...told]);
    // The visitor's copy says the same.
    const item = outcome.kind === 'answered' ? outcome.items.get(eventId(1)) : undefined;
    expect(item).toMatchObject({ kind: 'delivered', event: { data: { attachments: told } } });
  });

  it('is the same at every try, so that a repeat is known as one', async () => {
    let tries = 0;
    const { server, send } = await start((request) =>
      isUpload(request) ? { status: ++tries === 1 ? 415 : 201, body: {} } : { status: 500 },
    );
    await send([row(1, 101)]);
    await send([row(1, 101)]);
    const [first, second] = sentFiles(server);
    expect(first).toMatchObject({ refused: 'HTTP 415' });
    expect(second).toEqual(first);
  });

  it('waits a while for a receiver that knows no files yet, then goes without them', async () => {
    const { server, send } = await start((request) => (isUpload(request) ? { status: 404 } : takeAll(request)));
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'retry' });
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'retry' });
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'answered' });
    expect(sentFiles(server)).toEqual([expect.objectContaining({ refused: 'HTTP 404' })]);
  });

  it('goes without a file that is gone from the device', async () => {
    const { server, send } = await start();
    await send([row(1, 199)]);
    await send([row(1, 199)]);
    expect(await send([row(1, 199)])).toMatchObject({ kind: 'answered' });
    expect(log(server)).toEqual(['POST events']);
    expect(sentFiles(server)).toEqual([expect.objectContaining({ refused: 'missing' })]);
  });

  it('waits for a file that cannot be read now', async () => {
    const { send } = await start(takeAll, {
      readBlob: async () => {
        throw new Error('storage is away');
      },
    });
    for (let time = 0; time < 5; time++) {
      expect(await send([row(1, 101)])).toEqual({ kind: 'retry', reason: 'storage is away', isAmbiguous: false });
    }
  });

  it('has its upload go on when a try is over, and the next one finds it done', async () => {
    let finish = () => {};
    const reached = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let arrived = () => {};
    const isThere = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { server, send } = await start(takeAll, {
      fetch: async (url, init) => {
        if (init.method === 'PUT') {
          arrived();
          await reached;
        }
        return fetch(url, init);
      },
    });
    const stop = new AbortController();
    const first = send([row(1, 101)], stop.signal);
    await isThere;
    stop.abort();
    expect(await first).toEqual({ kind: 'retry', reason: 'uploading', isAmbiguous: false });
    finish();
    expect(await send([row(1, 101)])).toMatchObject({ kind: 'answered' });
    expect(log(server)).toEqual(['PUT 65', 'POST events']);
  });

  it('has its upload ended when it is to be forgotten', async () => {
    const forget = new AbortController();
    const { server, send } = await start(() => 'hang', { uploadSignal: () => forget.signal });
    const sending = send([row(1, 101)]);
    await expect.poll(() => log(server)).toEqual(['PUT 65']);
    forget.abort();
    expect(await sending).toMatchObject({ kind: 'retry', reason: 'aborted' });
  });
});

describe('rows without files', () => {
  it('need no reader of files, nor its code', async () => {
    const { server, send } = await start(takeAll, {
      readBlob: () => {
        throw new Error('asked');
      },
    });
    expect(await send([row(1), row(2)])).toMatchObject({ kind: 'answered' });
    expect(log(server)).toEqual(['POST events']);
  });
});

describe('our collector', () => {
  it('has the file, by its id, before the request that names it', async () => {
    const file = join(tempFolder(), 'test.db');
    const attachments = openAttachmentStore({ file });
    onTestFinished(() => attachments.close());
    const collector = startCollector({ store: openSqliteStore({ file }), attachments });
    const server = await startServer({
      fetch: (request, env) => collector.app.fetch(request, env),
      host: '127.0.0.1',
      port: 0,
      schedule: systemSchedule,
    });
    onTestFinished(() => server.stop());
    const transport = await createTransport(
      { adapter: 'collector', url: `${server.url}/v1/events` },
      { fetch, clock: () => NOW, readBlob: async (id) => files.get(id) ?? null },
    );
    const send = () => transport.send([row(1, 101, 102)], { signal: new AbortController().signal, keepalive: false });
    expect(await send()).toEqual({ kind: 'answered', items: new Map([[row(1).id, { kind: 'delivered' }]]) });
    expect(await send()).toEqual({ kind: 'answered', items: new Map([[row(1).id, { kind: 'duplicate' }]]) });
    const given = await collector.read(`/v1/attachments/${eventId(101)}`);
    expect(new Uint8Array(await given.arrayBuffer())).toEqual(png);
    expect(given.headers.get('content-disposition')).toContain(encodeURIComponent('截图 1.png'));
  });
});

describe('an upload that takes too long', () => {
  it('is given up in the end, so that the message is not', async () => {
    const server = await startFileServer(() => 'hang');
    const { upload, verdictOf } = createUploader({
      url: server.url,
      fetch,
      clock: () => NOW,
      readBlob: async () => files.get(eventId(101)) ?? null,
      uploadTimeoutMs: 250,
    });
    expect(await upload(eventId(101), 'v1')).toMatchObject({ kind: 'retry', reason: 'too-slow' });
    expect(await upload(eventId(101), 'v1')).toMatchObject({ kind: 'retry', reason: 'too-slow' });
    expect(await upload(eventId(101), 'v1')).toBeNull();
    expect(verdictOf(eventId(101))).toEqual({ refused: 'too-slow' });
    expect(log(server)).toEqual(['PUT 65', 'PUT 65', 'PUT 65']);
  });
});
