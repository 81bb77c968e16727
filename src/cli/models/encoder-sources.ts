import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fold } from '../../text/index.ts';
import { mayTrain, type SourceChoice } from './source-licences.ts';

/** What the sentence encoder learns from, without labels. */
export interface Sentences {
  /** Each text once. */
  readonly texts: readonly string[];
  /** SHA-256 of each file by its name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Texts used, by source. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * English texts under open licences, and which of their rows: every `step`-th. BANKING77 and HINT3 are not among them:
 * the search is measured on the same messages.
 */
const SOURCES: readonly { readonly name: string; readonly folder: string; readonly step: number }[] = [
  { name: 'clinc150', folder: 'intent', step: 1 },
  { name: 'hwu64', folder: 'intent', step: 1 },
  { name: 'bitext', folder: 'intent', step: 1 },
  { name: 'snips', folder: 'intent', step: 10 },
  { name: 'askubuntu', folder: 'intent', step: 1 },
  { name: 'webapps', folder: 'intent', step: 1 },
  { name: 'uci3', folder: 'sentiment', step: 1 },
  { name: 'goemotions', folder: 'sentiment', step: 4 },
];
/** Of longer texts the beginning: a visitor's question has fifty characters. */
const MAX_CHARACTERS = 220;

/**
 * Reads the texts: train files of public sets and our own corpus. Texts that stand in a question set of the search are
 * left out, so that what is measured there was never seen.
 * @throws SupportError `unknown-source`
 */
export async function readSentences(
  dataFolder: string,
  corpusFolder: string,
  choice: SourceChoice,
): Promise<Sentences> {
  const seen = await readSearchTexts(join(dataFolder, 'search'));
  const texts: string[] = [];
  const hashes: Record<string, string> = {};
  const counts: Record<string, number> = {};
  const read = async (path: string, name: string, source: string, step: number): Promise<void> => {
    const file = await readFile(path);
    hashes[name] = createHash('sha256').update(file).digest('hex');
    for (const [at, line] of toLines(file.toString('utf8')).entries()) {
      const { text, lang = 'en' } = JSON.parse(line) as { text: string; lang?: string }; // the sets are ours to name
      const short = text.normalize('NFKC').slice(0, MAX_CHARACTERS);
      const key = fold(short).trim();
      if (at % step !== 0 || lang !== 'en' || key === '' || seen.has(key)) continue;
      seen.add(key);
      texts.push(short);
      counts[source] = (counts[source] ?? 0) + 1;
    }
  };
  for (const { name, folder, step } of SOURCES) {
    if (mayTrain(name, choice))
      await read(join(dataFolder, folder, name, 'train.jsonl'), `${name}/train.jsonl`, name, step);
  }
  if (mayTrain('own', choice)) {
    for (const file of (await readdir(corpusFolder)).filter((name) => name.endsWith('.en.jsonl')).sort()) {
      await read(join(corpusFolder, file), `corpus/${file}`, 'own', 1);
    }
  }
  return { texts, hashes, counts };
}

/** Every question, title and phrasing of the question sets, folded. */
async function readSearchTexts(folder: string): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const set of existsSync(folder) ? await readdir(folder) : []) {
    for (const file of (await readdir(join(folder, set))).filter((name) => name.endsWith('.jsonl'))) {
      for (const line of toLines(await readFile(join(folder, set, file), 'utf8'))) {
        const row = JSON.parse(line) as { text?: string; title?: string; body?: string; phrasings?: readonly string[] }; // questions or articles
        const parts = [row.text, row.title, ...(row.body?.split('\n') ?? []), ...(row.phrasings ?? [])];
        for (const part of parts) seen.add(fold((part ?? '').normalize('NFKC').slice(0, MAX_CHARACTERS)).trim());
      }
    }
  }
  return seen;
}

function toLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
