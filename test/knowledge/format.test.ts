import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/knowledge/crc32.ts';
import {
  buildIndex,
  decodeInSteps,
  encodeKnowledge,
  finish,
  isCompiled,
  loadKnowledge,
} from '../../src/knowledge/index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';

const index = buildIndex(sampleArticles);
const file = encodeKnowledge(index);

function codeOf(bytes: Uint8Array): string {
  try {
    finish(decodeInSteps(bytes));
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'not a SupportError';
  }
}

/** The file with some bytes replaced and the checksum made to fit again. */
function forge(change: (body: Uint8Array) => void): Uint8Array {
  const copy = file.slice();
  change(copy.subarray(14));
  new DataView(copy.buffer).setUint32(10, crc32(copy.subarray(14)), true);
  return copy;
}

describe('compiled knowledge base', () => {
  it('gives back everything that was written, unknown fields included', () => {
    expect(isCompiled(file)).toBe(true);
    expect(finish(decodeInSteps(file))).toEqual(index);
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
        expect(finish(decodeInSteps(encodeKnowledge(built)))).toEqual(built);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('has these very bytes on every machine', () => {
    // A new hash means a new format: raise its version, or TEXT_OPTIONS when the words changed.
    expect(createHash('sha256').update(file).digest('hex').slice(0, 16)).toBe('b41318a81cd14236');
  });

  it('reads from the middle of a larger buffer', () => {
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 7);
    expect(loadKnowledge(larger.subarray(7)).index.articles).toHaveLength(6);
  });
});

it('reads one of the version before, which knew nothing of use', () => {
  const older = file.slice(0, -1);
  older[5] = 2;
  const header = new DataView(older.buffer);
  header.setUint32(6, older.length - 14, true);
  header.setUint32(10, crc32(older.subarray(14)), true);
  expect(finish(decodeInSteps(older))).toEqual(index);
});

describe('one that was compiled otherwise is indexed anew from its articles', () => {
  it('under other text rules', () => {
    expect(loadKnowledge(forge((body) => body.set([(body[0] ?? 0) ^ 1], 0))).index).toEqual(index);
  });

  it('by an older Helplet', () => {
    const copy = file.slice();
    copy[5] = 1;
    expect(loadKnowledge(copy).index).toEqual(index);
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
    copy[5] = 4;
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
