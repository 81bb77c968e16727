import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findPackageFolder } from '../../collector/site/find-package-folder.ts';
import { INTENT_FILE, trainIntent } from '../../language/intent/index.ts';
import { encodeModel } from '../../language/model/index.ts';
import { DEFAULT_INTENTS, toDefaultRows } from './default-intents.ts';
import { readIntentSources } from './read-sources.ts';

/**
 * Trains the models Helplet ships: `npm run train:models -- --data FOLDER [--sources open] [--exclude 'hint3-*'] --out
 * FOLDER`. Writes each model, and `models.json` with its size, checksum, command, data hashes and counts.
 */
async function trainModels(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      sources: { type: 'string', default: 'all' },
      exclude: { type: 'string', multiple: true, default: [] },
    },
  });
  const { data, out, sources, exclude } = values;
  if (data === undefined || out === undefined || (sources !== 'all' && sources !== 'open')) {
    throw new Error("usage: npm run train:models -- --data FOLDER [--sources open] [--exclude 'NAME*'] --out FOLDER");
  }
  const corpus = join(findPackageFolder(import.meta.url), 'src/language/corpus');
  const read = await readIntentSources(data, corpus, { isOpenOnly: sources === 'open', excluded: exclude });
  const flags = [...(sources === 'open' ? ['--sources open'] : []), ...exclude.map((name) => `--exclude '${name}'`)];
  const origin = { command: ['npm run train:models --', ...flags].join(' '), counts: read.counts };
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const { model, validation } = trainIntent(toDefaultRows(read.rows), { ...DEFAULT_INTENTS, origin, log });
  const bytes = encodeModel(model);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, INTENT_FILE), bytes);
  const card = {
    [INTENT_FILE]: {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      bytesGzip: gzipSync(bytes, { level: 9 }).length,
      ...origin,
      data: read.hashes,
      validation,
    },
  };
  await writeFile(join(out, 'models.json'), `${JSON.stringify(card, null, 2)}\n`);
}

await trainModels();
