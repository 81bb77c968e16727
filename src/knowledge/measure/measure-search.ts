import { createSeededRandom } from '../../shared/random.ts';
import { auroc } from './auroc.ts';
import { clusterBootstrap, type Measured } from './cluster-bootstrap.ts';

/** What a search said to one question. */
export interface Outcome {
  /** Place of the first relevant article, 1 = first; 0 when none is among the hits. */
  readonly rank: number;
  readonly confidence: number;
  /** The article asked for; empty for a question no article answers. */
  readonly cluster: string;
}

const DEPTH = 10;

/** 1 / rank within the first ten, otherwise 0. */
export function reciprocalRank(rank: number): number {
  return rank > 0 && rank <= DEPTH ? 1 / rank : 0;
}

/**
 * `mrr10`, `recall1` and `recall5` over the questions some article answers (intervals by bootstrap, clustered by
 * article), and `auroc` of the confidence against those no article answers, where there are any.
 */
export function measureSearch(outcomes: readonly Outcome[]): Readonly<Record<string, Measured>> {
  const inScope = outcomes.filter(({ cluster }) => cluster !== '');
  const outside = outcomes.filter(({ cluster }) => cluster === '');
  const clusters = inScope.map(({ cluster }) => cluster);
  const mean = (worth: (rank: number) => number): Measured => {
    const values = inScope.map(({ rank }) => worth(rank));
    const statistic = (rows: readonly number[]): number =>
      rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / Math.max(1, rows.length);
    return clusterBootstrap(clusters, statistic, createSeededRandom(1));
  };
  const metrics: Record<string, Measured> = {
    mrr10: mean(reciprocalRank),
    recall1: mean((rank) => (rank === 1 ? 1 : 0)),
    recall5: mean((rank) => (rank > 0 && rank <= 5 ? 1 : 0)),
  };
  if (inScope.length > 0 && outside.length > 0) {
    const rows = [...inScope, ...outside];
    // A question nobody has an article for is a cluster of its own.
    const own = rows.map(({ cluster }, row) => cluster || `\n${row}`);
    const statistic = (drawn: readonly number[]): number => {
      const positive: number[] = [];
      const negative: number[] = [];
      for (const row of drawn) (rows[row]?.cluster ? positive : negative).push(rows[row]?.confidence ?? 0);
      return auroc(positive, negative);
    };
    metrics.auroc = clusterBootstrap(own, statistic, createSeededRandom(2));
  }
  return metrics;
}
