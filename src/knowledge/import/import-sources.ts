import type { Article } from '../../schema/article.ts';
import { checkArticle } from '../check-article.ts';
import type { ImportFile, SourceFile } from './draft.ts';
import { importCsv } from './import-csv.ts';
import { importHtml } from './import-html.ts';
import { importJson, importJsonLines } from './import-json.ts';
import { importMarkdown } from './import-markdown.ts';

/** Something that is not a usable article. */
export interface ImportProblem {
  readonly rule: 'invalid-article' | 'duplicate-article';
  /** The article's id, or where it stands when it has none. */
  readonly article: string;
  /** File, line, field, value, and what to do. */
  readonly message: string;
}

export interface Imported {
  readonly articles: readonly Article[];
  readonly problems: readonly ImportProblem[];
}

const IMPORTERS: Readonly<Record<string, ImportFile>> = {
  md: importMarkdown,
  markdown: importMarkdown,
  html: importHtml,
  htm: importHtml,
  json: importJson,
  jsonl: importJsonLines,
  ndjson: importJsonLines,
  csv: importCsv,
};

/** Endings of files that can be imported, without the dot. */
export const importEndings: readonly string[] = /* @__PURE__ */ Object.keys(IMPORTERS);

/** Reads articles from files of any kind we know, in order, and names everything that is not one. */
export function importSources(files: readonly SourceFile[]): Imported {
  const articles: Article[] = [];
  const problems: ImportProblem[] = [];
  const places = new Map<string, string>();
  for (const draft of files.flatMap((file) => IMPORTERS[endingOf(file.path)]?.(file) ?? [])) {
    const { place } = draft;
    if ('problem' in draft) {
      problems.push({ rule: 'invalid-article', article: place, message: `Knowledge base: ${place}: ${draft.problem}` });
      continue;
    }
    const checked = checkArticle(draft.value);
    if (checked.kind === 'fault') {
      const { field, reason, value } = checked.fault;
      problems.push({
        rule: 'invalid-article',
        article: readId(draft.value) ?? place,
        message: `Knowledge base: ${place}: ${field} ${reason} (${value}); ${isMarkdown(place) && field === 'title' ? 'begin the file with "# Title", or put "title: …" between two lines of ---' : 'give every article an id, a title and a body'}`,
      });
      continue;
    }
    const { article } = checked;
    const { id, lang } = article;
    const key = JSON.stringify([id, lang ?? '']);
    const first = places.get(key);
    if (first === undefined) {
      places.set(key, place);
      articles.push(article);
    } else {
      const which = `id "${id}"${lang === undefined ? '' : `, lang "${lang}"`}`;
      problems.push({
        rule: 'duplicate-article',
        article: id,
        message: `Knowledge base: ${place}: ${which} stands in ${first} already; give one of them another id or lang`,
      });
    }
  }
  return { articles, problems };
}

/** The ending of a file's name in lower case, without the dot. */
export function endingOf(path: string): string {
  return /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

function readId(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** A place is a file's path, with a line where the file has several articles. */
function isMarkdown(place: string): boolean {
  return /\.(md|markdown)$/i.test(place);
}
