import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SupportError } from '../shared/errors.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { findSources } from './find-sources.ts';
import { parseOptions, toWholeNumber } from './parse-options.ts';

const usage = `helplet serve [options]    collector, console and the widget's files on one port

--port N            port; a free one is taken if it is in use; 0 for any (default 8787)
--host ADDRESS      address to listen on (default 127.0.0.1: this machine only; 0.0.0.0: every network)
--db FILE           SQLite file that keeps tickets and ratings, made if absent
                    (default helplet.db in this folder; with --demo a temporary one, gone at the end)
--token SECRET      opens tickets and ratings for reading; may be given several times (default: a new one, shown)
--tenant NAME       who may be written to, as ?tenant=NAME; may be given several times (default "default")
--allow-origin URL  origin whose pages may send, e.g. https://shop.example; may be given several times (default: all)
--rate N            requests a second one client may send, for long; 0: no limit (default 200)
--behind-proxy      take the client's address from X-Forwarded-For, as the proxy before this server wrote it
--demo              also serve the demo shop, and its knowledge base at /kb.hkb

The first line on stdout is the shop's URL with --demo, else the collector's; then the endpoint to put into
data-endpoint, and the console with its token. Ends by Ctrl+C or SIGTERM, after answering what is under way.`;

const DEFAULT_PORT = 8_787;
const DEFAULT_RATE = 200;
/** Seconds of the allowed rate that a client may use at once. */
const BURST_SECONDS = 10;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'receive tickets and ratings, show the console',
  usage,
  async run(args, io) {
    const options = readOptions(args);
    const temporary = options.db === undefined && options.demo ? await mkdtemp(join(tmpdir(), 'helplet-')) : undefined;
    try {
      const ended = untilSignal(); // first of all: it may be asked to end as soon as it listens
      const service = await start(options, temporary ?? '.', io);
      await ended;
      await service.stop();
      return 0;
    } finally {
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    }
  },
};

function readOptions(args: readonly string[]) {
  const { values } = parseOptions({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      db: { type: 'string' },
      token: { type: 'string', multiple: true },
      tenant: { type: 'string', multiple: true },
      'allow-origin': { type: 'string', multiple: true },
      rate: { type: 'string' },
      'behind-proxy': { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
    },
  });
  if (values.db !== undefined && /^\w+:\/\//.test(values.db)) {
    throw new UsageError('--db takes the path of a SQLite file in this version');
  }
  for (const name of ['db', 'host'] as const) {
    if (values[name] === '') throw new UsageError(`--${name} is empty`);
  }
  if (values.token?.some((token) => !/^[\x21-\x7e]+$/.test(token))) {
    throw new UsageError('--token must be printable ASCII without spaces: it is sent in a header');
  }
  const origins = values['allow-origin']?.map(toOrigin);
  return {
    host: values.host,
    db: values.db,
    demo: values.demo,
    isBehindProxy: values['behind-proxy'],
    port: values.port === undefined ? DEFAULT_PORT : toWholeNumber('port', values.port, 0, 65_535),
    rate: values.rate === undefined ? DEFAULT_RATE : toWholeNumber('rate', values.rate, 0, 1_000_000),
    tokens: values.token ?? [randomBytes(24).toString('base64url')],
    tenants: values.tenant ?? ['default'],
    allowedOrigins: origins ?? ('*' as const),
  };
}

function toOrigin(value: string): string {
  if (!URL.canParse(value) || new URL(value).origin !== value.replace(/\/$/, '')) {
    throw new UsageError(`--allow-origin takes an origin like https://shop.example ("${value}")`);
  }
  return new URL(value).origin;
}

async function start(options: ReturnType<typeof readOptions>, dbFolder: string, io: CommandIo) {
  const { startService, findPackageFolder } = await loadServer();
  const { demo, tokens, rate } = options;
  const packageFolder = findPackageFolder(import.meta.url);
  const perSecond = rate === 0 ? Number.MAX_SAFE_INTEGER : rate;
  const service = await startService({
    ...options,
    file: options.db ?? join(dbFolder, 'helplet.db'),
    limits: { requestsPerSecond: perSecond, requestBurst: perSecond * BURST_SECONDS },
    packageFolder,
    ...(demo ? { demoKnowledge: await compileFolder(join(packageFolder, 'demo', 'kb'), io) } : {}),
    log: (entry) => io.err(`${JSON.stringify(entry)}\n`),
  });
  if (options.port !== 0 && new URL(service.url).port !== String(options.port)) {
    io.err(`port ${options.port} is taken; using a free one\n`);
  }
  io.out(`${service.url}\n`);
  io.out(`collector  ${service.url}/v1/events\n`);
  io.out(`console  ${service.url}/console/#token=${encodeURIComponent(tokens[0] ?? '')}\n`);
  return service;
}

/** Loaded only here: other commands start without a server, and an installation may lack its optional packages. */
async function loadServer() {
  try {
    const [{ startService }, { findPackageFolder }] = await Promise.all([
      import('../collector/start-service.ts'),
      import('../collector/site/find-package-folder.ts'),
    ]);
    return { startService, findPackageFolder };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing) throw error;
    throw new SupportError(
      'missing-package',
      'Server: an optional package is missing; install it with "npm install hono @hono/node-server libsql"',
    );
  }
}

async function compileFolder(folder: string, io: CommandIo): Promise<Uint8Array<ArrayBuffer>> {
  const [{ importSources }, { buildIndex, encodeKnowledge }] = await Promise.all([
    import('../knowledge/import/index.ts'),
    import('../knowledge/index.ts'),
  ]);
  const { articles, problems } = importSources(await findSources([folder]));
  for (const { message } of problems) io.err(`${message}\n`);
  return Uint8Array.from(encodeKnowledge(buildIndex(articles)));
}

/** Resolves at the first request to end; the second one then ends the process at once, as it would without us. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
