import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { importSources } from '../../src/knowledge/import/index.ts';
import { buildIndex, encodeKnowledge } from '../../src/knowledge/index.ts';

interface Question {
  readonly id: string;
  readonly text: string;
  readonly lang: 'en' | 'zh';
  readonly relevant: readonly string[];
  readonly set: 'B27' | 'E14' | 'shop';
  readonly style?: 'plain' | 'far';
}

const demo = join(import.meta.dirname, '../../demo');
const questions: readonly Question[] = readFileSync(join(demo, 'questions.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const files = readdirSync(join(demo, 'kb'))
  .sort()
  .map((file) => ({ path: `kb/${file}`, text: readFileSync(join(demo, 'kb', file), 'utf8') }));
const { articles, problems } = importSources(files);
const engine = createEngine();
const info = engine.load(encodeKnowledge(buildIndex(articles)));
const ids = new Set(articles.map(({ id }) => id));

function firstHit({ text, lang }: Question): string | undefined {
  return engine.search({ text, lang, limit: 1 }).hits[0]?.id;
}

/** Share of questions whose first hit answers, 0..1. */
function topOne(asked: readonly Question[]): number {
  return asked.filter((question) => question.relevant.includes(firstHit(question) ?? '')).length / asked.length;
}

describe('the knowledge base of the demo', () => {
  it('is read without a problem, and every article is there in both languages', () => {
    expect(problems).toEqual([]);
    expect(info.articles).toBe(files.length);
    expect([...info.langs].sort()).toEqual(['en', 'zh']);
    for (const lang of ['en', 'zh']) {
      expect(new Set(articles.filter((article) => (article.lang ?? 'en') === lang).map(({ id }) => id))).toEqual(ids);
    }
  });

  it('links only to articles it has', () => {
    const links = articles.flatMap(({ id, body }) => [...body.matchAll(/\]\(#([\w-]+)\)/g)].map(([, to]) => [id, to]));
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(([, to]) => !ids.has(to ?? ''))).toEqual([]);
  });
});

describe('the questions of the demo', () => {
  it('have ids of their own, ask for articles there are, and come in both languages alike', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const { id, relevant } of questions) {
      expect([id, relevant.length > 0, relevant.filter((article) => !ids.has(article))]).toEqual([id, true, []]);
    }
    const count = (lang: string) => questions.filter((question) => question.lang === lang).length;
    expect(count('en')).toBe(count('zh'));
  });

  it('were not put into the knowledge base as other ways to ask', () => {
    const known = new Set(articles.flatMap(({ title, phrasings = [] }) => [title, ...phrasings]));
    expect(questions.filter(({ text }) => known.has(text)).map(({ id }) => id)).toEqual([]);
  });
});

describe('the first hit answers', () => {
  it.each(questions.filter(({ set }) => set === 'B27' || set === 'E14'))('$id: $text', (question) => {
    expect(question.relevant).toContain(firstHit(question));
  });

  it.each(['en', 'zh'] as const)('at least 93 % of the questions asked plainly: %s', (lang) => {
    const asked = questions.filter((question) => question.style === 'plain' && question.lang === lang);
    expect(asked.length).toBeGreaterThanOrEqual(30);
    expect(topOne(asked)).toBeGreaterThanOrEqual(0.93);
  });

  it('to questions in words far from the article’s own: how often is told, not demanded', async ({ annotate }) => {
    for (const lang of ['en', 'zh']) {
      const asked = questions.filter((question) => question.style === 'far' && question.lang === lang);
      expect(asked.length).toBeGreaterThanOrEqual(30);
      await annotate(`far, ${lang}: ${(100 * topOne(asked)).toFixed(1)} % first hits (${asked.length} questions)`);
    }
  });
});
