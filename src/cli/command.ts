/** What a command may touch. Only `out` reaches stdout, and only JSONL goes there. */
export interface CommandIo {
  /** Everything on stdin, as UTF-8 text. */
  readonly readStdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Exit code: 0 ok, 1 failure, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** One command of the CLI, one file each. */
export interface Command {
  readonly name: string;
  /** One line for `helplet --help`. */
  readonly summary: string;
  /** The whole text of `helplet NAME --help`. */
  readonly usage: string;
  readonly run: (args: readonly string[], io: CommandIo) => Promise<ExitCode>;
}

/** Wrong use of a command: message goes to stderr with the usage line, exit code 2. */
export class UsageError extends Error {}
