import type { Article } from '../schema/article.ts';
import { SupportError } from '../shared/errors.ts';
import { checkArticle } from './check-article.ts';

/** Articles that can be used, and a message for each one left out. */
export interface ReadArticles {
  readonly articles: readonly Article[];
  readonly warnings: readonly string[];
}

/** Something that may be an article, or why it cannot be read; `place` is where it stands. */
interface Candidate {
  readonly place: string;
  readonly value?: unknown;
  readonly problem?: string;
}

/** Lines read between two steps. */
const STEP_LINES = 50;

/**
 * Reads `kb.jsonl` or a JSON array of articles in steps of a few milliseconds. A bad line or a second article with the
 * same id and language is left out and named in `warnings`.
 * @throws SupportError `kb-malformed` when nothing in it is an article
 */
export function* readArticlesInSteps(text: string): Generator<void, ReadArticles> {
  const articles: Article[] = [];
  const warnings: string[] = [];
  const places = new Map<string, string>();
  let count = 0;
  for (const candidate of text.trimStart().startsWith('[') ? readArray(text) : readLines(text)) {
    const { place } = candidate;
    const checked = candidate.problem === undefined ? checkArticle(candidate.value) : null;
    if (checked?.kind === 'article') {
      const { article } = checked;
      const key = JSON.stringify([article.id, article.lang ?? '']);
      const first = places.get(key);
      if (first === undefined) {
        places.set(key, place);
        articles.push(article);
      } else {
        const lang = article.lang === undefined ? '' : `, lang "${article.lang}"`;
        warnings.push(
          `Knowledge base: ${place}: id "${article.id}"${lang} stands in ${first} already; give one of them another id or lang`,
        );
      }
    } else if (checked) {
      const { field, reason, value } = checked.fault;
      warnings.push(`Knowledge base: ${place}: ${field} ${reason} (${value}); correct it and load again`);
    } else warnings.push(`Knowledge base: ${place}: ${candidate.problem}`);
    if (++count % STEP_LINES === 0) yield;
  }
  const [first] = warnings;
  if (articles.length === 0 && first !== undefined) throw new SupportError('kb-malformed', first);
  if (articles.length === 0) warnings.push('Knowledge base: it holds no articles; add at least one');
  return { articles, warnings };
}

function* readLines(text: string): Generator<Candidate> {
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') yield parseCandidate(line, `line ${index + 1}`);
  }
}

/** Strings whole, so that brackets and commas inside them are passed over. */
const ARRAY_TOKEN = /"(?:[^"\\]+|\\.)*"?|[[\]{},]/gs;

/**
 * The elements of a JSON array, cut apart before they are parsed: so a fault costs one article, its line is known
 * (`JSON.parse` does not tell), and there is no long pause over a large file.
 */
function* readArray(text: string): Generator<Candidate> {
  let depth = 0;
  let start = 0;
  let line = 1;
  for (const { 0: token, index } of text.matchAll(ARRAY_TOKEN)) {
    const isEnd = (token === ']' || token === '}') && depth === 1;
    if (isEnd || (token === ',' && depth === 1)) {
      const element = text.slice(start, index);
      const blank = element.slice(0, element.length - element.trimStart().length);
      if (!isEnd || element.trim() !== '') yield parseCandidate(element, `line ${line + countLines(blank)}`);
      line += countLines(element);
      start = index + 1;
    }
    if (isEnd) return;
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (depth === 1 && start === 0) {
      start = index + 1;
      line += countLines(text.slice(0, start));
    }
  }
  yield {
    place: `line ${line + countLines(text.slice(start))}`,
    problem: 'the array has no end; the file may be cut short',
  };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function parseCandidate(json: string, place: string): Candidate {
  try {
    return { place, value: JSON.parse(json) };
  } catch (error) {
    const reason = String(error).replace(/\s+/g, ' ').slice(0, 100);
    return {
      place,
      problem: `is not JSON (${reason}); write one article as a JSON object a line, or the whole file as a JSON array`,
    };
  }
}
