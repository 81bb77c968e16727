export interface CsvRow {
  /** Line the row begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of comma-separated values: quoted cells may hold commas, doubled quotes and line ends; line ends of any kind;
 * empty lines are passed over. Source: RFC 4180.
 * @param separator one character
 */
export function parseCsv(text: string, separator = ','): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let rowLine = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== '') rows.push({ line: rowLine, cells });
    cells = [];
    cell = '';
  };
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '\n') line++;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      endRow();
      rowLine = line;
    } else cell += char;
  }
  endRow();
  return rows;
}
