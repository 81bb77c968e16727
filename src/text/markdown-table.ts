import type { Block } from './markdown.ts';
import { parseInline } from './parse-inline.ts';

/** A wider "table" is something else, and filling up its short rows could take far more room than its text. */
const MAX_COLUMNS = 40;

/** The GFM table whose head is line `at`, or null. Short rows are filled up, long ones cut. */
export function readTable(
  lines: readonly string[],
  at: number,
): { readonly block: Block; readonly next: number } | null {
  const marks = readMarks(lines, at);
  if (!marks) return null;
  const titles = splitRow(lines[at] ?? '');
  let next = at + 2;
  while ((lines[next] ?? '').includes('|')) next++;
  const toCells = (line: string) => {
    const cells = splitRow(line);
    return titles.map((_, column) => parseInline(cells[column] ?? ''));
  };
  return {
    block: {
      kind: 'table',
      align: marks.map((mark) => (mark.endsWith(':') ? (mark.startsWith(':') ? 'center' : 'end') : 'start')),
      head: toCells(lines[at] ?? ''),
      rows: lines.slice(at + 2, next).map(toCells),
    },
    next,
  };
}

/** Whether a table's head is at line `at`, with the line of dashes below it. */
export function isTableStart(lines: readonly string[], at: number): boolean {
  return readMarks(lines, at) !== null;
}

function readMarks(lines: readonly string[], at: number): readonly string[] | null {
  const head = lines[at] ?? '';
  const rule = lines[at + 1] ?? '';
  if (!head.includes('|') || !/^[ \t|:-]{3,}$/.test(rule)) return null;
  const marks = splitRow(rule);
  if (marks.length > MAX_COLUMNS || !marks.every((mark) => /^:?-+:?$/.test(mark))) return null;
  return splitRow(head).length === marks.length ? marks : null;
}

/** Cells between bars; `\|` is a bar inside a cell. */
function splitRow(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const row = line.trim();
  for (let at = row.startsWith('|') ? 1 : 0; at < row.length; at++) {
    if (row[at] === '\\' && row[at + 1] === '|') {
      cell += '|';
      at++;
    } else if (row[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += row[at] ?? '';
  }
  if (cell.trim() !== '' || !row.endsWith('|')) cells.push(cell.trim());
  return cells;
}
