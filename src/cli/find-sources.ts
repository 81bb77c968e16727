import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { endingOf, importEndings, type SourceFile } from '../knowledge/import/index.ts';
import { SupportError } from '../shared/errors.ts';
import { UsageError } from './command.ts';

/**
 * The files to import at some paths. Folders are searched through in the order of their files' names; hidden files,
 * `node_modules` and files of other kinds are passed over there.
 * @throws UsageError for a file named explicitly that is of no known kind, or a path that does not exist
 * @throws SupportError `bad-input` for a file that is not UTF-8
 */
export async function findSources(paths: readonly string[]): Promise<readonly SourceFile[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (!info) throw new UsageError(`there is no file or folder "${path}"`);
    if (info.isDirectory()) files.push(...(await listFolder(path)));
    else if (importEndings.includes(endingOf(path))) files.push(path);
    else throw new UsageError(`"${path}" is of no known kind; name .${importEndings.join(', .')} files`);
  }
  return Promise.all(files.map(async (path) => ({ path, text: decode(path, await readFile(path)) })));
}

async function listFolder(folder: string): Promise<string[]> {
  const files: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await listFolder(path)));
    else if (entry.isFile() && importEndings.includes(endingOf(path))) files.push(path);
  }
  return files;
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SupportError('bad-input', `Knowledge base: ${path}: is not UTF-8 text; save it as UTF-8`);
  }
}
