import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../src/collector/start-server.ts';
import { systemSchedule } from '../../src/shared/clock.ts';
import { startCollector } from '../support/collector/collector.ts';
import { eventId, ticket } from '../support/collector/events.ts';
import { tempFolder } from '../support/collector/temp-folder.ts';

const host = '127.0.0.1';
const processFile = new URL('../support/collector/collector-process.ts', import.meta.url).pathname;

async function serve(fetch: Parameters<typeof startServer>[0]['fetch'], port = 0) {
  const server = await startServer({ fetch, host, port, schedule: systemSchedule, drainMs: 2_000 });
  onTestFinished(() => server.stop());
  return server;
}

async function startProcess(file: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', processFile, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [url] = await once(createInterface(child.stdout), 'line');
  return { url, child };
}

const post = (url: string, body: string) =>
  fetch(`${url}/v1/events`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

/** Sends batches, one after the other, until the server is gone or `isDone`; tells each acknowledged id. */
async function sendUntil(
  isDone: () => boolean,
  { url, client, perBatch }: { readonly url: string; readonly client: number; readonly perBatch: number },
  onAcknowledged: (id: string) => void,
): Promise<void> {
  for (let batch = 0; !isDone(); batch++) {
    const first = client * 1_000_000 + batch * perBatch;
    const events = Array.from({ length: perBatch }, (_, index) => ticket(first + index));
    try {
      const { accepted } = await (await post(url, JSON.stringify(events))).json();
      accepted.forEach(onAcknowledged);
    } catch {
      return; // the connection broke: nothing of this batch was acknowledged
    }
  }
}

function countRows(file: string): { readonly rows: number; readonly ids: Set<string> } {
  const db = new Database(file);
  const ids = (db.prepare('SELECT id FROM events').all() as { readonly id: string }[]).map((row) => row.id);
  db.close();
  return { rows: ids.length, ids: new Set(ids) };
}

describe('startServer', () => {
  it('takes a free port when the usual one is in use', async () => {
    const first = await serve(() => new Response('first'));
    const second = await serve(() => new Response('second'), Number(new URL(first.url).port));
    expect(await (await fetch(first.url)).text()).toBe('first');
    expect(await (await fetch(second.url)).text()).toBe('second');
  });

  it('says which address it could not have', async () => {
    const start = startServer({ fetch: () => new Response(), host: '203.0.113.1', port: 0, schedule: systemSchedule });
    await expect(start).rejects.toThrow(/203\.0\.113\.1/);
  });

  it('answers 413 to a body too large that is still being sent', async () => {
    const { app } = startCollector({ limits: { maxBodyBytes: 10_000 } });
    const { url } = await serve((request, env) => app.fetch(request, env));
    const announced = await post(url, 'x'.repeat(5_000_000));
    expect(announced.status).toBe(413);

    const { port } = new URL(url);
    const socket = connect(Number(port), host);
    const head = `POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n`;
    const chunk = `2710\r\n${' '.repeat(10_000)}\r\n`;
    socket.write(`${head}\r\n${chunk}${chunk}${chunk}`); // and no end: the client would go on for ever
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    expect((await post(url, JSON.stringify([ticket(1)]))).status).toBe(200);
  });

  it('tells one client from another by its connection', async () => {
    const { app } = startCollector({ limits: { requestBurst: 1, requestsPerSecond: 0.001 } });
    const { url } = await serve((request, env) => app.fetch(request, env));
    expect((await post(url, '[]')).status).toBe(200);
    expect((await post(url, '[]')).status).toBe(429);
  });

  it('finishes the requests under way before it stops', async () => {
    let release = () => {};
    const isHeld = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const isThere = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await startServer({
      fetch: async () => {
        arrived();
        await isHeld;
        return new Response('done');
      },
      host,
      port: 0,
      schedule: systemSchedule,
    });
    const request = fetch(server.url);
    await isThere;
    const stopped = server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    release();
    expect(await (await request).text()).toBe('done');
    await stopped;
  });
});

describe('a collector process', () => {
  it('has every acknowledged event on disk, once, after kill -9 under load', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'events.db');
    const acknowledged: string[] = [];
    for (let kill = 1; kill <= 3; kill++) {
      const { url, child } = await startProcess(file);
      const clients = Array.from({ length: 8 }, (_, client) =>
        sendUntil(
          () => false,
          { url, client: (kill - 1) * 8 + client, perBatch: 5 },
          (id) => {
            // In the middle of things: the other clients' requests are on the wire, in the queue or in a commit.
            if (acknowledged.push(id) === kill * 100) child.kill('SIGKILL');
          },
        ),
      );
      await Promise.all([once(child, 'exit'), ...clients]);
    }
    const { rows, ids } = countRows(file);
    expect(acknowledged.length).toBeGreaterThanOrEqual(300);
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(rows).toBe(ids.size);

    const { url } = await startProcess(file); // and a client that repeats an acknowledged one is told so
    const reply = await (await post(url, JSON.stringify([ticket(0)]))).json();
    expect(reply.duplicates).toEqual([eventId(0)]);
  });

  it('stops on SIGTERM with exit code 0', { timeout: 20_000 }, async () => {
    const { url, child } = await startProcess(join(tempFolder(), 'events.db'));
    await post(url, JSON.stringify([ticket(1)]));
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('stores at a rate worth telling', { timeout: 30_000 }, async () => {
    const file = join(tempFolder(), 'events.db');
    const { url } = await startProcess(file);
    const acknowledged: string[] = [];
    const started = performance.now();
    const isDone = () => acknowledged.length >= 500;
    const clients = Array.from({ length: 16 }, (_, client) =>
      sendUntil(isDone, { url, client, perBatch: 1 }, (id) => acknowledged.push(id)),
    );
    await Promise.all(clients);
    const perSecond = Math.round(acknowledged.length / ((performance.now() - started) / 1_000));
    process.stdout.write(`collector: ${perSecond} events/s acknowledged, 16 clients, one event a request\n`);
    expect(countRows(file).rows).toBe(acknowledged.length);
  });
});
