import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SupportError } from '../../shared/errors.ts';

/**
 * Helplet's own folder: the nearest one above a module whose `package.json` is Helplet's. The same for the built
 * `dist/cli.js` and for a module run from `src/`.
 * @param moduleUrl `import.meta.url` of the caller
 * @throws SupportError `package-folder` when there is none
 */
export function findPackageFolder(moduleUrl: string): string {
  const start = dirname(fileURLToPath(moduleUrl));
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && isOurs(readFileSync(file, 'utf8'))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new SupportError('package-folder', `Server: no Helplet package above "${start}"; reinstall helplet`);
}

function isOurs(manifest: string): boolean {
  return /"name"\s*:\s*"helplet"/.test(manifest);
}
