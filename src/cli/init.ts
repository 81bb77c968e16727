import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { findPackageFolder } from '../collector/site/find-package-folder.ts';
import { type Command, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** What a page needs, in `dist/`. */
const RELEASE = ['helplet.js', 'worker.js', 'chunks', 'locales', 'models'] as const;

export const initCommand: Command = {
  name: 'init',
  summary: "copy the widget's files to a site and print its script tag",
  usage: `helplet init --out FOLDER [--base URL] [--kb URL] [--endpoint URL] [--integrity]

Copies the widget's files to FOLDER/${packageJson.version}/ and prints the script tag for a page. A version's files never change:
serve them with "cache-control: public, max-age=31536000, immutable".
--base       address that serves FOLDER; default /helplet/
--integrity  with the hash of the script; the script then holds every other file to its own`,
  async run(args, io) {
    const { values } = parseOptions({
      args: [...args],
      options: {
        out: { type: 'string' },
        base: { type: 'string', default: '/helplet/' },
        kb: { type: 'string', default: '/kb.json' },
        endpoint: { type: 'string' },
        integrity: { type: 'boolean', default: false },
      },
    });
    if (values.out === undefined) throw new UsageError('--out is missing; name the folder your site serves');
    const dist = join(findPackageFolder(import.meta.url), 'dist');
    const target = join(values.out, packageJson.version);
    await stat(join(dist, 'helplet.js')); // built?
    await mkdir(target, { recursive: true });
    for (const name of RELEASE) await cp(join(dist, name), join(target, name), { recursive: true });
    const hash = createHash('sha384')
      .update(await readFile(join(target, 'helplet.js')))
      .digest('base64');
    const src = `${values.base.replace(/\/?$/, '/')}${packageJson.version}/helplet.js`;
    const attributes = [
      `src="${toAttribute(src)}"`,
      ...(values.integrity ? [`integrity="sha384-${hash}"`, 'crossorigin="anonymous"', 'data-integrity'] : []),
      `data-kb="${toAttribute(values.kb)}"`,
      ...(values.endpoint === undefined ? [] : [`data-endpoint="${toAttribute(values.endpoint)}"`]),
    ];
    io.out(`<script async ${attributes.join(' ')}></script>\n`);
    io.err(`${RELEASE.length} entries copied to ${target}\n`);
    return 0;
  },
};

function toAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
