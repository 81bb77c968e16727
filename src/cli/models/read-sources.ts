import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OUT_OF_SCOPE } from '../../language/intent/index.ts';
import { type LabelledRow, readLabelled } from '../read-labelled.ts';
import { mayTrain, type SourceChoice } from './source-licences.ts';

/** Rows that may train, and what the model card says of each file and source. */
export interface Sources {
  readonly rows: readonly LabelledRow[];
  /** SHA-256 of each file by its name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Rows used, by source. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The mapped public sets; their test files are never opened here. */
const PUBLIC = ['support-en/train.jsonl', 'support-en/val.jsonl', 'support-zh/train.jsonl'] as const;
/** More questions out of scope, without a source in their rows. */
const OUTSIDE = { file: 'clinc150/oos_plus_train.jsonl', source: 'clinc150-oos' } as const;
/** Every so many rows of our own corpus one validates. */
const OWN_VALIDATION = 10;
/** Messages of a few words, in a folder beside the long ones: they tell intents only. */
const SHORT = { folder: 'short', source: 'own-short' } as const;
/** Wishes that no support desk hears; those that are small talk, orders or posts to a shop are left out. */
const ASSISTANT = { file: 'hwu64/train.jsonl', source: 'hwu64', leftOut: /^(general|takeaway|social_post)/ } as const;

/**
 * Reads what trains the default intents: the public sets below `dataFolder`/intent and our own corpus.
 * @throws SupportError for a row of a source whose licence is not known
 */
export async function readIntentSources(
  dataFolder: string,
  corpusFolder: string,
  choice: SourceChoice,
): Promise<Sources> {
  const rows: LabelledRow[] = [];
  const hashes: Record<string, string> = {};
  const read = async (path: string, name: string): Promise<readonly LabelledRow[]> => {
    const bytes = await readFile(path);
    hashes[name] = createHash('sha256').update(bytes).digest('hex');
    return readLabelled(bytes.toString('utf8'));
  };
  for (const name of PUBLIC) {
    const found = await read(join(dataFolder, 'intent', name), name);
    rows.push(...found.filter(({ source }) => source !== undefined && mayTrain(source, choice)));
  }
  if (mayTrain(OUTSIDE.source, choice)) {
    for (const row of await read(join(dataFolder, 'intent', OUTSIDE.file), OUTSIDE.file)) {
      rows.push({ ...row, split: 'train', source: OUTSIDE.source });
    }
  }
  if (mayTrain(ASSISTANT.source, choice)) {
    for (const { text, label } of await read(join(dataFolder, 'intent', ASSISTANT.file), ASSISTANT.file)) {
      if (ASSISTANT.leftOut.test(label)) continue;
      rows.push({ text, label: OUT_OF_SCOPE, split: 'train', source: ASSISTANT.source });
    }
  }
  for (const [folder, source] of [
    ['', 'own'],
    [SHORT.folder, SHORT.source],
  ] as const) {
    if (!mayTrain(source, choice)) continue;
    const path = join(corpusFolder, folder);
    for (const name of (await readdir(path)).filter((file) => file.endsWith('.jsonl')).sort()) {
      for (const [index, row] of (await read(join(path, name), join('corpus', folder, name))).entries()) {
        rows.push({ ...row, source, split: index % OWN_VALIDATION === 0 ? 'val' : 'train' });
      }
    }
  }
  const counts: Record<string, number> = {};
  for (const { source = '' } of rows) counts[source] = (counts[source] ?? 0) + 1;
  return { rows, hashes, counts };
}
