// `helplet serve` in a process of its own, run from source. Arguments: the command's own.
import type { CommandIo } from '../../../src/cli/command.ts';
import { serveCommand } from '../../../src/cli/serve.ts';

const io: CommandIo = {
  readStdin: async () => '',
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};
process.exitCode = await serveCommand.run(process.argv.slice(2), io);
