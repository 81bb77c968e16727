import { SupportError } from '../../shared/errors.ts';
import { FEATURE_RULES } from '../features/index.ts';
import { checksum } from './checksum.ts';
import type { LanguageModel, ModelHead } from './language-model.ts';
import { decodeMoodLists, encodeMoodLists } from './mood-lists.ts';
import { toScale, toScaleCode } from './row-scale.ts';

/** The first byte is no text in any encoding; the line end shows a transfer that rewrote line ends. */
const MAGIC = [0x89, 0x48, 0x4c, 0x4d, 0x0a];
const VERSION = 1;
/** Magic, version, then hash of the feature rules, length and checksum of the body, 32 bits each, lowest byte first. */
const HEADER_BYTES = MAGIC.length + 1 + 12;
const TRAIN_AGAIN = 'train it again with `helplet train` of this version';

/** The part of a model that is written as JSON before its numbers. */
type Description = Omit<LanguageModel, 'table' | 'scales' | 'heads' | 'mood'> & {
  /** Bytes of the lists of kept buckets and of the lexicon's. */
  readonly mood?: { readonly keptBytes: number; readonly lexiconBytes: number } | undefined;
  readonly heads: readonly Omit<ModelHead, 'weights' | 'scales' | 'bias'>[];
};

/**
 * A model file (`.hlm`): header; JSON without the numbers; of a model of moods its lists (see mood-lists.ts); one scale code a table row; the table in 4 or 8 bits a
 * value; then of each head the scale codes and weights, a byte each, and the biases as 32-bit floats, lowest byte first.
 */
export function encodeModel(model: LanguageModel): Uint8Array<ArrayBuffer> {
  const { table, scales, heads, mood, ...rest } = model;
  const lists = mood && encodeMoodLists(mood);
  const description: Description = {
    ...rest,
    mood: lists && { keptBytes: lists.kept.length, lexiconBytes: lists.lexicon.length },
    heads: heads.map(({ weights, scales: _, bias, ...head }) => head),
  };
  const json = new TextEncoder().encode(JSON.stringify(description));
  const headBytes = heads.reduce((sum, head) => sum + head.weights.length + head.labels.length * 5, 0);
  const tableBytes = packedLength(table.length, model.bits);
  const listBytes = lists ? lists.kept.length + lists.lexicon.length : 0;
  const file = new Uint8Array(HEADER_BYTES + 4 + json.length + listBytes + scales.length + tableBytes + headBytes);
  const view = new DataView(file.buffer);
  let offset = HEADER_BYTES;
  view.setUint32(offset, json.length, true);
  file.set(json, offset + 4);
  offset += 4 + json.length;
  if (lists) {
    file.set(lists.kept, offset);
    file.set(lists.lexicon, offset + lists.kept.length);
    offset += listBytes;
  }
  offset = writeScales(file, offset, scales);
  packTable(table, model.bits, file.subarray(offset, offset + tableBytes));
  offset += tableBytes;
  for (const head of heads) {
    offset = writeScales(file, offset, head.scales);
    packTable(head.weights, 8, file.subarray(offset));
    offset += head.weights.length;
    for (const [index, value] of head.bias.entries()) view.setFloat32(offset + index * 4, value, true);
    offset += head.bias.length * 4;
  }
  const body = file.subarray(HEADER_BYTES);
  file.set([...MAGIC, VERSION]);
  view.setUint32(MAGIC.length + 1, rulesHash(), true);
  view.setUint32(MAGIC.length + 5, body.length, true);
  view.setUint32(MAGIC.length + 9, checksum(body), true);
  return file;
}

/**
 * Reads a model file.
 * @throws SupportError `model-version`, `model-features` (other feature rules), `model-truncated` or `model-corrupt`
 */
export function decodeModel(bytes: Uint8Array): LanguageModel {
  const body = openBody(bytes);
  try {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const jsonLength = view.getUint32(0, true);
    const description = JSON.parse(new TextDecoder().decode(body.subarray(4, 4 + jsonLength))) as Description; // ours: the checksum fits
    const { bucketCount, dimensions, bits } = description;
    let offset = 4 + jsonLength;
    const take = (count: number): Uint8Array => {
      offset += count;
      return body.subarray(offset - count, offset);
    };
    const lists = description.mood;
    const mood = lists && decodeMoodLists(take(lists.keptBytes), take(lists.lexiconBytes));
    if (mood && mood.kept.length !== bucketCount) throw new RangeError('not one row a kept bucket');
    const scales = Float32Array.from(take(bucketCount), toScale);
    const table = unpackTable(take(packedLength(bucketCount * dimensions, bits)), bits, bucketCount * dimensions);
    const heads = description.heads.map((head) => {
      const labelCount = head.labels.length;
      const headScales = Float32Array.from(take(labelCount), toScale);
      const weights = unpackTable(take(labelCount * dimensions), 8, labelCount * dimensions);
      const start = offset;
      const bias = Float32Array.from({ length: labelCount }, (_, index) => view.getFloat32(start + index * 4, true));
      offset += labelCount * 4;
      return { ...head, weights, scales: headScales, bias };
    });
    if (offset !== body.length || scales.length !== bucketCount) throw new RangeError('bytes left over or missing');
    return { ...description, mood, heads, table, scales };
  } catch {
    throw new SupportError('model-corrupt', `Model: its parts do not fit together; ${TRAIN_AGAIN}`);
  }
}

function openBody(bytes: Uint8Array): Uint8Array {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    throw new SupportError('model-corrupt', 'Model: the file is no model; name a file that `helplet train` wrote');
  }
  const version = bytes[MAGIC.length] ?? VERSION;
  if (version !== VERSION) {
    throw new SupportError(
      'model-version',
      `Model: format ${version} is not the one read here (${VERSION}); ${TRAIN_AGAIN}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isCut = bytes.length < HEADER_BYTES || bytes.length - HEADER_BYTES < view.getUint32(MAGIC.length + 5, true);
  if (isCut) {
    throw new SupportError(
      'model-truncated',
      `Model: the file ends too early (${bytes.length} bytes); load or copy it again`,
    );
  }
  if (view.getUint32(MAGIC.length + 1, true) !== rulesHash()) {
    throw new SupportError('model-features', `Model: it was trained on other features; ${TRAIN_AGAIN}`);
  }
  const body = bytes.subarray(HEADER_BYTES);
  const isWhole = body.length === view.getUint32(MAGIC.length + 5, true);
  if (!isWhole || checksum(body) !== view.getUint32(MAGIC.length + 9, true)) {
    throw new SupportError(
      'model-corrupt',
      'Model: the checksum does not fit; transfer the file as binary or train it again',
    );
  }
  return body;
}

function rulesHash(): number {
  return checksum(new TextEncoder().encode(FEATURE_RULES));
}

/** Writes one code a scale and gives the place behind them. */
function writeScales(file: Uint8Array, offset: number, scales: Float32Array): number {
  for (const [index, scale] of scales.entries()) file[offset + index] = scale === 0 ? 0 : toScaleCode(scale);
  return offset + scales.length;
}

function packedLength(count: number, bits: 4 | 8): number {
  return bits === 8 ? count : Math.ceil(count / 2);
}

/** Two 4-bit values a byte, the first in the low half. */
function packTable(table: Int8Array, bits: 4 | 8, target: Uint8Array): void {
  if (bits === 8) target.set(new Uint8Array(table.buffer, table.byteOffset, table.length));
  else {
    for (let index = 0; index < table.length; index += 2) {
      target[index / 2] = ((table[index] as number) & 15) | (((table[index + 1] ?? 0) & 15) << 4);
    }
  }
}

function unpackTable(packed: Uint8Array, bits: 4 | 8, count: number): Int8Array {
  const table = new Int8Array(count);
  if (bits === 8) table.set(packed);
  else {
    for (let index = 0; index < count; index++) {
      const half = ((packed[index >> 1] as number) >> ((index & 1) * 4)) & 15;
      table[index] = half > 7 ? half - 16 : half;
    }
  }
  return table;
}
