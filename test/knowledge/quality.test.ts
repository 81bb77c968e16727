import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { buildIndex, createSearcher } from '../../src/knowledge/index.ts';
import type { Article } from '../../src/schema/article.ts';

interface Query {
  readonly text: string;
  readonly relevant: readonly string[];
}

/** The public question sets are not part of the repository: they lie in a folder beside it. */
const DATA = join(import.meta.dirname, '../../../shared/data/search');
const MAX_QUERIES = 150;
const ENGLISH = [
  'en-stackfaq',
  'en-covidfaq',
  'en-banking77',
  'en-hint3-curekart',
  'en-hint3-sofmattress',
  'en-hint3-powerplay11',
  'en-mqp',
];

function readLines<Row>(set: string, file: string): readonly Row[] {
  const text = readFileSync(join(DATA, set, file), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Every k-th query, so that all articles asked for take part. */
function sample(queries: readonly Query[]): readonly Query[] {
  const step = Math.max(1, Math.floor(queries.length / MAX_QUERIES));
  return queries.filter((_, index) => index % step === 0).slice(0, MAX_QUERIES);
}

/** Mean reciprocal rank within the first ten, in percent. */
function meanReciprocalRank(queries: readonly Query[], search: (text: string) => readonly string[]): number {
  const ranks = queries.map(({ text, relevant }) =>
    search(text)
      .slice(0, 10)
      .findIndex((id) => relevant.includes(id)),
  );
  return (100 * ranks.reduce((sum, rank) => sum + (rank === -1 ? 0 : 1 / (rank + 1)), 0)) / queries.length;
}

function withHelplet(articles: readonly Article[]): (text: string) => readonly string[] {
  const searcher = createSearcher(buildIndex(articles));
  return (text) => searcher.search(text).found.map(({ id }) => id);
}

function withMiniSearch(articles: readonly Article[]): (text: string) => readonly string[] {
  const search = new MiniSearch({ fields: ['title', 'body'] });
  search.addAll(articles);
  return (text) => search.search(text).map(({ id }) => String(id));
}

describe.skipIf(!existsSync(DATA))('on public question sets (skipped where the folder of data sets is absent)', () => {
  for (const set of ENGLISH) {
    it(`finds at least as well as MiniSearch does by default: ${set}`, async ({ annotate }) => {
      const articles = readLines<Article>(set, 'kb.jsonl');
      const queries = sample(readLines<Query>(set, 'queries.jsonl'));
      const ours = meanReciprocalRank(queries, withHelplet(articles));
      const theirs = meanReciprocalRank(queries, withMiniSearch(articles));
      await annotate(
        `${set}: MRR@10 ${ours.toFixed(1)}, MiniSearch ${theirs.toFixed(1)} (${queries.length} questions)`,
      );
      expect(ours).toBeGreaterThanOrEqual(theirs);
    }, 20_000);
  }

  it('finds Chinese without any setting', async ({ annotate }) => {
    const queries = sample(readLines<Query>('zh-lcqmc', 'queries.jsonl'));
    const ours = meanReciprocalRank(queries, withHelplet(readLines<Article>('zh-lcqmc', 'kb.jsonl')));
    await annotate(`zh-lcqmc: MRR@10 ${ours.toFixed(1)} (${queries.length} questions)`);
    expect(ours).toBeGreaterThanOrEqual(80);
  }, 20_000);
});
