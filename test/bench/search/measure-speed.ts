import { gzipSync } from 'node:zlib';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { buildIndex, createSearcher, encodeKnowledge, loadKnowledge } from '../../../src/knowledge/index.ts';
import type { Article } from '../../../src/schema/article.ts';
import { stem } from '../../../src/text/index.ts';
import { toWords } from './engine.ts';
import { helplet, miniSearch, miniSearchTelling } from './peers.ts';

const QUERIES = 300;
const ROUNDS = 3;

export interface Speed {
  readonly name: string;
  readonly buildMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/**
 * Builds and asks Helplet and MiniSearch in one process, three rounds with a fresh index each; of each build and each
 * query the best counts, because the machine may be busy. Queries are pieces of titles and bodies, a third of them with a typing error.
 */
export async function measureSpeed(articles: readonly Article[]): Promise<readonly Speed[]> {
  const queries = Array.from({ length: QUERIES }, (_, at) => toQuery(articles, at));
  const speeds: Speed[] = [];
  for (const peer of [helplet, miniSearch, miniSearchTelling]) {
    let buildMs = Number.POSITIVE_INFINITY;
    const best = new Array<number>(QUERIES).fill(Number.POSITIVE_INFINITY);
    for (let left = ROUNDS; left > 0; left--) {
      const start = cpuMs();
      const find = await peer.open(articles);
      buildMs = Math.min(buildMs, cpuMs() - start);
      for (const query of queries.slice(0, QUERIES / 4)) find(query, 10);
      for (const [at, query] of queries.entries()) {
        const asked = performance.now();
        find(query, 10);
        best[at] = Math.min(best[at] ?? 0, performance.now() - asked);
      }
    }
    const times = best.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(share * times.length)] ?? 0;
    speeds.push({ name: peer.name, buildMs, p50Ms: at(0.5), p95Ms: at(0.95) });
  }
  return speeds;
}

export interface Sizes {
  readonly name: string;
  readonly bytesGzip: number;
}

/** Sizes of the indexes as files, gzip −9. Helplet's carries the articles too; what they alone take is taken off. */
export function measureSizes(articles: readonly Article[]): readonly Sizes[] {
  const gzip = (bytes: Uint8Array | string): number => gzipSync(bytes, { level: 9 }).length;
  const index = buildIndex(articles);
  const mini = new MiniSearch({ fields: ['title', 'body'], tokenize: toWords, processTerm: stem });
  mini.addAll(articles);
  const lunrIndex = lunr(function () {
    this.ref('id');
    this.field('title');
    this.field('body');
    for (const article of articles) this.add(article);
  });
  return [
    { name: 'Helplet, index alone', bytesGzip: gzip(encodeKnowledge({ ...index, articles: [] })) },
    { name: 'Helplet, articles included', bytesGzip: gzip(encodeKnowledge(index)) },
    { name: 'MiniSearch, index alone', bytesGzip: gzip(JSON.stringify(mini)) },
    { name: 'lunr, index alone', bytesGzip: gzip(JSON.stringify(lunrIndex)) },
  ];
}

/** Milliseconds from a compiled file to the first result, best of five. */
export function measureLoad(articles: readonly Article[]): number {
  const file = encodeKnowledge(buildIndex(articles));
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    createSearcher(loadKnowledge(file).index).search('reset my password', 10);
    return performance.now() - start;
  });
  return Math.min(...times);
}

function toQuery(articles: readonly Article[], at: number): string {
  const article = articles[(at * 7_919) % articles.length];
  const words = ((at % 2 === 0 ? article?.body : article?.title) ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const from = (at * 13) % Math.max(1, words.length - 8);
  const chosen = words.slice(from, from + 3 + (at % 6));
  const long = at % 3 === 0 ? chosen.findIndex((word) => word.length >= 5) : -1;
  return chosen.map((word, place) => (place === long ? swapTwo(word) : word)).join(' ') || 'help';
}

function swapTwo(word: string): string {
  return `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
