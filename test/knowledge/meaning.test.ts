import { describe, expect, it } from 'vitest';
import {
  buildIndex,
  createMeaning,
  createSearcher,
  decodeInSteps,
  embedArticles,
  encodeKnowledge,
  finish,
} from '../../src/knowledge/index.ts';
import { listIndex } from '../support/knowledge/list-index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { sampleEncoder } from '../support/knowledge/sample-encoder.ts';

const index = embedArticles(buildIndex(sampleArticles), sampleEncoder);
const ids = (query: string, encoder = sampleEncoder) =>
  createSearcher(index, { readMeaning: createMeaning(index.vectors, encoder) })
    .search(query)
    .found.map(({ id }) => id);

describe('with vectors of sentences', () => {
  it('finds what shares no word with the query', () => {
    expect(createSearcher(index).search('chargeback').found).toEqual([]);
    expect(ids('chargeback')[0]).toBe('refund');
  });

  it('lets words and meaning decide together', () => {
    expect(ids('locked out of my account')[0]).toBe('password');
    expect(ids('shipping costs')[0]).toBe('shipping');
  });

  it('ignores the vectors of another encoder, and an empty query', () => {
    expect(ids('chargeback', { ...sampleEncoder, id: 'other' })).toEqual([]);
    expect(ids('')).toEqual([]);
    expect(ids('…')).toEqual([]);
  });

  it('leaves out sentences and queries in languages the encoder does not know', () => {
    const english = { ...sampleEncoder, reads: (text: string) => /^[ -~]*$/.test(text) };
    const half = embedArticles(buildIndex(sampleArticles), english);
    const { starts } = half.vectors ?? { starts: new Uint32Array() };
    for (const [at, { lang }] of [...half.articles].entries())
      expect(starts[at + 1] === starts[at]).toBe(lang === 'zh');
    expect(createMeaning(half.vectors, english)?.('退款')).toBeNull();
    const search = createSearcher(half, { readMeaning: createMeaning(half.vectors, english) }).search;
    expect(search('退款').found).toEqual(createSearcher(half).search('退款').found);
    expect(search('chargeback').found[0]?.id).toBe('refund');
  });

  it('tells how near sentences are to a question', () => {
    const likest = createMeaning(index.vectors, sampleEncoder)?.('chargeback')?.likest;
    expect(likest?.(['Our opening hours', 'How do I get a refund?'])).toBeGreaterThan(
      likest?.(['Our opening hours']) ?? 1,
    );
    expect(likest?.([])).toBe(-1);
  });

  it('keeps them in a compiled file, quantised as they are', () => {
    expect(listIndex(finish(decodeInSteps(encodeKnowledge(index))))).toEqual(listIndex(index));
    expect(index.vectors).toMatchObject({ encoder: 'sample-1', dimensions: 4 });
  });

  it('refuses an encoder whose vectors differ in length', () => {
    const embed = (texts: readonly string[]) => texts.map((text) => new Int8Array(text.length));
    expect(() => embedArticles(buildIndex(sampleArticles), { id: 'odd', embed })).toThrow(/"odd": its vectors differ/);
  });
});
