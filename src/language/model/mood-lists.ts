import { MOOD_BUCKETS } from '../features/index.ts';
import type { LanguageModel } from './language-model.ts';

type MoodLists = NonNullable<LanguageModel['mood']>;

/** Bytes with the top bit set say that the number goes on. */
const MORE = 0x80;

/**
 * The lists of a model of moods as bytes: each bucket as its distance from the one before, seven bits a byte, lowest
 * first; behind the lexicon's buckets one byte a value.
 */
export function encodeMoodLists({ kept, lexicon }: MoodLists): {
  readonly kept: Uint8Array;
  readonly lexicon: Uint8Array;
} {
  const buckets = encodeAscending(lexicon.buckets);
  return { kept: encodeAscending(kept), lexicon: Uint8Array.from([...buckets, ...new Uint8Array(lexicon.values)]) };
}

/** @throws RangeError if the bytes are not such lists */
export function decodeMoodLists(kept: Uint8Array, lexicon: Uint8Array): MoodLists {
  // Each word has one last byte and one value: cut where as many bytes follow as buckets came before.
  let words = 0;
  let at = 0;
  while (at + words < lexicon.length) if ((lexicon[at++] as number) < MORE) words++;
  const values = new Int8Array(lexicon.subarray(at));
  return { kept: decodeAscending(kept), lexicon: { buckets: decodeAscending(lexicon.subarray(0, at)), values } };
}

function encodeAscending(buckets: Uint32Array): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const bucket of buckets) {
    let distance = bucket - last;
    last = bucket;
    while (distance >= MORE) {
      bytes.push((distance % MORE) + MORE);
      distance = Math.floor(distance / MORE);
    }
    bytes.push(distance);
  }
  return Uint8Array.from(bytes);
}

function decodeAscending(bytes: Uint8Array): Uint32Array {
  const buckets: number[] = [];
  let last = 0;
  let distance = 0;
  let worth = 1;
  for (const byte of bytes) {
    distance += (byte % MORE) * worth;
    worth *= MORE;
    if (byte >= MORE) continue;
    last += distance;
    if (last >= MOOD_BUCKETS) throw new RangeError('a bucket beyond the last one');
    buckets.push(last);
    distance = 0;
    worth = 1;
  }
  return Uint32Array.from(buckets);
}
