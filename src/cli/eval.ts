import { type Command, UsageError } from './command.ts';
import type { EvalKind } from './eval/eval-kind.ts';

/** Loaded when named; one file each. */
const KINDS: Readonly<Record<string, () => Promise<EvalKind>>> = {
  search: async () => (await import('./eval/search.ts')).searchEval,
};

export const evalCommand: Command = {
  name: 'eval',
  summary: 'measure quality on labelled data',
  usage: `helplet eval KIND --data FILE […]    KIND: ${Object.keys(KINDS).join(', ')}

Writes {"metric":{"value","n","lo","hi"},…}, each value with its 95 % interval.
  search --kb FILE [--typos FILE] [--outside FILE]   FILE: {"text","relevant":[article id]} a line; --queries is --data;
                                                     rows without "relevant" are questions no article answers`,
  async run([name, ...args], io) {
    const load = name !== undefined && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!load) throw new UsageError(name === undefined ? 'measure what?' : `"${name}" is not measured`);
    const kind = await load();
    io.out(`${JSON.stringify(await kind(args, io))}\n`);
    return 0;
  },
};
