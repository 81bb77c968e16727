import packageJson from '../../package.json' with { type: 'json' };
import { toMessage } from '../shared/errors.ts';
import { editDistance } from '../text/index.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';

/** Loaded when named: most runs need one command, and some bring a server or a trainer along. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.ts')).initCommand,
  kb: async () => (await import('./kb.ts')).kbCommand,
  search: async () => (await import('./search.ts')).searchCommand,
  eval: async () => (await import('./eval.ts')).evalCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
};

/**
 * Runs `helplet` with some arguments (those behind the program's name) and gives the exit code: 0 ok, 1 failure,
 * 2 wrong use. Never throws.
 */
export async function runCli(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (name === '--version' || name === '-v') {
    io.out(`${packageJson.version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const text = await describeCommands();
    (name === undefined ? io.err : io.out)(text);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    io.err(`helplet: "${name}" is no command${hint(name)}; helplet --help lists them\n`);
    return 2;
  }
  try {
    return await runCommand(await load(), args, io);
  } catch (error) {
    io.err(`${describeFailure(error)}\n`);
    return 1;
  }
}

async function runCommand(command: Command, args: readonly string[], io: CommandIo): Promise<ExitCode> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(`${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`helplet ${command.name}: ${error.message}\n\n${command.usage}\n`);
    return 2;
  }
}

async function describeCommands(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  return `helplet COMMAND [options]\n\n${lines.join('\n')}\n\nhelplet COMMAND --help says more; helplet --version\n`;
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read or written by you',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of this path is a file, not a folder',
  ENOSPC: 'the disk is full',
};

/** An error of the system in words, with the path it is about. */
function describeFailure(error: unknown): string {
  const { code, path } = (error ?? {}) as { readonly code?: string; readonly path?: string }; // fields of Node's system errors
  const text = code === undefined ? undefined : FILE_ERRORS[code];
  return text && path ? `"${path}": ${text}` : toMessage(error);
}

/** The command most likely meant. */
function hint(name: string): string {
  const near = Object.keys(COMMANDS).find((command) => editDistance(command, name, 2) <= 2);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
