import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import { TEXT_OPTIONS } from '../text/index.ts';
import { MAX_USE_LEVEL } from './article-use.ts';
import { buildInSteps } from './build-index.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { crc32 } from './crc32.ts';
import { FIELDS } from './fields.ts';
import type { KnowledgeIndex, Lexicon, Postings } from './knowledge-index.ts';
import type { SentenceVectors } from './sentence-vectors.ts';

/** The first byte is no text in any encoding; the line end shows a transfer that rewrote line ends. */
const MAGIC = [0x89, 0x48, 0x4b, 0x42, 0x0a];
const VERSION = 3;
/** The first version with today's parts, but for how articles are used. */
const OLDEST_CURRENT = 2;
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
  writer.text(index.vectors?.encoder ?? '');
  writer.varint(index.articles.length);
  for (const article of index.articles) writer.text(JSON.stringify(article));
  for (const length of index.lengths) writer.varint(length);
  writeLexicon(writer, index.lexicon);
  writePostings(writer, index.postings);
  writer.text(JSON.stringify(index.synonyms));
  if (index.vectors) writeVectors(writer, index.vectors);
  writer.varint(index.useLevels ? 1 : 0);
  if (index.useLevels) writer.raw(Uint8Array.from(index.useLevels, (level) => level + MAX_USE_LEVEL));
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
 * Reads a compiled knowledge base in steps of a few milliseconds. One compiled by an older Helplet or under other text
 * rules is indexed anew from the articles in it, which takes longer.
 * @throws SupportError `kb-newer`, `kb-truncated` or `kb-corrupt`
 */
export function* decodeInSteps(bytes: Uint8Array): Generator<void, KnowledgeIndex> {
  const body = openBody(bytes);
  const version = bytes[MAGIC.length] ?? 0;
  yield;
  try {
    const reader = createByteReader(body);
    const isCurrent = reader.varint() === textOptionsHash() && version >= OLDEST_CURRENT;
    const encoder = reader.text();
    const articles: Article[] = [];
    for (let left = reader.count(); left > 0; left--) {
      articles.push(JSON.parse(reader.text()) as Article); // checked when it was compiled
      if (left % 64 === 0) yield;
    }
    if (!isCurrent) return yield* buildInSteps(articles);
    const lengths = yield* readNumbers(reader, articles.length * FIELDS.length);
    const lexicon = yield* readLexicon(reader);
    const postings = yield* readPostings(reader, lexicon.stems.length, articles.length);
    const synonyms = JSON.parse(reader.text()) as KnowledgeIndex['synonyms']; // as it was written
    const vectors = encoder === '' ? null : readVectors(reader, encoder, articles.length);
    const hasUse = version > OLDEST_CURRENT && reader.varint() === 1;
    const useLevels = hasUse ? readUseLevels(reader, articles.length) : null;
    if (!reader.isAtEnd()) throw new RangeError('bytes left over');
    return { articles, lexicon, postings, lengths, synonyms, vectors, useLevels };
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
      `Knowledge base: format ${version} is newer than this Helplet reads (${VERSION}); update Helplet`,
    );
  }
  const body = bytes.subarray(HEADER_BYTES);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < HEADER_BYTES ? Number.POSITIVE_INFINITY : header.getUint32(MAGIC.length + 1, true);
  if (body.length < length) {
    throw new SupportError(
      'kb-truncated',
      `Knowledge base: the file ends too early (${bytes.length} bytes); load it again`,
    );
  }
  const isWhole = MAGIC.every((byte, index) => bytes[index] === byte) && body.length === length;
  if (!isWhole || crc32(body) !== header.getUint32(MAGIC.length + 5, true)) {
    throw new SupportError(
      'kb-corrupt',
      'Knowledge base: the checksum does not fit; copy it as binary or compile it again',
    );
  }
  return body;
}

function textOptionsHash(): number {
  return crc32(new TextEncoder().encode(TEXT_OPTIONS));
}

/**
 * Letters each word shares with the one before it, then the rest of each as one text; then its stem: a known one
 * (how far back) or a new one (letters cut off the word, and whether any are added), then what is added as one text.
 */
function writeLexicon(writer: ByteWriter, { words, stemOf, stems }: Lexicon): void {
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

function* readLexicon(reader: ByteReader): Generator<void, Lexicon> {
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

/**
 * In how many articles each stem occurs, then all articles as distances from the one before, then what each article has
 * of it: alike beside alike compresses well. Most have it in the body alone, which takes one even number, twice the
 * count less one; otherwise an odd number holds the set of fields, and the count less one of each follows.
 */
function writePostings(writer: ByteWriter, postings: Postings): void {
  const { starts, keys, counts } = postings;
  const frequencies = countArticles(postings);
  for (const frequency of frequencies) writer.varint(frequency);
  const details = createByteWriter();
  for (let stem = 0; stem + 1 < starts.length; stem++) {
    const end = starts[stem + 1] ?? 0;
    let previous = 0;
    for (let entry = starts[stem] ?? 0; entry < end; ) {
      const article = Math.floor((keys[entry] ?? 0) / FIELDS.length);
      const from = entry;
      let fields = 0;
      for (; entry < end; entry++) {
        const field = (keys[entry] ?? 0) - article * FIELDS.length;
        if (field >= FIELDS.length) break;
        fields |= 1 << field;
      }
      writer.varint(article - previous);
      previous = article;
      const rest = counts.subarray(from, entry);
      if (fields === BODY_ONLY) details.varint(((rest[0] ?? 1) - 1) << 1);
      else {
        details.varint((fields << 1) | 1);
        for (const count of rest) details.varint(count - 1);
      }
    }
  }
  writer.raw(details.bytes());
}

const BODY_ONLY = 1 << (FIELDS.length - 1);

function* readPostings(reader: ByteReader, stems: number, articleCount: number): Generator<void, Postings> {
  const frequencies = yield* readNumbers(reader, stems);
  const total = frequencies.reduce((sum, frequency) => sum + frequency, 0);
  if (total > reader.left()) throw new RangeError('more announced than there is');
  const articles = yield* readNumbers(reader, total);
  const starts = new Uint32Array(stems + 1);
  // Every article may have a stem in every field: room for all, cut to what there is afterwards.
  const keys = new Uint32Array(total * FIELDS.length);
  const counts = new Uint32Array(keys.length);
  let at = 0;
  let entry = 0;
  for (let stem = 0; stem < stems; stem++) {
    let article = 0;
    for (const last = at + (frequencies[stem] ?? 0); at < last; at++) {
      article += articles[at] ?? 0;
      if (article >= articleCount) throw new RangeError('no such article');
      const code = reader.varint();
      const fields = code & 1 ? code >>> 1 : BODY_ONLY;
      for (let field = 0; field < FIELDS.length; field++) {
        if (!(fields & (1 << field))) continue;
        keys[entry] = article * FIELDS.length + field;
        counts[entry++] = (code & 1 ? reader.varint() : code >>> 1) + 1;
      }
      if (at % STEP_VALUES === STEP_VALUES - 1) yield;
    }
    starts[stem + 1] = entry;
  }
  return { starts, keys: keys.slice(0, entry), counts: counts.slice(0, entry) };
}

/** In how many articles each stem occurs. */
function countArticles({ starts, keys }: Postings): Uint32Array {
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
  return frequencies;
}

function writeVectors(writer: ByteWriter, { dimensions, starts, values }: SentenceVectors): void {
  writer.varint(dimensions);
  for (let article = 0; article + 1 < starts.length; article++) {
    writer.varint((starts[article + 1] ?? 0) - (starts[article] ?? 0));
  }
  writer.raw(new Uint8Array(values.buffer, values.byteOffset, values.length));
}

/** A view of the file's own bytes: nothing is copied. */
function readVectors(reader: ByteReader, encoder: string, articles: number): SentenceVectors {
  const dimensions = reader.varint();
  const starts = new Uint32Array(articles + 1);
  for (let article = 0; article < articles; article++) starts[article + 1] = (starts[article] ?? 0) + reader.count();
  const bytes = reader.raw((starts[articles] ?? 0) * dimensions);
  return { encoder, dimensions, starts, values: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
}

function readUseLevels(reader: ByteReader, articles: number): Int8Array {
  const levels = Int8Array.from(reader.raw(articles), (byte) => byte - MAX_USE_LEVEL);
  if (levels.some((level) => Math.abs(level) > MAX_USE_LEVEL)) throw new RangeError('no such level');
  return levels;
}

function* readNumbers(reader: ByteReader, count: number): Generator<void, Uint32Array> {
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    numbers[index] = reader.varint();
    if (index % STEP_VALUES === STEP_VALUES - 1) yield;
  }
  return numbers;
}
