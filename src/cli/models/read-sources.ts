import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
  const files = (await readdir(corpusFolder)).filter((name) => name.endsWith('.jsonl')).sort();
  if (mayTrain('own', choice)) {
    for (const name of files) {
      for (const [index, row] of (await read(join(corpusFolder, name), `corpus/${basename(name)}`)).entries()) {
        rows.push({ ...row, source: 'own', split: index % OWN_VALIDATION === 0 ? 'val' : 'train' });
      }
    }
  }
  const counts: Record<string, number> = {};
  for (const { source = '' } of rows) counts[source] = (counts[source] ?? 0) + 1;
  return { rows, hashes, counts };
}
