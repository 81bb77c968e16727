import { FIELDS } from './fields.ts';
import type { Entries, Postings } from './knowledge-index.ts';

/**
 * Postings out of the entries of all stems in one row.
 * @param starts stem `n` owns the entries from `starts[n]` up to `starts[n + 1]`
 */
export function packPostings(starts: Uint32Array, { keys, counts }: Entries): Postings {
  const frequencies = new Uint32Array(Math.max(0, starts.length - 1));
  for (let stem = 0; stem < frequencies.length; stem++) {
    let last = -1;
    let count = 0;
    for (let entry = starts[stem] ?? 0; entry < (starts[stem + 1] ?? 0); entry++) {
      const article = Math.floor((keys[entry] ?? 0) / FIELDS.length);
      if (article !== last) count++;
      last = article;
    }
    frequencies[stem] = count;
  }
  const entriesOf = (stem: number): Entries => ({
    keys: keys.subarray(starts[stem], starts[stem + 1]),
    counts: counts.subarray(starts[stem], starts[stem + 1]),
  });
  return { frequencies, entriesOf };
}
