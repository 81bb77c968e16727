import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MAX_FILE_BYTES } from '../../../src/attachments/limits.ts';
import type { CollectorOptions } from '../../../src/collector/create-collector.ts';
import { openAttachmentStore } from '../../../src/collector/sqlite/open-attachment-store.ts';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import { bytesOf, sampleFiles } from '../../support/attachments/sample-files.ts';
import { startCollector } from '../../support/collector/collector.ts';
import { event, eventId } from '../../support/collector/events.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';

const { png, txt } = sampleFiles;
const ID = eventId(1);

function start(options: Partial<CollectorOptions> = {}) {
  const file = join(tempFolder(), 'test.db');
  const store = openSqliteStore({ file });
  const attachments = openAttachmentStore({ file });
  onTestFinished(() => attachments.close());
  const collector = startCollector({ ...options, store, attachments });
  const put = async (
    bytes: Uint8Array | ReadableStream,
    {
      id = ID,
      query = '',
      headers = {},
    }: { id?: string; query?: string; headers?: Record<string, string | null> } = {},
  ) => {
    const all: Record<string, string | null> = {
      'content-type': 'image/png',
      'x-helplet-name': 'photo.png',
      'x-helplet-visitor': 'v-1',
      ...headers,
    };
    const sent = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
    const body = bytes instanceof ReadableStream ? bytes : Uint8Array.from(bytes);
    const init = { method: 'PUT', headers: [...sent].map(([name, value]): [string, string] => [name, value]), body };
    return collector.app.request(`/v1/attachments/${id}${query}`, { ...init, duplex: 'half' } as RequestInit);
  };
  return { ...collector, put };
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

describe('PUT /v1/attachments/:id', () => {
  it('keeps a file and proves it with its size and hash', async () => {
    const { put } = start();
    const sha256 = createHash('sha256').update(png).digest('hex');
    const response = await put(png, { headers: { 'x-helplet-sha256': sha256.toUpperCase() } });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: ID, bytes: png.length, sha256 });
  });

  it('says the same of the same file again, whatever it is called, and refuses another one', async () => {
    const { put } = start();
    const first = await (await put(png)).json();
    const again = await put(png, { headers: { 'x-helplet-name': 'other.png' } });
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    const other = await put(sampleFiles.gif, { headers: { 'content-type': 'image/gif', 'x-helplet-name': 'a.gif' } });
    expect(other.status).toBe(409);
    expect(JSON.stringify(await other.json())).not.toContain(first.sha256);
  });

  it('refuses bytes that are not those announced, to be sent again', async () => {
    const { put } = start();
    const response = await put(png, { headers: { 'x-helplet-sha256': 'f'.repeat(64) } });
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('hash');
    expect((await put(png)).status).toBe(201);
  });

  it.each([
    ['an SVG', 'a.svg', 'image/svg+xml', bytesOf('<svg onload="alert(1)"/>'), 'active'],
    ['an SVG called PNG', 'a.png', 'image/png', bytesOf('<svg onload="alert(1)"/>'), 'active'],
    ['HTML called text', 'a.txt', 'text/plain', bytesOf('<html><script>'), 'active'],
    ['XML', 'a.xml', 'application/xml', bytesOf('<?xml version="1.0"?><a/>'), 'active'],
    ['a program', 'a.exe', 'application/x-msdownload', bytesOf('MZ'), 'kind'],
    ['a PNG declared as text', 'a.png', 'text/plain', png, 'mismatch'],
    ['a PNG called PDF', 'a.pdf', 'image/png', png, 'mismatch'],
    ['an extension hidden by a turn', 'a\u202egnp.html', 'image/png', png, 'active'],
    [
      'a PNG with an archive behind it',
      'a.png',
      'image/png',
      Uint8Array.from([...png, ...bytesOf('PK\x05\x06')]),
      'damaged',
    ],
    ['a PNG cut short', 'a.png', 'image/png', png.subarray(0, 40), 'damaged'],
    ['text that is not UTF-8', 'a.txt', 'text/plain', Uint8Array.of(0xc4, 0xe3), 'encoding'],
    ['nothing', 'a.png', 'image/png', new Uint8Array(), 'empty'],
  ])('refuses %s', async (_, name, type, bytes, code) => {
    const { put, read } = start();
    const headers = { 'x-helplet-name': encodeURIComponent(name), 'content-type': type };
    const response = await put(bytes, { headers });
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe(code);
    expect((await read(`/v1/attachments/${ID}`)).status).toBe(404);
  });

  it.each([
    ['no name', { 'x-helplet-name': null }, 400],
    ['a name that cannot be decoded', { 'x-helplet-name': '%E0%A4%A' }, 400],
    ['no visitor', { 'x-helplet-visitor': null }, 400],
    ['a visitor without end', { 'x-helplet-visitor': 'v'.repeat(201) }, 400],
    ['no type', { 'content-type': null }, 415],
  ])('refuses a request with %s', async (_, headers, status) => {
    const { put } = start();
    expect((await put(png, { headers })).status).toBe(status);
  });

  it('refuses a file above the limit by its announced length, and one without a length at the limit', async () => {
    const { put } = start();
    const announced = await put(png, { headers: { 'content-length': String(MAX_FILE_BYTES + 1) } });
    expect(announced.status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    expect((await put(endless)).status).toBe(413);
    expect(sent).toBeLessThan(MAX_FILE_BYTES + 3_000_000);
  });

  it.each(['1', 'x', '../../etc/passwd', `${ID}0`, ID.toUpperCase(), ID.replace('-7', '-4')])(
    'takes nothing under the id %s',
    async (id) => {
      const { put } = start();
      expect((await put(png, { id: encodeURIComponent(id) })).status).toBe(404);
    },
  );

  it('takes files where events are taken: known tenants and allowed origins', async () => {
    const { put } = start({ tenants: ['tea'], allowedOrigins: ['https://tea.example'] });
    expect((await put(png)).status).toBe(401);
    expect((await put(png, { query: '?tenant=tea' })).status).toBe(201);
    const foreign = await put(png, { query: '?tenant=tea', headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(401);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const own = await put(png, { query: '?tenant=tea', headers: { origin: 'https://tea.example' } });
    expect(own.headers.get('access-control-allow-origin')).toBe('https://tea.example');
  });

  it('counts against the same limit as events', async () => {
    const { put, send } = start({ limits: { requestBurst: 2, requestsPerSecond: 1 } });
    await send([]);
    expect((await put(png)).status).toBe(201);
    const third = await put(png);
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toBe('1');
  });

  it('tells a browser beforehand what it may send', async () => {
    const { app } = start();
    const response = await app.request(`/v1/attachments/${ID}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toBe('PUT');
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(['content-type', 'x-helplet-name', 'x-helplet-sha256', 'x-helplet-visitor']);
  });

  it.each(['POST', 'DELETE', 'PATCH'])('has no %s', async (method) => {
    const { app } = start();
    expect((await app.request(`/v1/attachments/${ID}`, { method })).status).toBe(405);
  });

  it('is not there without a place to keep files', async () => {
    const { app } = startCollector();
    expect((await app.request(`/v1/attachments/${ID}`, { method: 'PUT', body: 'x' })).status).toBe(404);
  });

  it('takes nothing of a visitor who was erased, and has nothing of his', async () => {
    const { put, send, read } = start();
    await put(png);
    await send([event(2, 'helplet.visitor.erased', {})]);
    expect((await read(`/v1/attachments/${ID}`)).status).toBe(404);
    const response = await put(png);
    expect(response.status).toBe(422);
    expect(await codeOf(response)).toBe('erased');
  });
});

describe('GET /v1/attachments/:id', () => {
  it('gives the bytes for saving, never as a page', async () => {
    const { put, read } = start();
    await put(png, { headers: { 'x-helplet-name': encodeURIComponent('../截图 "1"\'s (a).png') } });
    const response = await read(`/v1/attachments/${ID}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition':
        "attachment; filename=\"__ _1_'s (a).png\"; filename*=UTF-8''%E6%88%AA%E5%9B%BE%20_1_%27s%20%28a%29.png",
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says of a text that it is UTF-8', async () => {
    const { put, read } = start();
    await put(txt, { headers: { 'x-helplet-name': 'a.txt', 'content-type': 'text/plain' } });
    const response = await read(`/v1/attachments/${ID}`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('needs a token, and one that opens the file’s tenant', async () => {
    const { put, app, read } = start({
      tenants: ['default', 'tea'],
      tokens: [
        { secret: 'one', tenants: ['default'] },
        { secret: 'two', tenants: ['tea'] },
      ],
    });
    await put(png);
    expect((await app.request(`/v1/attachments/${ID}`)).status).toBe(401);
    const by = (secret: string, query = '') =>
      read(`/v1/attachments/${ID}${query}`, { authorization: `Bearer ${secret}` });
    expect((await by('two')).status).toBe(404);
    expect((await by('one', '?tenant=tea')).status).toBe(401);
    expect((await by('one')).status).toBe(200);
  });

  it('knows no other ids', async () => {
    const { read } = start();
    expect((await read(`/v1/attachments/${eventId(9)}`)).status).toBe(404);
    expect((await read('/v1/attachments/nothing')).status).toBe(404);
  });
});
