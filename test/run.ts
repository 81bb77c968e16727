import { spawnSync } from 'node:child_process';
import { findChromium } from './support/find-chromium.ts';

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const step = (name: string, command = '', ...args: string[]): Step => ({ name, command, args });

const checks: readonly Step[] = [
  step('lint and layers', 'biome', 'ci', '.'),
  step('types', 'tsc'),
  step('dead code', 'knip'),
  step('unit tests', 'vitest', 'run', '--project', 'unit'),
  step('build', 'npm', 'run', 'build'),
  step('size budgets', 'size-limit'),
  step('package', 'publint', '--strict'),
  step('package types', ...'attw --pack . --profile esm-only --exclude-entrypoints ./helplet.js ./worker'.split(' ')),
  step('syntax of the script tag', 'es-check', 'es2022', 'dist/helplet.js'),
  step(
    'syntax of the modules',
    'es-check',
    'es2022',
    'dist/worker.js',
    'dist/index.js',
    'dist/chunks/*.js',
    '--module',
  ),
];
const browserTests: readonly Step[] = [
  step('browser tests', 'vitest', 'run', '--project', 'browser'),
  step('faults, each once', 'vitest', 'run', '--project', 'faults'),
];

/** Runs the steps one after the other, stops at the first that fails, prints where the time went. */
function run(steps: readonly Step[]): number {
  const times: string[] = [];
  let status = 0;
  for (const { name, command, args } of steps) {
    process.stdout.write(`\n▸ ${name}: ${command} ${args.join(' ')}\n`);
    const start = Date.now();
    const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    times.push(`${((Date.now() - start) / 1000).toFixed(1).padStart(7)} s  ${name}`);
    if (result.error) process.stderr.write(`${command} could not be run: ${result.error.message}\n`);
    status = result.status ?? 1;
    if (status !== 0) {
      process.stderr.write(`\n✗ ${name} failed\n`);
      break;
    }
  }
  process.stdout.write(`\nWhere the time went:\n${times.join('\n')}\n`);
  return status;
}

const plan = process.argv[2] ?? 'all';
if (plan !== 'check') process.env.HELPLET_CHROMIUM = findChromium((message) => process.stdout.write(`${message}\n`));
const steps = plan === 'check' ? checks : plan === 'browser' ? browserTests : [...checks, ...browserTests];
process.exitCode = run(steps);
