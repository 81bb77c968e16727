import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { Lexicon } from './knowledge-index.ts';
import { readNumbers } from './read-numbers.ts';

/** Words put together between two steps. */
const STEP_WORDS = 4_000;

/**
 * Letters each word shares with the one before it, then the rest of each as one text; then its stem: a known one
 * (how far back) or a new one (letters cut off the word, and whether any are added), then what is added as one text.
 */
export function writeLexicon(writer: ByteWriter, { words, stemOf, stems }: Lexicon): void {
  writer.varint(words.length);
  const rests: string[] = [];
  const added: string[] = [];
  const codes: number[] = [];
  let previous = '';
  let known = 0;
  for (const [index, word] of words.entries()) {
    const shared = sharedLength(previous, word);
    writer.varint(shared);
    rests.push(word.slice(shared));
    previous = word;
    const number = stemOf[index] ?? 0;
    if (number < known) {
      codes.push(((known - number) << 2) | 1);
      continue;
    }
    const name = stems[number] ?? '';
    const kept = sharedLength(word, name);
    if (kept < name.length) added.push(name.slice(kept));
    codes.push(((word.length - kept) << 2) | (kept < name.length ? 2 : 0));
    known++;
  }
  writer.text(rests.join('\n'));
  for (const code of codes) writer.varint(code);
  writer.text(added.join('\n'));
}

export function* readLexicon(reader: ByteReader): Generator<void, Lexicon> {
  const stemOf = new Uint32Array(reader.count());
  const shares = yield* readNumbers(reader, stemOf.length);
  const rests = reader.text().split('\n');
  const codes = yield* readNumbers(reader, stemOf.length);
  const added = reader.text().split('\n');
  if (rests.length < stemOf.length) throw new RangeError('words missing');
  const words: string[] = [];
  const stems: string[] = [];
  let previous = '';
  let addition = 0;
  for (let index = 0; index < stemOf.length; index++) {
    const word: string = previous.slice(0, shares[index]) + (rests[index] ?? '');
    const code = codes[index] ?? 0;
    const back = code & 1 ? code >>> 2 : 0;
    if (back > stems.length || (code & 1 && back === 0)) throw new RangeError('no such stem');
    stemOf[index] = stems.length - back;
    if (back === 0) {
      const kept = word.slice(0, Math.max(0, word.length - (code >>> 2)));
      stems.push(code & 2 ? kept + (added[addition++] ?? '') : kept);
    }
    words.push(word);
    previous = word;
    if (index % STEP_WORDS === STEP_WORDS - 1) yield;
  }
  return { words, stemOf, stems };
}

/** How many UTF-16 units two words begin with in common, never half a surrogate pair. */
function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  const last = a.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}
