import { SupportError } from '../shared/errors.ts';
import { TEXT_OPTIONS } from '../text/index.ts';
import { readArticleList, readOlderArticles, writeArticles } from './article-list.ts';
import { MAX_USE_LEVEL } from './article-use.ts';
import { buildInSteps } from './build-index.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { crc32 } from './crc32.ts';
import { FIELDS } from './fields.ts';
import { readLexicon, writeLexicon } from './format-lexicon.ts';
import { readPostings, writePostings } from './format-postings.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import { readNumbers } from './read-numbers.ts';
import type { SentenceVectors } from './sentence-vectors.ts';

/** The first byte is no text in any encoding; the line end shows a transfer that rewrote line ends. */
const MAGIC = [0x89, 0x48, 0x4b, 0x42, 0x0a];
const VERSION = 4;
/** Magic, version, then length and CRC-32 of what follows, each as 32 bits with the lowest byte first. */
const HEADER_BYTES = MAGIC.length + 1 + 4 + 4;

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
  writeArticles(writer, index.articles);
  writer.text(JSON.stringify(index.langs));
  writer.text(JSON.stringify(index.synonyms));
  if (index.vectors) writeVectors(writer, index.vectors);
  writer.varint(index.useLevels ? 1 : 0);
  if (index.useLevels) writer.raw(Uint8Array.from(index.useLevels, (level) => level + MAX_USE_LEVEL));
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
    const isCurrent = reader.varint() === textOptionsHash();
    const encoder = reader.text();
    if (version < VERSION) return yield* buildInSteps(yield* readOlderArticles(reader));
    const { ids, articles } = readArticleList(reader);
    yield;
    const langs = JSON.parse(reader.text()) as readonly string[]; // as it was written
    const synonyms = JSON.parse(reader.text()) as KnowledgeIndex['synonyms']; // as it was written
    const vectors = encoder === '' ? null : readVectors(reader, encoder, ids.length);
    const useLevels = reader.varint() === 1 ? readUseLevels(reader, ids.length) : null;
    if (!isCurrent) return { ...(yield* buildInSteps([...articles], { synonyms })), vectors, useLevels };
    const lengths = yield* readNumbers(reader, ids.length * FIELDS.length);
    const lexicon = yield* readLexicon(reader);
    const postings = yield* readPostings(reader, lexicon.stems.length, ids.length);
    if (!reader.isAtEnd() || langs.length !== ids.length) throw new RangeError('bytes left over');
    return { articles, ids, langs, lexicon, postings, lengths, synonyms, vectors, useLevels };
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
