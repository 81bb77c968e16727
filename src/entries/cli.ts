#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { runCli } from '../cli/main.ts';

// A reader that has seen enough (`| head`) closes the pipe: that is its right, not our failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCli(process.argv.slice(2), {
  readStdin: () => text(process.stdin),
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
});
