import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ArticleUse, addUse, buildIndex, createSearcher } from '../../../src/knowledge/index.ts';
import { interval, macro, mrr, type Row } from './measure-quality.ts';
import { ENGLISH, type Query, readSet } from './sets.ts';

/**
 * What learning from use adds: the visitors of one half of a set's questions open the right article where it is among the
 * first five; the other half is asked with what was learnt and without. Halves by the text, so that both ask for the same
 * articles, as visitors do. Sets with about one question an article have nothing to learn from.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: join(import.meta.dirname, '../../../../shared/data/search') } },
});
if (!existsSync(values.data)) throw new Error(`no question sets at ${values.data}; name their folder with --data`);

const SHOWN = 5;
const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const one = (value: number): string => value.toFixed(1);
const isVisitor = ({ text }: Query): boolean => (createHash('sha1').update(text).digest()[0] ?? 0) % 2 === 0;

const plain: Row[] = [];
const learnt: Row[] = [];
print('| set | visitors | asked | MRR@10 | learnt from use | difference, 95 % |');
print('|---|---|---|---|---|---|');
for (const name of ENGLISH.filter((set) => set !== 'en-mqp')) {
  const halves = (['tuned', 'reported'] as const).map((half) => readSet(values.data, name, half));
  const questions = halves.flatMap(({ queries }) => queries);
  const { articles = [], group = '' } = halves[0] ?? {};
  const index = buildIndex(articles);
  const { search } = createSearcher(index);
  const uses = new Map<string, ArticleUse>();
  const visitors = questions.filter(isVisitor);
  for (const { text, relevant } of visitors) {
    const opened = search(text, SHOWN).found.find(({ id }) => relevant.includes(id));
    if (opened) uses.set(opened.id, { opened: (uses.get(opened.id)?.opened ?? 0) + 1, helped: 0, notHelped: 0 });
  }
  const asked = questions.filter((question) => !isVisitor(question));
  const toRows = (find: typeof search): readonly Row[] =>
    asked.map(({ text, relevant }) => {
      const { found } = find(text, 10);
      return { group, cluster: `${name} ${relevant[0]}`, rank: found.findIndex(({ id }) => relevant.includes(id)) + 1 };
    });
  const before = toRows(search);
  const after = toRows(createSearcher(addUse(index, uses)).search);
  row(`${name} | ${visitors.length}`, before, after);
  plain.push(...before);
  learnt.push(...after);
}
row('macro over four groups | ', plain, learnt);

function row(name: string, before: readonly Row[], after: readonly Row[]): void {
  const gains = new Map(after.map((found, at) => [found, mrr(found) - mrr(before[at] ?? found)]));
  const bounds = interval(after, (found) => gains.get(found) ?? 0);
  const cells = [name, before.length, one(macro(before, mrr)), one(macro(after, mrr)), bounds.map(one).join(' to ')];
  print(`| ${cells.join(' | ')} |`);
}
