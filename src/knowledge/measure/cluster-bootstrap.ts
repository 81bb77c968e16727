import type { Random } from '../../shared/random.ts';

/** A figure with its 95 % interval. */
export interface Measured {
  readonly value: number;
  /** Rows measured. */
  readonly n: number;
  readonly lo: number;
  readonly hi: number;
}

const DRAWS = 1_000;

/**
 * The 95 % percentile interval of a statistic by the cluster bootstrap: whole clusters are drawn with replacement,
 * because questions for one article succeed and fail together.
 * Source: A. C. Cameron, J. B. Gelbach, D. L. Miller, "Bootstrap-Based Improvements for Inference with Clustered Errors", 2008, §3.
 * @param clusters the cluster of each row
 * @param statistic of some rows, given by their places; a row may come several times
 */
export function clusterBootstrap(
  clusters: readonly string[],
  statistic: (rows: readonly number[]) => number,
  random: Random,
): Measured {
  const members = new Map<string, number[]>();
  for (const [row, cluster] of clusters.entries()) {
    const list = members.get(cluster);
    if (list) list.push(row);
    else members.set(cluster, [row]);
  }
  const groups = [...members.values()];
  const all = clusters.map((_, row) => row);
  const draws = Array.from({ length: groups.length > 0 ? DRAWS : 0 }, () =>
    statistic(groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  const at = (share: number): number => draws[Math.round(share * (draws.length - 1))] ?? 0;
  return { value: statistic(all), n: clusters.length, lo: at(0.025), hi: at(0.975) };
}
