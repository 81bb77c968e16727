import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArticleUse,
  addArticles,
  addUse,
  buildIndex,
  createSearcher,
  decodeInSteps,
  encodeKnowledge,
  finish,
  removeArticles,
  suggestArticles,
} from '../../src/knowledge/index.ts';
import { listIndex } from '../support/knowledge/list-index.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';

const index = buildIndex(sampleArticles);
const ids = [...new Set(sampleArticles.map(({ id }) => id))];
const used = (uses: Readonly<Record<string, Partial<ArticleUse>>>) =>
  addUse(index, new Map(Object.entries(uses).map(([id, use]) => [id, { opened: 0, helped: 0, notHelped: 0, ...use }])));
const levelOf = ({ useLevels, ids: places }: typeof index, id: string) => useLevels?.[places.indexOf(id)];

describe('what visitors choose', () => {
  it('says nothing as long as there is none of it', () => {
    expect(index.useLevels).toBeNull();
    expect([...(used({}).useLevels ?? [1])].every((level) => level === 0)).toBe(true);
  });

  it('raises the chosen and lowers the others, each by at most four levels', () => {
    const few = used({ shipping: { opened: 3 } });
    const many = used({ shipping: { opened: 300_000 } });
    expect(levelOf(few, 'shipping')).toBeGreaterThan(0);
    expect(levelOf(many, 'shipping')).toBe(4);
    expect(levelOf(many, 'refund')).toBeLessThan(0);
    expect(levelOf(many, 'refund')).toBeGreaterThanOrEqual(-4);
  });

  it('takes votes for more than openings', () => {
    const one = used({
      shipping: { opened: 40, helped: 10 },
      refund: { opened: 40, notHelped: 10 },
      password: { opened: 40 },
    });
    expect(levelOf(one, 'shipping') ?? 0).toBeGreaterThan(levelOf(one, 'password') ?? 0);
    expect(levelOf(one, 'password') ?? 0).toBeGreaterThan(levelOf(one, 'refund') ?? 0);
  });

  it('changes scores by at most a quarter, and never what is found', () => {
    const plain = createSearcher(index);
    const counts = fc.record({ opened: fc.nat(1_000), helped: fc.nat(50), notHelped: fc.nat(50) });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), counts), (uses) => {
        const learned = createSearcher(used(uses));
        for (const query of ['refund', 'change my password', 'how long does shipping take', '退款']) {
          const before = new Map(plain.search(query).found.map(({ id, score }) => [id, score]));
          const after = learned.search(query).found;
          expect(new Set(after.map(({ id }) => id))).toEqual(new Set(before.keys()));
          for (const { id, score } of after)
            expect(Math.abs(score / (before.get(id) ?? 0) - 1)).toBeLessThanOrEqual(0.25);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('comes first in the empty box, behind what the site chose', () => {
    const options = { page: '', pageTitle: '', limit: 3 };
    const searcher = createSearcher(used({ shipping: { opened: 9 } }));
    expect(suggestArticles(searcher, { ...options, ids: [] })[0]).toBe('shipping');
    expect(suggestArticles(searcher, { ...options, ids: ['refund'] }).slice(0, 2)).toEqual(['refund', 'shipping']);
  });

  it('is kept in a compiled file, and when articles come and go', () => {
    const one = used({ shipping: { opened: 9 } });
    expect(listIndex(finish(decodeInSteps(encodeKnowledge(one))))).toEqual(listIndex(one));
    const added = addArticles(one, [{ id: 'new', title: 'New', body: 'new' }]);
    expect(levelOf(added, 'new')).toBe(0);
    expect(levelOf(added, 'shipping')).toBe(levelOf(one, 'shipping'));
    expect(listIndex(removeArticles(added, new Set(['new'])))).toEqual(listIndex(one));
  });
});
