import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { INTENT_FILE, trainIntent } from '../language/intent/index.ts';
import { encodeModel } from '../language/model/index.ts';
import { type Command, UsageError } from './command.ts';
import { openGeneralModel } from './open-models.ts';
import { parseOptions, toWholeNumber } from './parse-options.ts';
import { readLabelled, toTrainingRows } from './read-labelled.ts';
import { readPhrasings } from './read-phrasings.ts';

export const trainCommand: Command = {
  name: 'train',
  summary: "train a model on a site's own messages",
  usage: `helplet train intent [--data FILE] [--kb PATH] --out FOLDER [--seed N] [--max-kb 300] [--quick] [--models FOLDER]

FILE: {"text","label","split"?} a line; "oos" and "out_of_scope" mark messages no intent fits. Rows with split "val"
validate (else a tenth is set aside for that and taught at the end); rows with split "test" are refused.
PATH: a knowledge base as \`helplet kb build\` takes it. The title and phrasings of an article are messages of one intent:
its "intent" if it has one, else its id. With --data too, both teach.
Writes FOLDER/${INTENT_FILE} and one line: {"classes","rows","seconds","bytesGzip","validation"}.
  --seed N     same data and seed, same model (1)
  --max-kb N   most kilobytes of the model, compressed, 10 to 2000 (300)
  --quick      half the time or less, up to two points less accurate
  --models     folder of the default model the new one hears as a prior; the shipped one if absent`,
  async run([kind, ...args], io) {
    if (kind !== 'intent') throw new UsageError(kind === undefined ? 'train what? intent' : `"${kind}" is not trained`);
    const { values } = parseOptions({
      args: [...args],
      options: {
        data: { type: 'string' },
        kb: { type: 'string' },
        out: { type: 'string' },
        seed: { type: 'string', default: '1' },
        'max-kb': { type: 'string', default: '300' },
        quick: { type: 'boolean', default: false },
        models: { type: 'string' },
      },
    });
    if (values.data === undefined && values.kb === undefined) {
      throw new UsageError('--data or --kb is missing; name a file with labelled messages, or a knowledge base');
    }
    if (values.out === undefined) throw new UsageError('--out is missing; name the folder for the model');
    const seed = toWholeNumber('seed', values.seed, 0, 2 ** 32 - 1);
    const maxKb = toWholeNumber('max-kb', values['max-kb'], 10, 2_000);
    const started = performance.now();
    const file = values.data === undefined ? '' : await readFile(values.data, 'utf8');
    const asked = values.kb === undefined ? [] : await readPhrasings(values.kb);
    const labelled = [...readLabelled(file), ...asked];
    const rows = toTrainingRows(labelled, (line) => io.err(`${line}\n`));
    const general = await openGeneralModel(values.models);
    const { model, validation } = trainIntent(rows, {
      ...(general ? { general } : {}),
      seed,
      maxKb,
      isQuick: values.quick,
      origin: {
        command: `helplet train intent --seed ${seed} --max-kb ${maxKb}${values.quick ? ' --quick' : ''}`,
        data: createHash('sha256').update(file).update(JSON.stringify(asked)).digest('hex'),
      },
      log: (line) => io.err(`${line}\n`),
    });
    const bytes = encodeModel(model);
    await mkdir(values.out, { recursive: true });
    // Written beside it first: a reader never sees half a file.
    const target = join(values.out, INTENT_FILE);
    await writeFile(`${target}.unfinished`, bytes);
    await rename(`${target}.unfinished`, target);
    const report = {
      classes: new Set(rows.map(({ label }) => label)).size,
      rows: rows.length,
      seconds: Number(((performance.now() - started) / 1_000).toFixed(2)),
      bytesGzip: gzipSync(bytes, { level: 9 }).length,
      validation,
    };
    io.out(`${JSON.stringify(report)}\n`);
    return 0;
  },
};
