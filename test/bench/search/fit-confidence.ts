import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Evidence } from '../../../src/knowledge/confidence.ts';
import { createEvidence } from '../../../src/knowledge/evidence.ts';
import { buildIndex, createMeaning, embedArticles } from '../../../src/knowledge/index.ts';
import { auroc } from '../../../src/knowledge/measure/auroc.ts';
import { createRanker } from '../../../src/knowledge/rank-articles.ts';
import { readQuery } from '../../../src/knowledge/read-query.ts';
import { MEANING_WEIGHT } from '../../../src/knowledge/searcher.ts';
import { createWordFinder } from '../../../src/knowledge/word-finder.ts';
import { createEncoder } from '../../../src/language/encoder/index.ts';
import { CHINESE, ENGLISH, type QuestionSet, readSet } from './sets.ts';

/**
 * Fits the weights of `confidence.ts` on one half of the question sets and prints how they do on the other. English sets
 * count twice: as found by words alone, and by meaning too.
 */
const { values } = parseArgs({
  options: { data: { type: 'string', default: join(import.meta.dirname, '../../../../shared/data/search') } },
});
if (!existsSync(values.data)) throw new Error(`no question sets at ${values.data}; name their folder with --data`);

interface Row {
  readonly set: string;
  readonly isOutside: boolean;
  readonly isRight: boolean;
  readonly features: readonly number[];
}

const encoder = createEncoder(readFileSync(join(import.meta.dirname, '../../../src/language/weights/encoder.hle')));
const RIDGE = 20;
const ROUNDS = 30;
const tuned = rowsOf('tuned');
const reported = rowsOf('reported');
const weights = fitWeights(tuned);
const chance = ({ features }: Row): number => 1 / (1 + Math.exp(-dot(weights, features)));

const OUTSIDE = [...new Set(reported.filter(({ isOutside }) => isOutside).map(({ set }) => set))];
const print = (line: string): void => void process.stdout.write(`${line}\n`);
print(
  `weights: 1, log strength, lead, likeness, unknown, log words, nearness, has nearness\n${weights.map((weight) => weight.toFixed(2)).join(' ')}`,
);
print(`rows: ${tuned.length} tuned on, ${reported.length} reported`);
const brier = mean(reported.map((row) => (chance(row) - (row.isRight ? 1 : 0)) ** 2));
print(`Brier score ${brier.toFixed(3)}, calibration error ${calibrationError(reported).toFixed(3)}`);
const right = reported.filter(({ isRight }) => isRight).map(chance);
const wrong = reported.filter(({ isRight }) => !isRight).map(chance);
print(`AUROC of "the first article answers" ${auroc(right, wrong).toFixed(3)}`);
for (const set of OUTSIDE) {
  const rows = reported.filter((row) => row.set === set);
  const [inside, outside] = [false, true].map((kind) => rows.filter((row) => row.isOutside === kind).map(chance));
  print(`${set}: AUROC of questions against messages out of scope ${auroc(inside ?? [], outside ?? []).toFixed(3)}`);
}
for (const threshold of [0.3, 0.35, 0.4, 0.5]) {
  const answered = reported.filter((row) => chance(row) >= threshold);
  const outside = reported.filter(({ isOutside }) => isOutside);
  const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(0)} %`;
  print(
    `from ${threshold}: ${share(answered.length, reported.length)} answered, ` +
      `${share(answered.filter(({ isRight }) => isRight).length, answered.length)} rightly; of those outside ` +
      share(outside.filter((row) => chance(row) >= threshold).length, outside.length),
  );
}

function rowsOf(half: 'tuned' | 'reported'): readonly Row[] {
  const byWords = [...ENGLISH, ...CHINESE].flatMap((name) => toRows(readSet(values.data, name, half), false));
  return [...byWords, ...ENGLISH.flatMap((name) => toRows(readSet(values.data, name, half), true))];
}

function toRows({ name, articles, queries, outside }: QuestionSet, hasMeaning: boolean): readonly Row[] {
  const index = hasMeaning ? embedArticles(buildIndex(articles), encoder) : buildIndex(articles);
  const readMeaning = createMeaning(index.vectors, encoder);
  const finder = createWordFinder(index.lexicon);
  const { rank, rarity } = createRanker(index);
  const readEvidence = createEvidence(index, finder, rarity);
  return [...queries, ...outside].flatMap(({ text, relevant }): readonly Row[] => {
    const words = readQuery(text, finder);
    const meaning = readMeaning?.(text) ?? null;
    const { articles: ranked, information } = rank(words, {
      limit: 2,
      ...(meaning && { meaning: meaning.articles, meaningWeight: MEANING_WEIGHT }),
    });
    const [first, second] = ranked;
    if (!first) return [];
    const scores = [first.score, second?.score ?? 0] as const;
    const evidence = readEvidence({ words, information, article: first.article, scores, meaning });
    const isRight = relevant.includes(articles[first.article]?.id ?? '');
    const set = hasMeaning ? `${name}, by meaning` : name;
    return [{ set, isOutside: relevant.length === 0, isRight, features: toFeatures(evidence) }];
  });
}

function toFeatures({ strength, lead, likeness, nearness, unknown, words }: Evidence): readonly number[] {
  const byWords = [1, Math.log(strength + 0.01), lead, likeness, unknown, Math.log(1 + words)];
  return [...byWords, nearness ?? 0, nearness === null ? 0 : 1];
}

/** Ridge-penalised logistic regression by Newton's method, every set counting alike. */
function fitWeights(rows: readonly Row[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const { set } of rows) counts.set(set, (counts.get(set) ?? 0) + 1);
  const size = rows[0]?.features.length ?? 0;
  let solution: readonly number[] = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    // Each row of the matrix ends with the gradient: one elimination solves for the step.
    const matrix = Array.from({ length: size }, (_, line) => {
      const penalty = line === 0 ? 0 : RIDGE;
      const cells = new Array<number>(size + 1).fill(0);
      cells[line] = penalty;
      cells[size] = -penalty * (solution[line] ?? 0);
      return cells;
    });
    for (const { set, isRight, features } of rows) {
      const share = 1_000 / (counts.get(set) ?? 1);
      const expected = 1 / (1 + Math.exp(-dot(solution, features)));
      for (const [line, cells] of matrix.entries()) {
        const worth = share * (features[line] ?? 0);
        for (let column = 0; column < size; column++) {
          cells[column] = (cells[column] ?? 0) + worth * expected * (1 - expected) * (features[column] ?? 0);
        }
        cells[size] = (cells[size] ?? 0) + worth * ((isRight ? 1 : 0) - expected);
      }
    }
    const step = solve(matrix);
    solution = solution.map((weight, at) => weight + (step[at] ?? 0));
  }
  return solution;
}

/** Gauss–Jordan elimination of a positive definite matrix; the last column is the right side. */
function solve(matrix: readonly number[][]): readonly number[] {
  for (const [pivot, cells] of matrix.entries()) {
    for (const other of matrix) {
      if (other === cells) continue;
      const factor = (other[pivot] ?? 0) / (cells[pivot] ?? 1);
      for (let column = pivot; column < other.length; column++) {
        other[column] = (other[column] ?? 0) - factor * (cells[column] ?? 0);
      }
    }
  }
  return matrix.map((cells, pivot) => (cells.at(-1) ?? 0) / (cells[pivot] ?? 1));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** Mean distance of what was said from what was so, over ten bins. */
function calibrationError(rows: readonly Row[]): number {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, so: 0 }));
  for (const row of rows) {
    const bin = bins[Math.min(9, Math.floor(10 * chance(row)))];
    if (!bin) continue;
    bin.said += chance(row);
    bin.so += row.isRight ? 1 : 0;
  }
  return bins.reduce((sum, { said, so }) => sum + Math.abs(said - so), 0) / rows.length;
}
