import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostFile } from './host.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** Builds an app whose whole code is `code`, as a site with a bundler would. @returns its files by path */
export function buildConsumerApp(code: string): Readonly<Record<string, HostFile>> {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-app-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/helplet'), 'dir');
    const files = {
      'package.json': '{"name":"consumer","type":"module","private":true}',
      'index.html': '<!doctype html><html lang="en"><title>App</title><script type="module" src="./main.js"></script>',
      'main.js': code,
      'vite.config.js': "export default { logLevel: 'error', build: { modulePreload: { polyfill: false } } };",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    // A process of its own: inside the test runner Vite would build for the test runner.
    const { NODE_ENV: _env, VITEST: _vitest, ...env } = process.env;
    execFileSync(process.execPath, [VITE, 'build', folder], { cwd: folder, env, stdio: 'inherit' });
    const out = join(folder, 'dist');
    const built = readdirSync(out, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(built.map((file) => [file.slice(out.length), { body: readFileSync(file) }]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
