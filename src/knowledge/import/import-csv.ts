import type { Draft, ImportFile } from './draft.ts';
import { parseCsv } from './parse-csv.ts';

/** Column names of other tools' exports, by the field they fill. */
const ALIASES: Readonly<Record<string, string>> = {
  question: 'title',
  answer: 'body',
  content: 'body',
  language: 'lang',
  locale: 'lang',
};
const LISTS = ['tags', 'phrasings'];

/**
 * A table of articles with a line of column names: id, title, body and any other field; `question` and `answer` serve
 * as title and body. Tags and phrasings are parted by `|`. Semicolons and tabs part cells as well as commas do.
 */
export const importCsv: ImportFile = ({ path, text }) => {
  const [head, ...rows] = parseCsv(text, detectSeparator(text));
  if (!head) return [];
  const names = head.cells.map((cell) => {
    const name = cell.trim().toLowerCase();
    return Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
  });
  const missing = ['id', 'title', 'body'].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return [
      {
        place: `${path}: line 1`,
        problem: `has no column "${missing.join('", "')}"; name the columns in the first line`,
      },
    ];
  }
  return rows.map(({ line, cells }): Draft => {
    const entries = names.flatMap((name, column): [string, unknown][] => {
      const cell = cells[column] ?? '';
      if (cell === '' && name !== 'body') return [];
      return [[name, LISTS.includes(name) ? cell.split('|').map((item) => item.trim()) : cell]];
    });
    return { place: `${path}: line ${line}`, value: Object.fromEntries(entries) };
  });
};

function detectSeparator(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: head.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}
