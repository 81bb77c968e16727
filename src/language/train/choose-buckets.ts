import { MOOD_DIMENSIONS, type MoodNetwork } from './train-mood.ts';

/** A bucket is worth keeping by the size of its numbers times its count to this power; measured on validation rows. */
const COUNT_POWER = 0.35;
const MIN_COUNT = 2;
/**
 * The most useful buckets of a network, ascending.
 * @param counts how many training rows have each bucket
 * @param size most buckets kept
 */
export function chooseBuckets({ table }: MoodNetwork, counts: Uint32Array, size: number): Uint32Array {
  const candidates: { readonly bucket: number; readonly worth: number }[] = [];
  for (const [bucket, count] of counts.entries()) {
    if (count < MIN_COUNT) continue;
    let squares = 0;
    for (let d = 0; d < MOOD_DIMENSIONS; d++) squares += (table[bucket * MOOD_DIMENSIONS + d] as number) ** 2;
    candidates.push({ bucket, worth: Math.sqrt(squares) * count ** COUNT_POWER });
  }
  candidates.sort((a, b) => b.worth - a.worth || a.bucket - b.bucket);
  return Uint32Array.from(candidates.slice(0, size), ({ bucket }) => bucket).sort();
}
