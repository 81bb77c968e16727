import { SupportError } from '../shared/errors.ts';

/** Faults named at once; more would hide the first ones. */
const MAX_FAULTS = 20;

/**
 * The lines of JSONL input, each one checked by `check`. Line ends behind the last line are not lines.
 * @param check the value for a good line, or a text saying what is wrong with it
 * @throws SupportError `bad-input` naming each bad line: nothing of a faulty input is worked on
 */
export function readJsonLines<Row>(
  text: string,
  check: (value: unknown, line: number) => { readonly row: Row } | { readonly fault: string },
): readonly Row[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\n');
  const rows: Row[] = [];
  const faults: string[] = [];
  for (const [index, line] of (text.trim() === '' ? [] : lines).entries()) {
    const parsed = parseLine(line);
    const checked = 'fault' in parsed ? parsed : check(parsed.value, index + 1);
    if ('row' in checked) rows.push(checked.row);
    else faults.push(`line ${index + 1}: ${checked.fault}`);
  }
  if (faults.length === 0) return rows;
  const more = faults.length > MAX_FAULTS ? `\n… and ${faults.length - MAX_FAULTS} more` : '';
  throw new SupportError('bad-input', faults.slice(0, MAX_FAULTS).join('\n') + more);
}

function parseLine(line: string): { readonly value: unknown } | { readonly fault: string } {
  if (line.trim() === '') return { fault: 'is empty; write one JSON object a line' };
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { fault: 'is not JSON; write one JSON object a line' };
  }
}
