import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const run = promisify(execFile);
const cli = join(import.meta.dirname, '../../dist/cli.js');

test('helplet init copies a version into a folder of its own and prints a tag with the hash of the copied script', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'helplet-init-'));
  try {
    const args = [
      'init',
      '--out',
      folder,
      '--base',
      'https://cdn.example/h',
      '--integrity',
      '--endpoint',
      '/a?b="c"&d',
    ];
    const first = await run(process.execPath, [cli, ...args]);
    const release = join(folder, packageJson.version);
    expect((await readdir(release)).sort()).toEqual(['chunks', 'helplet.js', 'locales', 'models', 'worker.js']);
    const script = await readFile(join(release, 'helplet.js'));
    const hash = createHash('sha384').update(script).digest('base64');
    expect(first.stdout).toBe(
      `<script async src="https://cdn.example/h/${packageJson.version}/helplet.js" integrity="sha384-${hash}" ` +
        'crossorigin="anonymous" data-integrity data-kb="/kb.json" data-endpoint="/a?b=&quot;c&quot;&amp;d"></script>\n',
    );
    expect((await run(process.execPath, [cli, ...args])).stdout).toBe(first.stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
});
