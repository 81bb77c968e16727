/**
 * How many letters must be inserted, deleted, changed or swapped with a neighbour to make `a` out of `b`
 * (optimal string alignment), as long as it is at most `limit`; otherwise `limit + 1`.
 * Source: L. Boytsov, "Indexing methods for approximate dictionary searching", ACM JEA 16, 2011, §2.
 * @param limit whole, ≥ 0; time grows with it
 */
export function editDistance(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return tooFar;
  const width = b.length + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current: number[] = new Array<number>(width).fill(tooFar);
    current[0] = row;
    let best = row;
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    for (let column = from; column <= to; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column - 1] ?? tooFar) + (same ? 0 : 1),
        (last[column] ?? tooFar) + 1,
        (current[column - 1] ?? tooFar) + 1,
      );
      if (!same && row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? tooFar) + 1);
      }
      current[column] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return tooFar;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? tooFar, tooFar);
}
