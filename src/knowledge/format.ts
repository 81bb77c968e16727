import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import { TEXT_OPTIONS } from '../text/index.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { crc32 } from './crc32.ts';
import { FIELDS } from './fields.ts';
import type { KnowledgeIndex, Lexicon, Postings } from './knowledge-index.ts';

/** The first byte is no text in any encoding; the line end shows a transfer that rewrote line ends. */
const MAGIC = [0x89, 0x48, 0x4b, 0x42, 0x0a];
const VERSION = 1;
/** Magic, version, then length and CRC-32 of what follows, each as 32 bits with the lowest byte first. */
const HEADER_BYTES = MAGIC.length + 1 + 4 + 4;
/** Values decoded between two steps. */
const STEP_VALUES = 4_000;

/** Whether the bytes begin like a compiled knowledge base. */
export function isCompiled(bytes: Uint8Array): boolean {
  return MAGIC.slice(0, 4).every((byte, index) => bytes[index] === byte);
}

/**
 * A compiled knowledge base (`.hkb`). It holds text and whole numbers only, never the result of floating-point
 * arithmetic, so every machine writes the same bytes for the same articles.
 */
export function encodeKnowledge(index: KnowledgeIndex): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter();
  writer.varint(textOptionsHash());
  writer.text(''); // id of the sentence encoder; none yet
  writer.varint(index.articles.length);
  for (const article of index.articles) writer.text(JSON.stringify(article));
  for (const length of index.lengths) writer.varint(length);
  writeLexicon(writer, index.lexicon);
  writePostings(writer, index.postings);
  const body = writer.bytes();
  const file = new Uint8Array(HEADER_BYTES + body.length);
  file.set([...MAGIC, VERSION]);
  const header = new DataView(file.buffer);
  header.setUint32(MAGIC.length + 1, body.length, true);
  header.setUint32(MAGIC.length + 5, crc32(body), true);
  file.set(body, HEADER_BYTES);
  return file;
}

/**
 * Reads a compiled knowledge base in steps of a few milliseconds.
 * @throws SupportError `kb-newer`, `kb-truncated`, `kb-corrupt` or `kb-options` (compiled under other text rules)
 */
export function* decodeInSteps(bytes: Uint8Array): Generator<void, KnowledgeIndex> {
  const body = openBody(bytes);
  yield;
  try {
    const reader = createByteReader(body);
    if (reader.varint() !== textOptionsHash()) {
      throw new SupportError(
        'kb-options',
        'Knowledge base: it was compiled by a Helplet with other text rules; compile it again with `helplet kb build` of this version',
      );
    }
    reader.text();
    const articles: Article[] = [];
    for (let left = reader.count(); left > 0; left--) {
      articles.push(JSON.parse(reader.text()) as Article); // checked when it was compiled
      if (left % 64 === 0) yield;
    }
    const lengths = yield* readNumbers(reader, articles.length * FIELDS.length);
    const lexicon = yield* readLexicon(reader);
    const postings = yield* readPostings(reader, lexicon.stems.length, lengths.length);
    if (!reader.isAtEnd()) throw new RangeError('bytes left over');
    return { articles, lexicon, postings, lengths };
  } catch (error) {
    if (error instanceof SupportError) throw error;
    throw new SupportError('kb-corrupt', 'Knowledge base: its parts do not fit together; compile it again');
  }
}

function openBody(bytes: Uint8Array): Uint8Array {
  const version = bytes[MAGIC.length] ?? VERSION;
  if (version > VERSION) {
    throw new SupportError(
      'kb-newer',
      `Knowledge base: format ${version} is newer than this Helplet reads (${VERSION}); update Helplet or compile the file with this version`,
    );
  }
  const body = bytes.subarray(HEADER_BYTES);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < HEADER_BYTES ? Number.POSITIVE_INFINITY : header.getUint32(MAGIC.length + 1, true);
  if (body.length < length) {
    throw new SupportError(
      'kb-truncated',
      `Knowledge base: the file ends too early (${bytes.length} bytes); load or copy it again`,
    );
  }
  const isWhole = MAGIC.every((byte, index) => bytes[index] === byte) && body.length === length;
  if (!isWhole || crc32(body) !== header.getUint32(MAGIC.length + 5, true)) {
    throw new SupportError(
      'kb-corrupt',
      'Knowledge base: the checksum does not fit; transfer the file as binary or compile it again',
    );
  }
  return body;
}

function textOptionsHash(): number {
  return crc32(new TextEncoder().encode(TEXT_OPTIONS));
}

/** Each word: letters shared with the word before, the rest; then its stem: known (how far back) or new (letters kept, added). */
function writeLexicon(writer: ByteWriter, lexicon: Lexicon): void {
  writer.varint(lexicon.words.length);
  let previous = '';
  let known = 0;
  for (const [index, word] of lexicon.words.entries()) {
    const shared = sharedLength(previous, word);
    writer.varint(shared);
    writer.text(word.slice(shared));
    const number = lexicon.stemOf[index] ?? 0;
    if (number < known) writer.varint(known - number);
    else {
      const name = lexicon.stems[number] ?? '';
      const kept = sharedLength(word, name);
      writer.varint(0);
      writer.varint(kept);
      writer.text(name.slice(kept));
      known++;
    }
    previous = word;
  }
}

function* readLexicon(reader: ByteReader): Generator<void, Lexicon> {
  const words: string[] = [];
  const stems: string[] = [];
  const stemOf = new Uint32Array(reader.count());
  let previous = '';
  for (let index = 0; index < stemOf.length; index++) {
    const word: string = previous.slice(0, reader.varint()) + reader.text();
    const back = reader.varint();
    if (back > stems.length) throw new RangeError('no such stem');
    stemOf[index] = stems.length - back;
    if (back === 0) stems.push(word.slice(0, reader.varint()) + reader.text());
    words.push(word);
    previous = word;
    if (index % STEP_VALUES === STEP_VALUES - 1) yield;
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

/** How many entries each stem has, then all keys as distances from the one before, then all counts: alike beside alike compresses well. */
function writePostings(writer: ByteWriter, { starts, keys, counts }: Postings): void {
  for (let stem = 0; stem + 1 < starts.length; stem++) writer.varint((starts[stem + 1] ?? 0) - (starts[stem] ?? 0));
  for (let stem = 0; stem + 1 < starts.length; stem++) {
    let previous = 0;
    for (let entry = starts[stem] ?? 0; entry < (starts[stem + 1] ?? 0); entry++) {
      const key = keys[entry] ?? 0;
      writer.varint(key - previous);
      previous = key;
    }
  }
  for (const count of counts) writer.varint(count);
}

function* readPostings(reader: ByteReader, stems: number, keyLimit: number): Generator<void, Postings> {
  const starts = new Uint32Array(stems + 1);
  for (let stem = 0; stem < stems; stem++) starts[stem + 1] = (starts[stem] ?? 0) + reader.count();
  const total = starts[stems] ?? 0;
  const keys = yield* readNumbers(reader, total);
  for (let stem = 0; stem < stems; stem++) {
    for (let entry = (starts[stem] ?? 0) + 1; entry < (starts[stem + 1] ?? 0); entry++) {
      keys[entry] = (keys[entry] ?? 0) + (keys[entry - 1] ?? 0);
    }
  }
  if (keys.some((key) => key >= keyLimit)) throw new RangeError('no such article');
  return { starts, keys, counts: yield* readNumbers(reader, total) };
}

function* readNumbers(reader: ByteReader, count: number): Generator<void, Uint32Array> {
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    numbers[index] = reader.varint();
    if (index % STEP_VALUES === STEP_VALUES - 1) yield;
  }
  return numbers;
}
