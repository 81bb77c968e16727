import { runCli } from '../../../src/cli/main.ts';

/** Runs `helplet` with the given stdin and collects what it writes. */
export async function run(args: readonly string[], stdin = '') {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    readStdin: async () => stdin,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err, rows: out.trim() === '' ? [] : out.trim().split('\n') };
}
