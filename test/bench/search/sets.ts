import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../../src/schema/article.ts';

export interface Query {
  readonly text: string;
  readonly relevant: readonly string[];
}

export interface QuestionSet {
  readonly name: string;
  /** Sets of one group count as one in a macro average. */
  readonly group: string;
  readonly articles: readonly Article[];
  readonly queries: readonly Query[];
  /** The same questions with one typing error each; none for Chinese. */
  readonly typos: readonly Query[];
  /** Messages that no article answers. */
  readonly outside: readonly Query[];
}

export const ENGLISH = [
  'en-stackfaq',
  'en-covidfaq',
  'en-banking77',
  'en-hint3-curekart',
  'en-hint3-sofmattress',
  'en-hint3-powerplay11',
  'en-mqp',
];
export const CHINESE = ['zh-lcqmc', 'zh-bq'];

/** Reads JSONL. */
export function readLines<Row>(file: string): readonly Row[] {
  const text = readFileSync(file, 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line));
}

/**
 * One half of a set: the one weights were tuned on, or by default the one figures are reported for. Which half a
 * question is in depends on the article it asks for.
 */
export function readSet(data: string, name: string, half: 'tuned' | 'reported' = 'reported'): QuestionSet {
  const read = (file: string): readonly Query[] => {
    const path = join(data, name, file);
    const rows = existsSync(path) ? readLines<Query & { readonly id: string }>(path) : [];
    return rows.filter(({ id, relevant }) => isReported(name, relevant[0] ?? `oos${id}`) === (half === 'reported'));
  };
  return {
    name,
    group: name.startsWith('en-hint3') ? 'HINT3' : name.slice(3),
    articles: readLines<Article>(join(data, name, 'kb.jsonl')),
    queries: read('queries.jsonl'),
    typos: read('queries.typo.jsonl'),
    outside: read('oos.jsonl'),
  };
}

function isReported(set: string, article: string): boolean {
  const hash = createHash('sha1').update(`helplet-eval-1|${set}|${article}`).digest();
  return hash.readUInt32BE(0) % 2 === 1;
}
