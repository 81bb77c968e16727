import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIndex, createSearcher } from '../../../src/knowledge/index.ts';
import { measureSearch } from '../../../src/knowledge/measure/measure-search.ts';
import type { Article } from '../../../src/schema/article.ts';
import { askAll, byGroup, difference, interval, macro, mrr, type Row, recall5 } from './measure-quality.ts';
import { measureLoad, measureSizes, measureSpeed } from './measure-speed.ts';
import { helplet, miniSearch, peers } from './peers.ts';
import { CHINESE, ENGLISH, type Query, type QuestionSet, readLines, readSet } from './sets.ts';

const { values } = parseArgs({
  options: { data: { type: 'string', default: join(import.meta.dirname, '../../../../shared/data/search') } },
});
const data = values.data;
if (!existsSync(data)) throw new Error(`no question sets at ${data}; name their folder with --data`);

const lines: string[] = [];
const print = (line = ''): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};
const one = (value: number): string => value.toFixed(1);
const range = (bounds: readonly [number, number] | null): string =>
  bounds ? bounds.map(one).join(' to ') : 'other questions';
const table = (head: readonly string[]): void => {
  print(`| ${head.join(' | ')} |`);
  print(`|${head.map(() => '---').join('|')}|`);
};
const row = (cells: readonly string[]): void => print(`| ${cells.join(' | ')} |`);

const english = ENGLISH.map((name) => readSet(data, name));
const chinese = CHINESE.map((name) => readSet(data, name));

print('# Search: measurements');
print();
print('Written by `npm run bench:search`; do not edit. Questions of the half of each set that no weight was tuned on;');
print(
  'figures in percent; intervals are 95 %, by bootstrap over the articles asked for. `docs/search.md` explains them.',
);
await reportEnglish();
await reportChinese();
reportConfidence();
await reportTyping();
await reportSpeed();
writeFileSync(join(import.meta.dirname, '../../../docs/benchmarks/search.md'), `${lines.join('\n')}\n`);

async function reportEnglish(): Promise<void> {
  const groups = [...new Set(english.map(({ group }) => group))];
  const count = english.reduce((sum, { queries }) => sum + queries.length, 0);
  print();
  print(`## English (${count} questions, 5 groups; MRR@10 / recall@5)`);
  print();
  table(['library', 'macro MRR', '95 %', 'Helplet’s lead', 'macro R@5', 'typos: MRR', 'typos: R@5', '95 %', ...groups]);
  let ours: readonly Row[] = [];
  for (const peer of peers) {
    const clean = await askAll(peer, english, ({ queries }) => queries);
    const typos = await askAll(peer, english, (set) => set.typos);
    if (peer === helplet) ours = clean;
    const [first, fifth] = [byGroup(clean, mrr), byGroup(clean, recall5)];
    row([
      peer.name,
      one(macro(clean, mrr)),
      range(interval(clean, mrr)),
      peer === helplet ? '–' : range(difference(ours, clean)),
      one(macro(clean, recall5)),
      one(macro(typos, mrr)),
      one(macro(typos, recall5)),
      range(interval(typos, recall5)),
      ...groups.map((group) => `${one(first.get(group) ?? 0)} / ${one(fifth.get(group) ?? 0)}`),
    ]);
  }
}

async function reportChinese(): Promise<void> {
  print();
  print('## Chinese, no configuration; the others are given Helplet’s tokeniser (MRR@10 / recall@5)');
  print();
  table(['library', ...chinese.map(({ group, queries }) => `${group} (${queries.length})`)]);
  for (const peer of [helplet, miniSearch]) {
    const rows = await askAll(peer, chinese, ({ queries }) => queries);
    const [first, fifth] = [byGroup(rows, mrr), byGroup(rows, recall5)];
    row([peer.name, ...chinese.map(({ group }) => `${one(first.get(group) ?? 0)} / ${one(fifth.get(group) ?? 0)}`)]);
  }
}

function reportConfidence(): void {
  print();
  print('## “No good answer”: area under the ROC curve of the confidence, questions against messages out of scope');
  print();
  table(['set', 'questions', 'out of scope', 'AUROC', '95 %']);
  for (const set of english.filter(({ outside }) => outside.length > 0)) {
    const searcher = createSearcher(buildIndex(set.articles));
    const outcomes = [...set.queries, ...set.outside].map(({ text, relevant }) => {
      const { found, confidence } = searcher.search(text, 10);
      const rank = found.findIndex(({ id }) => relevant.includes(id)) + 1;
      return { rank, confidence, cluster: relevant[0] ?? '' };
    });
    const { auroc } = measureSearch(outcomes);
    if (!auroc) continue;
    const bounds = `${auroc.lo.toFixed(2)} to ${auroc.hi.toFixed(2)}`;
    row([set.name.slice(3), String(set.queries.length), String(set.outside.length), auroc.value.toFixed(3), bounds]);
  }
}

async function reportTyping(): Promise<void> {
  print();
  print('## As you type: recall@5 after each third of a question’s letters, macro over the English groups');
  print();
  table(['library', 'one third', 'two thirds', 'all']);
  const cut = (part: number) => (set: QuestionSet) =>
    set.queries.map(
      ({ text, relevant }): Query => ({ text: text.slice(0, Math.ceil((text.length * part) / 3)), relevant }),
    );
  for (const peer of [helplet, miniSearch]) {
    const parts = [];
    for (const part of [1, 2, 3]) parts.push(one(macro(await askAll(peer, english, cut(part)), recall5)));
    row([peer.name, ...parts]);
  }
}

async function reportSpeed(): Promise<void> {
  const all = readLines<Article>(join(data, 'scale-help-en', 'kb.jsonl'));
  print();
  print('## Speed and size (sections of real documentation; milliseconds of one core; sizes gzip −9)');
  print();
  table([
    'library',
    'articles',
    'build',
    'query p50',
    'query p95',
    'Helplet’s p95 as part of it',
    'Helplet’s build as part of it',
  ]);
  for (const count of [1_000, all.length]) {
    const speeds = await measureSpeed(all.slice(0, count));
    const ours = speeds[0];
    for (const { name, buildMs, p50Ms, p95Ms } of speeds) {
      const share = (mine: number | undefined, theirs: number): string => ((mine ?? 0) / theirs).toFixed(2);
      const shares = [share(ours?.p95Ms, p95Ms), share(ours?.buildMs, buildMs)];
      row([name, String(count), buildMs.toFixed(0), p50Ms.toFixed(2), p95Ms.toFixed(2), ...shares]);
    }
  }
  print();
  table(['index', `${1_000} articles, kB`, `${all.length} articles, kB`]);
  const [small, large] = [measureSizes(all.slice(0, 1_000)), measureSizes(all)];
  for (const [at, { name, bytesGzip }] of small.entries()) {
    row([name, one(bytesGzip / 1_000), one((large[at]?.bytesGzip ?? 0) / 1_000)]);
  }
  print();
  print(
    `From a compiled file of ${all.length} articles to the first result: ${measureLoad(all).toFixed(0)} ms (Node).`,
  );
}
