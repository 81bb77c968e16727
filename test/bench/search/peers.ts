import { create, insertMultiple, search } from '@orama/orama';
import { Document } from 'flexsearch';
import Fuse from 'fuse.js';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import winkBm25 from 'wink-bm25-text-search';
import { buildIndex, createSearcher } from '../../../src/knowledge/index.ts';
import { functionWords, stem } from '../../../src/text/index.ts';
import { type Peer, toTellingStems, toWords } from './engine.ts';

const ALL = Number.POSITIVE_INFINITY;
const isLast = (_term: string, at: number, terms: readonly string[]): boolean => at === terms.length - 1;
const slips = (term: string): number | boolean => (term.length > 4 ? 0.2 : false);

export const helplet: Peer = {
  name: 'Helplet',
  maxQueries: ALL,
  open: (articles) => {
    const searcher = createSearcher(buildIndex(articles));
    return (text, limit) => searcher.search(text, limit).found.map(({ id }) => id);
  },
};

/** Function words at a weight, title first, prefix for the last word, fuzzy: its best on real FAQs. */
export const miniSearch: Peer = {
  name: 'MiniSearch (function words × .7, title × 3)',
  maxQueries: ALL,
  open: (articles) => {
    const index = new MiniSearch({
      fields: ['title', 'body'],
      tokenize: toWords,
      processTerm: stem,
      searchOptions: {
        boost: { title: 3 },
        boostTerm: (term) => (functionWords.has(term) ? 0.7 : 1),
        prefix: isLast,
        fuzzy: slips,
      },
    });
    index.addAll(articles);
    return (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => String(id));
  },
};

/** Without function words, which suits long questions: the fastest of its good settings. */
export const miniSearchTelling: Peer = {
  name: 'MiniSearch (no function words, title × 2)',
  maxQueries: ALL,
  open: (articles) => {
    const index = new MiniSearch({
      fields: ['title', 'body'],
      tokenize: toWords,
      processTerm: (term) => (functionWords.has(term) ? null : stem(term)),
      searchOptions: { boost: { title: 2 }, prefix: isLast, fuzzy: slips },
    });
    index.addAll(articles);
    return (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => String(id));
  },
};

/** Its filter of function words taken out, one edit, and a wildcard behind the last word. */
const lunrTuned: Peer = {
  name: 'lunr (function words kept, title × 2)',
  maxQueries: ALL,
  open: (articles) => {
    const index = lunr(function () {
      this.pipeline.reset();
      this.searchPipeline.reset();
      this.tokenizer = (text) => toWords(String(text ?? '')).map((word) => new lunr.Token(stem(word), {}));
      this.ref('id');
      this.field('title', { boost: 2 });
      this.field('body');
      for (const [at, { title, body }] of articles.entries()) this.add({ id: String(at), title, body });
    });
    return (text, limit) => {
      const words = toWords(text).map(stem);
      const hits = index.query((query) => {
        for (const [at, word] of words.entries()) {
          query.term(word, {});
          if (word.length > 4) query.term(word, { editDistance: 1, boost: 0.5 });
          if (at === words.length - 1) query.term(word, { wildcard: lunr.Query.wildcard.TRAILING, boost: 0.1 });
        }
      });
      return hits.slice(0, limit).map(({ ref }) => articles[Number(ref)]?.id ?? '');
    };
  },
};

const wink: Peer = {
  name: 'wink-bm25 (no function words, title × 2)',
  maxQueries: ALL,
  open: (articles) => {
    const index = winkBm25();
    index.defineConfig({ fldWeights: { title: 2, body: 1 } });
    index.definePrepTasks([toTellingStems]);
    for (const [at, { title, body }] of articles.entries()) index.addDoc({ title, body }, String(at));
    index.consolidate();
    return (text, limit) => index.search(text, limit).map(([at]) => articles[Number(at)]?.id ?? '');
  },
};

/** Unscored lists a field, joined by reciprocal ranks. */
const flexSearch: Peer = {
  name: 'FlexSearch (own stems, suggest)',
  maxQueries: ALL,
  open: (articles) => {
    const index = new Document({
      document: { id: 'at', index: ['title', 'body'] },
      encode: toTellingStems,
      tokenize: 'strict',
    });
    for (const [at, { title, body }] of articles.entries()) index.add({ at, title, body });
    return (text, limit) => {
      const scores = new Map<number, number>();
      for (const { field, result } of index.search(text, { limit: 50, suggest: true })) {
        for (const [rank, at] of result.entries()) {
          scores.set(Number(at), (scores.get(Number(at)) ?? 0) + (field === 'title' ? 2 : 1) / (10 + rank));
        }
      }
      const best = [...scores].sort(([, a], [, b]) => b - a).slice(0, limit);
      return best.map(([at]) => articles[at]?.id ?? '');
    };
  },
};

const orama: Peer = {
  name: 'Orama (own stems, title × 2)',
  maxQueries: 100,
  open: async (articles) => {
    const database = create({
      schema: { key: 'string', title: 'string', body: 'string' },
      components: { tokenizer: { language: 'english', normalizationCache: new Map(), tokenize: toTellingStems } },
    });
    await insertMultiple(
      database,
      articles.map(({ id, title, body }) => ({ key: id, title, body })),
    );
    return async (text, limit) => {
      const { hits } = await search(database, {
        term: text,
        properties: ['title', 'body'],
        boost: { title: 2 },
        limit,
      });
      return hits.map(({ document }) => String(document.key));
    };
  },
};

const fuse: Peer = {
  name: 'Fuse (token search, title × 2)',
  maxQueries: 20,
  open: (articles) => {
    const keys = [
      { name: 'title', weight: 2 },
      { name: 'body', weight: 1 },
    ];
    const index = new Fuse(articles, { keys, ignoreLocation: true, useTokenSearch: true });
    return (text, limit) => index.search(text, { limit }).map(({ item }) => item.id);
  },
};

/** Helplet first; then each library at the best settings found (docs/search.md says how they were looked for). */
export const peers: readonly Peer[] = [
  helplet,
  miniSearch,
  miniSearchTelling,
  lunrTuned,
  wink,
  flexSearch,
  orama,
  fuse,
];
