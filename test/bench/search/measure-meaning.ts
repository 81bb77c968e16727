import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  buildIndex,
  createMeaning,
  createSearcher,
  embedArticles,
  encodeKnowledge,
} from '../../../src/knowledge/index.ts';
import { measureSearch } from '../../../src/knowledge/measure/measure-search.ts';
import { createEncoder } from '../../../src/language/encoder/index.ts';
import type { Article } from '../../../src/schema/article.ts';
import { interval, macro, mrr, type Row, recall5 } from './measure-quality.ts';
import { ENGLISH, type QuestionSet, readLines, readSet } from './sets.ts';

/**
 * What meaning adds to words, set by set: `npm run bench:search:meaning -- [--data FOLDER] [--encoder FILE] [--half
 * tuned] [--weight N]`. Differences are paired on the same questions; intervals by bootstrap over the articles asked for.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '../../../../shared/data/search') },
    encoder: { type: 'string', default: join(import.meta.dirname, '../../../src/language/weights/encoder.hle') },
    half: { type: 'string', default: 'reported' },
    weight: { type: 'string' },
  },
});
if (!existsSync(values.data)) throw new Error(`no question sets at ${values.data}; name their folder with --data`);
const half = values.half === 'tuned' ? 'tuned' : 'reported';
const weight = values.weight === undefined ? {} : { meaningWeight: Number(values.weight) };
const file = readFileSync(values.encoder);
const encoder = createEncoder(file);
const print = (line = ''): boolean => process.stdout.write(`${line}\n`);
const one = (value: number): string => value.toFixed(1);

type Ask = (text: string) => readonly string[];
interface Asked {
  readonly words: readonly Row[];
  readonly meaning: readonly Row[];
}

const clean: Asked[] = [];
const typos: Asked[] = [];
print(`${half} half; encoder ${encoder.id}, ${(gzipSync(file, { level: 9 }).length / 1_000).toFixed(0)} kB gzip`);
print();
print(
  '| set | n | MRR@10 | with meaning | difference, 95 % | R@5 | with | typos: R@5 | with | difference, 95 % | AUROC | with |',
);
print('|---|---|---|---|---|---|---|---|---|---|---|---|');
for (const name of ENGLISH) {
  const set = readSet(values.data, name, half);
  const index = embedArticles(buildIndex(set.articles), encoder);
  const byWords = createSearcher(index);
  const byMeaning = createSearcher(index, { readMeaning: createMeaning(index.vectors, encoder), ...weight });
  const ask = (questions: QuestionSet['queries']): Asked => ({
    words: toRows(set, questions, (text) => byWords.search(text, 10).found.map(({ id }) => id)),
    meaning: toRows(set, questions, (text) => byMeaning.search(text, 10).found.map(({ id }) => id)),
  });
  const [asked, askedTypos] = [ask(set.queries), ask(set.typos)];
  clean.push(asked);
  typos.push(askedTypos);
  row(name, asked, askedTypos, [auroc(set, byWords), auroc(set, byMeaning)]);
}
row('macro over five groups', join2(clean), join2(typos), ['', '']);
print();
reportSpeed();

function toRows({ group, name }: QuestionSet, questions: QuestionSet['queries'], ask: Ask): readonly Row[] {
  return questions.map(({ text, relevant }) => {
    const found = ask(text);
    return { group, cluster: `${name} ${relevant[0]}`, rank: found.findIndex((id) => relevant.includes(id)) + 1 };
  });
}

function join2(all: readonly Asked[]): Asked {
  return { words: all.flatMap(({ words }) => words), meaning: all.flatMap(({ meaning }) => meaning) };
}

function row(name: string, asked: Asked, askedTypos: Asked, aurocs: readonly [string, string]): void {
  const cells = [name, String(asked.words.length), ...toCells(asked, mrr), ...toCells(asked, recall5).slice(0, 2)];
  print(`| ${[...cells, ...toCells(askedTypos, recall5), ...aurocs].join(' | ')} |`);
}

function toCells({ words, meaning }: Asked, worth: (row: Row) => number): readonly string[] {
  const gains = new Map(meaning.map((found, at) => [found, worth(found) - worth(words[at] ?? found)]));
  const bounds = interval(meaning, (found) => gains.get(found) ?? 0);
  return [one(macro(words, worth)), one(macro(meaning, worth)), bounds.map(one).join(' to ')];
}

function auroc(set: QuestionSet, searcher: ReturnType<typeof createSearcher>): string {
  const outcomes = [...set.queries, ...set.outside].map(({ text, relevant }) => {
    const { found, confidence } = searcher.search(text, 10);
    return { rank: found.findIndex(({ id }) => relevant.includes(id)) + 1, confidence, cluster: relevant[0] ?? '' };
  });
  return set.outside.length === 0 ? '' : (measureSearch(outcomes).auroc?.value.toFixed(3) ?? '');
}

/** On 1,000 sections of documentation: making the vectors, searching, and what they add to a file. */
function reportSpeed(): void {
  const articles = readLines<Article>(join(values.data, 'scale-help-en', 'kb.jsonl')).slice(0, 1_000);
  const questions = readSet(values.data, 'en-stackfaq', 'reported').queries.slice(0, 200);
  const index = buildIndex(articles);
  let started = performance.now();
  const embedded = embedArticles(index, encoder);
  const embedMs = performance.now() - started;
  const time = (searcher: ReturnType<typeof createSearcher>): number => {
    for (const { text } of questions) searcher.search(text, 10);
    started = performance.now();
    for (const { text } of questions) searcher.search(text, 10);
    return (performance.now() - started) / questions.length;
  };
  const readMeaning = createMeaning(embedded.vectors, encoder);
  const kilobytes = (bytes: Uint8Array): string => (gzipSync(bytes, { level: 9 }).length / 1_000).toFixed(0);
  const sentences = embedded.vectors?.starts.at(-1) ?? 0;
  print(`1,000 articles: ${sentences} sentences in ${embedMs.toFixed(0)} ms`);
  print(
    `a query: ${time(createSearcher(index)).toFixed(2)} ms by words, ${time(createSearcher(embedded, { readMeaning })).toFixed(2)} ms with meaning`,
  );
  print(`file, gzip: ${kilobytes(encodeKnowledge(index))} kB, with vectors ${kilobytes(encodeKnowledge(embedded))} kB`);
}
