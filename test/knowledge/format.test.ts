import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteWriter } from '../../src/knowledge/byte-writer.ts';
import { crc32 } from '../../src/knowledge/crc32.ts';
import {
  addUse,
  buildIndex,
  decodeInSteps,
  embedArticles,
  encodeKnowledge,
  finish,
  isCompiled,
  loadKnowledge,
} from '../../src/knowledge/index.ts';
import { listIndex } from '../support/knowledge/list-index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { sampleEncoder } from '../support/knowledge/sample-encoder.ts';

const index = buildIndex(sampleArticles);
const file = encodeKnowledge(index);

function codeOf(bytes: Uint8Array): string {
  try {
    listIndex(finish(decodeInSteps(bytes)));
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'not a SupportError';
  }
}

/** The file with some bytes replaced and the checksum made to fit again. */
function forge(change: (body: Uint8Array) => void, source: Uint8Array = file): Uint8Array {
  const copy = source.slice();
  change(copy.subarray(14));
  new DataView(copy.buffer).setUint32(10, crc32(copy.subarray(14)), true);
  return copy;
}

describe('compiled knowledge base', () => {
  it('gives back everything that was written, unknown fields included', () => {
    expect(isCompiled(file)).toBe(true);
    expect(listIndex(finish(decodeInSteps(file)))).toEqual(listIndex(index));
  });

  it('does so for any articles', () => {
    const article = fc.record({
      id: fc.string({ minLength: 1 }),
      title: fc.string({ unit: 'grapheme', minLength: 1 }),
      body: fc.string({ unit: 'grapheme' }),
      tags: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(article, { maxLength: 6 }), (articles) => {
        const built = buildIndex(articles);
        expect(listIndex(finish(decodeInSteps(encodeKnowledge(built))))).toEqual(listIndex(built));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('has these very bytes on every machine', () => {
    // A new hash means a new format: raise its version, or TEXT_OPTIONS when the words changed.
    expect(createHash('sha256').update(file).digest('hex').slice(0, 16)).toBe('8773c037cad99aca');
  });

  it('reads from the middle of a larger buffer', () => {
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 7);
    expect(loadKnowledge(larger.subarray(7)).index.articles).toHaveLength(6);
  });
});

describe('one that was compiled otherwise is indexed anew from its articles', () => {
  it('under other text rules, with all else that was in it', () => {
    const used = addUse(buildIndex(sampleArticles, { synonyms: [['order', 'parcel']] }), new Map());
    const whole = embedArticles(used, sampleEncoder);
    const otherRules = forge((body) => body.set([(body[0] ?? 0) ^ 1], 0), encodeKnowledge(whole));
    expect(listIndex(loadKnowledge(otherRules).index)).toEqual(listIndex(whole));
  });

  it('by an older Helplet, where articles came one after the other', () => {
    const writer = createByteWriter();
    writer.varint(0);
    writer.text('');
    writer.varint(sampleArticles.length);
    for (const article of sampleArticles) writer.text(JSON.stringify(article));
    const body = writer.bytes();
    for (const version of [1, 2, 3]) {
      const older = new Uint8Array([...file.subarray(0, 14), ...body]);
      older[5] = version;
      new DataView(older.buffer).setUint32(6, body.length, true);
      expect(listIndex(loadKnowledge(forge(() => {}, older)).index)).toEqual(listIndex(index));
    }
  });
});

describe('a damaged one is refused with a code that says how', () => {
  it('cut short anywhere', () => {
    for (let length = 5; length < file.length; length += 13)
      expect(codeOf(file.subarray(0, length))).toBe('kb-truncated');
  });

  it('with any single byte changed', () => {
    for (let at = 14; at < file.length; at += 7) {
      const copy = file.slice();
      copy[at] = (copy[at] ?? 0) ^ 0x10;
      expect(codeOf(copy)).toBe('kb-corrupt');
    }
  });

  it('with line ends rewritten on the way', () => {
    const copy = file.slice();
    copy[4] = 0x0d;
    expect(codeOf(copy)).toBe('kb-corrupt');
  });

  it('from a later Helplet', () => {
    const copy = file.slice();
    copy[5] = 5;
    expect(codeOf(copy)).toBe('kb-newer');
  });

  it('made up by someone who got the checksum right', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 20 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const code = codeOf(forge((body) => body.set([byte], Math.min(at + 5, body.length - 1))));
        expect(['none', 'kb-corrupt']).toContain(code);
      }),
      { seed: 8, numRuns: 400 },
    );
  });
});

it('crc32 agrees with the check value of its catalogue entry (CRC-32/ISO-HDLC)', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
