import { editDistance } from '../text/index.ts';

/** Words of one length: their numbers, and each one's letters as bits. */
interface LengthGroup {
  readonly numbers: number[];
  readonly letters: number[];
}

/**
 * Prepares to find words with typing errors: gives the numbers of the words at most `limit` slips away.
 * Nothing is done before the first question; then time grows with the number of words of about the same length.
 */
export function createNearWords(words: readonly string[]): (word: string, limit: number) => number[] {
  let byLength: Map<number, LengthGroup> | null = null;
  return (word, limit) => {
    byLength ??= groupByLength(words);
    const letters = letterSet(word);
    const found: number[] = [];
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      const group = byLength.get(length);
      for (let index = 0; index < (group?.letters.length ?? 0); index++) {
        // One edit changes at most two bits: most words fall out here, before the costly comparison.
        if (bitCount(letters ^ (group?.letters[index] ?? 0)) > 2 * limit) continue;
        const number = group?.numbers[index] ?? 0;
        if (editDistance(word, words[number] ?? '', limit) <= limit) found.push(number);
      }
    }
    return found;
  };
}

function groupByLength(words: readonly string[]): Map<number, LengthGroup> {
  const groups = new Map<number, LengthGroup>();
  for (const [number, word] of words.entries()) {
    const group = groups.get(word.length) ?? { numbers: [], letters: [] };
    groups.set(word.length, group);
    group.numbers.push(number);
    group.letters.push(letterSet(word));
  }
  return groups;
}

/** The letters of a word as bits; several letters may share one. */
function letterSet(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Source: H. S. Warren, "Hacker's Delight", 2nd ed., §5-1. */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
