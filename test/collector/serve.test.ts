import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { serveCommand } from '../../src/cli/serve.ts';
import { eventId, ticket } from '../support/collector/events.ts';
import { tempFolder } from '../support/collector/temp-folder.ts';

const processFile = new URL('../support/collector/serve-process.ts', import.meta.url).pathname;
const io = { readStdin: async () => '', out: () => {}, err: () => {} };

/** Runs `helplet serve` until the test ends. */
async function serve(args: readonly string[], cwd = tempFolder(), awaitedLines = 3) {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, processFile, '--port', '0', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === awaitedLines) break;
  }
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    return code as number;
  };
  return { url: lines[0] ?? '', lines, cwd, stop };
}

describe('helplet serve', { timeout: 30_000 }, () => {
  it('prints the URL alone, then the endpoint and the console, and works with what it printed', async () => {
    const { url, lines, cwd, stop } = await serve([]);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(lines[1]).toBe(`collector  ${url}/v1/events`);
    const token = /^console {2}(\S+)\/console\/#token=(\S+)$/.exec(lines[2] ?? '')?.[2] ?? '';

    const sent = await fetch(`${url}/v1/events`, { method: 'POST', body: JSON.stringify([ticket(1)]) });
    expect(await sent.json()).toMatchObject({ accepted: [eventId(1)] });
    const listed = await fetch(`${url}/v1/tickets`, { headers: { authorization: `Bearer ${token}` } });
    expect((await listed.json()).tickets).toHaveLength(1);
    expect(await stop()).toBe(0);
    expect(existsSync(join(cwd, 'helplet.db'))).toBe(true);
  });

  it('keeps to the given token, tenants and file over a restart', async () => {
    const args = ['--db', 'own.db', '--token', 'first', '--token', 'second', '--tenant', 'tea', '--tenant', 'pots'];
    const first = await serve(args);
    const body = JSON.stringify([ticket(1)]);
    expect((await fetch(`${first.url}/v1/events`, { method: 'POST', body })).status).toBe(401);
    expect((await fetch(`${first.url}/v1/events?tenant=pots`, { method: 'POST', body })).status).toBe(200);
    await first.stop();
    const second = await serve(args, first.cwd);
    const listed = await fetch(`${second.url}/v1/tickets`, { headers: { authorization: 'Bearer second' } });
    expect((await listed.json()).tickets).toMatchObject([{ tenant: 'pots' }]);
  });

  it('ends in order when it is asked to as soon as it listens', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const { stop } = await serve([], tempFolder(), 1);
      expect(await stop()).toBe(0);
    }
  });

  it('serves the demo shop with a knowledge base and leaves nothing behind', async () => {
    const { url, cwd, stop } = await serve(['--demo']);
    const kb = await fetch(`${url}/kb.hkb`);
    expect(kb.status).toBe(200);
    expect((await kb.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
    expect(kb.headers.get('content-security-policy')).toContain('trusted-types helplet');
    expect(await stop()).toBe(0);
    expect(existsSync(join(cwd, 'helplet.db'))).toBe(false);
  });

  it.each([
    [['--port', '70000']],
    [['--port', 'x']],
    [['--token', 'two words']],
    [['--db', 'postgres://localhost/x']],
    [['--db', '']],
    [['--allow-origin', 'shop.example']],
    [['--allow-origin', 'https://shop.example/path']],
    [['--rate', '-1']],
    [['--fast']],
    [['file']],
  ])('refuses %j as wrong use', async (args) => {
    await expect(serveCommand.run(args, io)).rejects.toThrow(UsageError);
  });
});
