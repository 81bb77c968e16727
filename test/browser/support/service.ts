import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface StoredTicket {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly subject: string; readonly body: string };
}

export interface StoredRating {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `helplet serve --demo` as a user starts it, from the built CLI, with its database in a folder of its own. */
export interface Service {
  readonly url: string;
  readonly token: string;
  /** Path of its database. */
  readonly file: string;
  tickets(): Promise<readonly StoredTicket[]>;
  ratings(): Promise<readonly StoredRating[]>;
  /** Stops the process; `restart` brings it back on the same port with the same database. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it for good and deletes its database. */
  dispose(): Promise<void>;
}

const CLI = resolve(import.meta.dirname, '../../../dist/cli.js');
const TOKEN = 'browser-tests-token';

export async function startService(): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-browser-'));
  const file = join(folder, 'events.db');
  let child: ChildProcess | null = null;
  let url = '';

  const start = async (port: string) => {
    const args = ['serve', '--demo', '--port', port, '--db', file, '--token', TOKEN, '--rate', '0'];
    const started = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    url = line;
  };
  const stop = async () => {
    const stopping = child;
    child = null;
    if (!stopping || stopping.exitCode !== null) return;
    stopping.kill('SIGTERM');
    await once(stopping, 'exit');
  };
  const read = async <Item>(path: string, field: string): Promise<readonly Item[]> => {
    const response = await fetch(`${url}/v1/${path}?limit=200`, { headers: { authorization: `Bearer ${TOKEN}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return ((await response.json()) as Record<string, Item[]>)[field] ?? [];
  };

  await start('0');
  return {
    get url() {
      return url;
    },
    token: TOKEN,
    file,
    tickets: () => read<StoredTicket>('tickets', 'tickets'),
    ratings: () => read<StoredRating>('ratings', 'ratings'),
    stop,
    restart: () => start(new URL(url).port),
    async dispose() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
