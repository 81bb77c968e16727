import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** The version after this one, as its own build would give it. */
export interface NextVersion {
  /** Folder of the built files. */
  readonly dist: string;
  readonly version: string;
  readonly databaseVersion: number;
  /** Deletes it. */
  dispose(): void;
}

/** The store that the next version has more. */
export const ADDED_STORE = 'added';

/** Builds this project, elsewhere, with a database that has one version and one store more. */
export function buildNextVersion(): NextVersion {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-next-'));
  for (const name of ['src', 'vite.config.ts', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  mkdirSync(join(folder, 'dist'));
  const version = change(join(folder, 'package.json'), /"version": "(\d+\.\d+)\.\d+"/, ([, minor]) => [
    `"version": "${minor}.999"`,
    `${minor}.999`,
  ]);
  const schema = join(folder, 'src/storage/schema.ts');
  const databaseVersion = change(schema, /DATABASE_VERSION = (\d+)/, ([, number]) => [
    `DATABASE_VERSION = ${Number(number) + 1}`,
    String(Number(number) + 1),
  ]);
  change(schema, /KEY_VALUE_STORES = \[/, ([text]) => [`${text}'${ADDED_STORE}', `, '']);
  change(schema, /\n {2}meta: \{ key: string; value: unknown \};/, ([text]) => [
    `${text}\n  ${ADDED_STORE}: { key: string; value: unknown };`,
    '',
  ]);
  // A process of its own: inside the test runner Vite would build for the test runner.
  const { NODE_ENV: _env, VITEST: _vitest, ...env } = process.env;
  execFileSync(process.execPath, [VITE, 'build', '--logLevel', 'error'], { cwd: folder, env, stdio: 'inherit' });
  return {
    dist: join(folder, 'dist'),
    version,
    databaseVersion: Number(databaseVersion),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Replaces what a pattern finds in a file; fails where it finds nothing, so that the next version is really another. */
function change(
  file: string,
  pattern: RegExp,
  to: (match: RegExpExecArray) => readonly [text: string, result: string],
): string {
  const before = readFileSync(file, 'utf8');
  const match = pattern.exec(before);
  if (!match) throw new Error(`${file} has no ${pattern}`);
  const [text, result] = to(match);
  writeFileSync(
    file,
    before.replace(match[0], () => text),
  );
  return result;
}
