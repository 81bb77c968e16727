import { reciprocalRank } from '../../../src/knowledge/measure/measure-search.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import type { Peer } from './engine.ts';
import type { Query, QuestionSet } from './sets.ts';

/** What one library found for one question; `rank` 0 = not among the first ten. */
export interface Row {
  readonly group: string;
  /** The article asked for: questions for one article succeed and fail together. */
  readonly cluster: string;
  readonly rank: number;
}

const DRAWS = 1_000;

/** Asks a library the questions of some sets. Libraries too slow for all of them get every n-th one. */
export async function askAll(
  peer: Peer,
  sets: readonly QuestionSet[],
  choose: (set: QuestionSet) => readonly Query[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const set of sets) {
    const find = await peer.open(set.articles);
    const queries = choose(set);
    const step = Math.max(1, Math.ceil(queries.length / peer.maxQueries));
    for (const [at, { text, relevant }] of queries.entries()) {
      if (at % step !== 0) continue;
      const found = await find(text, 10);
      const rank = found.findIndex((id) => relevant.includes(id)) + 1;
      rows.push({ group: set.group, cluster: `${set.name} ${relevant[0]}`, rank });
    }
  }
  return rows;
}

export const mrr = ({ rank }: Row): number => 100 * reciprocalRank(rank);
export const recall5 = ({ rank }: Row): number => (rank > 0 && rank <= 5 ? 100 : 0);

/** Mean of a figure in each group. */
export function byGroup(rows: readonly Row[], worth: (row: Row) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const row of rows) {
    const group = sums.get(row.group) ?? { sum: 0, count: 0 };
    sums.set(row.group, { sum: group.sum + worth(row), count: group.count + 1 });
  }
  return new Map(Array.from(sums, ([name, { sum, count }]) => [name, sum / count]));
}

/** Mean over the groups, each counting alike. */
export function macro(rows: readonly Row[], worth: (row: Row) => number): number {
  const means = [...byGroup(rows, worth).values()];
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** 95 % interval of the macro average by bootstrap; within each group whole articles are drawn. */
export function interval(rows: readonly Row[], worth: (row: Row) => number): readonly [lo: number, hi: number] {
  const clusters = new Map<string, Map<string, number[]>>();
  for (const row of rows) {
    const group = clusters.get(row.group) ?? new Map<string, number[]>();
    clusters.set(row.group, group);
    group.set(row.cluster, [...(group.get(row.cluster) ?? []), worth(row)]);
  }
  const groups = Array.from(clusters.values(), (group) =>
    Array.from(group.values(), (values) => ({
      sum: values.reduce((sum, value) => sum + value, 0),
      count: values.length,
    })),
  );
  const random = createSeededRandom(1);
  const draws = Array.from({ length: DRAWS }, () => {
    const means = groups.map((group) => {
      let sum = 0;
      let count = 0;
      for (let left = group.length; left > 0; left--) {
        const drawn = group[Math.floor(random() * group.length)];
        sum += drawn?.sum ?? 0;
        count += drawn?.count ?? 0;
      }
      return sum / count;
    });
    return means.reduce((sum, mean) => sum + mean, 0) / means.length;
  }).sort((a, b) => a - b);
  return [draws[Math.round(0.025 * DRAWS)] ?? 0, draws[Math.round(0.975 * DRAWS) - 1] ?? 0];
}

/** Our rows less another library's on the same questions, as an interval of the difference. */
export function difference(ours: readonly Row[], theirs: readonly Row[]): readonly [lo: number, hi: number] | null {
  if (ours.length !== theirs.length) return null;
  const better = new Map<Row, number>();
  for (const [at, row] of ours.entries()) better.set(row, mrr(row) - mrr(theirs[at] ?? row));
  return interval(ours, (row) => better.get(row) ?? 0);
}
