import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.hkb': 'application/octet-stream',
  '.hlm': 'application/octet-stream',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** A file to serve. `tag` changes with its content (its size and time of change), as in `ETag`. */
export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly tag: string;
}

/**
 * Finds the file a URL path stands for: itself, or the page (`/` is `index.html`, `/products/tea` is
 * `products/tea.html` or `products/tea/index.html`).
 * @param folder absolute path; nothing outside of it is ever given, nor a hidden file or what a link leads out to
 * @param path as in the URL, still percent-encoded, without query
 */
export async function findStaticFile(folder: string, path: string): Promise<StaticFile | null> {
  const segments = toSegments(path);
  if (!segments) return null;
  const root = await resolveLinks(folder);
  if (root === null) return null;
  const plain = join(root, ...segments);
  const candidates = path.endsWith('/')
    ? [join(plain, 'index.html')]
    : [plain, `${plain}.html`, join(plain, 'index.html')];
  for (const candidate of candidates) {
    const file = await resolveLinks(candidate);
    if (file === null || !file.startsWith(root + sep)) continue;
    const { size, mtimeMs, isFile } = await stat(file).then((found) => ({ ...found, isFile: found.isFile() }));
    if (!isFile) continue;
    return {
      bytes: Uint8Array.from(await readFile(file)),
      contentType: contentTypes[extname(file)] ?? 'application/octet-stream',
      tag: `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`,
    };
  }
  return null;
}

/** The names between the slashes, decoded; null when one of them could lead elsewhere. */
function toSegments(path: string): readonly string[] | null {
  const segments: string[] = [];
  for (const part of path.split('/')) {
    if (part === '') continue;
    let name: string;
    try {
      name = decodeURIComponent(part);
    } catch {
      return null; // a broken percent code
    }
    if (name.startsWith('.') || /[\0/\\:]/.test(name)) return null;
    segments.push(name);
  }
  return segments;
}

async function resolveLinks(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null; // not there, or not readable: the same to a visitor
  }
}
