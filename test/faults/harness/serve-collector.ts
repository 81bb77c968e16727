import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** `helplet serve` from the built CLI, in a process of its own, on a database file that outlives it. */
export interface ServedCollector {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly pid: number;
  /** Ends it at once, without a chance to tidy up. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end. Resolves with its exit code. */
  stop(): Promise<number | null>;
}

const CLI = resolve(import.meta.dirname, '../../../dist/cli.js');

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/**
 * Starts a collector and waits until it listens.
 * @param options `uid`: the user it runs as, default ours; `args`: further ones of the command line
 * @throws when it ends before it listens
 */
export async function serveCollector(options: {
  readonly file: string;
  readonly port: number;
  readonly uid?: number;
  readonly args?: readonly string[];
}): Promise<ServedCollector> {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing; run "npm run build" first');
  const { file, port, args = [] } = options;
  const own = ['serve', '--port', String(port), '--db', file, '--token', 'fault-token', '--rate', '0', ...args];
  const child = spawn(process.execPath, [CLI, ...own], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  child.stderr.resume(); // its log tells of every refusal; what counts is in the answers
  const gone = new Promise<number | null>((settle) => child.once('exit', settle));
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const url = await Promise.race([firstLine(child), gone.then(() => null)]);
  if (url === null) throw new Error('the collector ended before it listened');
  return {
    url,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the collector has no stdout');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return line;
}
