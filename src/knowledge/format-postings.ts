import { SupportError } from '../shared/errors.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { FIELDS } from './fields.ts';
import type { Entries, Postings } from './knowledge-index.ts';
import { readNumbers } from './read-numbers.ts';

const BODY_ONLY = 1 << (FIELDS.length - 1);

/**
 * In how many articles each stem occurs, how many bytes more than that its articles take and how many its details; then
 * the articles of all stems, as distances from the one before, then all details: alike beside alike compresses well. Most
 * articles have a stem in the body alone, which takes one even number, twice the count less one; otherwise an odd number
 * holds the set of fields, and the count less one of each follows.
 */
export function writePostings(writer: ByteWriter, { frequencies, entriesOf }: Postings): void {
  const places = createByteWriter();
  const details = createByteWriter();
  const ends = Array.from(frequencies, (_, stem) => {
    const { keys, counts } = entriesOf(stem);
    let previous = 0;
    for (let entry = 0; entry < keys.length; ) {
      const article = Math.floor((keys[entry] ?? 0) / FIELDS.length);
      const from = entry;
      let fields = 0;
      for (; entry < keys.length; entry++) {
        const field = (keys[entry] ?? 0) - article * FIELDS.length;
        if (field >= FIELDS.length) break;
        fields |= 1 << field;
      }
      places.varint(article - previous);
      previous = article;
      const rest = counts.subarray(from, entry);
      if (fields === BODY_ONLY) details.varint(((rest[0] ?? 1) - 1) << 1);
      else {
        details.varint((fields << 1) | 1);
        for (const count of rest) details.varint(count - 1);
      }
    }
    return [places.size(), details.size()] as const;
  });
  for (const frequency of frequencies) writer.varint(frequency);
  for (const part of [0, 1] as const) {
    for (const [stem, end] of ends.entries()) {
      writer.varint(end[part] - (ends[stem - 1]?.[part] ?? 0) - (frequencies[stem] ?? 0));
    }
  }
  writer.raw(places.bytes());
  writer.raw(details.bytes());
}

/** A stem's entries stay bytes until they are asked for: of ten thousands of stems a visit needs some hundred. */
export function* readPostings(reader: ByteReader, stems: number, articleCount: number): Generator<void, Postings> {
  const frequencies = yield* readNumbers(reader, stems);
  const placeStarts = toStarts(frequencies, yield* readNumbers(reader, stems));
  const detailStarts = toStarts(frequencies, yield* readNumbers(reader, stems));
  const places = reader.raw(placeStarts[stems] ?? 0);
  const details = reader.raw(detailStarts[stems] ?? 0);
  const entriesOf = (stem: number): Entries => {
    try {
      return readEntries(
        createByteReader(places.subarray(placeStarts[stem], placeStarts[stem + 1])),
        createByteReader(details.subarray(detailStarts[stem], detailStarts[stem + 1])),
        { frequency: frequencies[stem] ?? 0, articleCount },
      );
    } catch {
      throw new SupportError('kb-corrupt', 'Knowledge base: its parts do not fit together; compile it again');
    }
  };
  return { frequencies, entriesOf };
}

function toStarts(frequencies: Uint32Array, extras: Uint32Array): Uint32Array {
  const starts = new Uint32Array(frequencies.length + 1);
  let sum = 0;
  for (let stem = 0; stem < frequencies.length; stem++) {
    sum += (frequencies[stem] ?? 0) + (extras[stem] ?? 0);
    if (sum > 0xffffffff) throw new RangeError('more announced than there is');
    starts[stem + 1] = sum;
  }
  return starts;
}

function readEntries(
  places: ByteReader,
  details: ByteReader,
  { frequency, articleCount }: { readonly frequency: number; readonly articleCount: number },
): Entries {
  if (frequency > places.left()) throw new RangeError('more announced than there is');
  // A stem may stand in every field: room for all, cut to what there is afterwards.
  const keys = new Uint32Array(frequency * FIELDS.length);
  const counts = new Uint32Array(keys.length);
  let article = 0;
  let entry = 0;
  for (let left = frequency; left > 0; left--) {
    article += places.varint();
    if (article >= articleCount) throw new RangeError('no such article');
    const code = details.varint();
    const fields = code & 1 ? code >>> 1 : BODY_ONLY;
    for (let field = 0; field < FIELDS.length; field++) {
      if ((fields & (1 << field)) === 0) continue;
      keys[entry] = article * FIELDS.length + field;
      counts[entry++] = (code & 1 ? details.varint() : code >>> 1) + 1;
    }
  }
  return { keys: keys.subarray(0, entry), counts: counts.subarray(0, entry) };
}
