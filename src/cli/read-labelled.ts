import { type IntentRow, OUT_OF_SCOPE, toIntentLabel } from '../language/intent/index.ts';
import { SupportError } from '../shared/errors.ts';
import { readJsonLines } from './read-json-lines.ts';

/** A labelled message as a file has it. */
export interface LabelledRow {
  readonly text: string;
  readonly label: string;
  readonly split: 'train' | 'val' | 'test' | undefined;
  /** Where a mixed file has it from. */
  readonly source: string | undefined;
}

const SPLITS: ReadonlySet<unknown> = new Set(['train', 'val', 'test']);

/**
 * The rows of a file of labelled messages, `{"text","label","split"?,"source"?}` a line; the labels that public sets
 * give messages out of scope become one.
 * @throws SupportError `bad-input` naming each bad line
 */
export function readLabelled(file: string): readonly LabelledRow[] {
  return readJsonLines(file, checkRow);
}

/**
 * The rows that may train, checked for what makes training senseless.
 * @param warn gets a line for each label with a single message
 * @throws SupportError `bad-input` for test rows, a single label, or no label with two messages; lines are named
 */
export function toTrainingRows(rows: readonly LabelledRow[], warn: (line: string) => void): readonly IntentRow[] {
  const tests = linesOf(rows, ({ split }) => split === 'test');
  if (tests !== '') throw new SupportError('bad-input', `lines ${tests}: test rows are not trained on; leave them out`);
  const lines = new Map<string, number[]>();
  for (const [index, { label }] of rows.entries()) {
    if (label !== OUT_OF_SCOPE) lines.set(label, [...(lines.get(label) ?? []), index + 1]);
  }
  if (lines.size < 2) {
    const found = lines.size === 0 ? 'no label' : `one label ("${[...lines.keys()][0]}")`;
    throw new SupportError('bad-input', `Training: the file has ${found}; give messages of at least two`);
  }
  const single = [...lines].filter(([, numbers]) => numbers.length === 1);
  if (single.length === lines.size) {
    const named = single.map(([label, [line]]) => `line ${line}: the only message of "${label}"`);
    throw new SupportError('bad-input', `${named.join('\n')}\nTraining: give each label at least two messages`);
  }
  for (const [label, [line]] of single) warn(`line ${line}: the only message of "${label}"; more would help`);
  return rows.map(({ text, label, split }) => ({ text, label, isValidation: split === 'val' }));
}

function checkRow(value: unknown): { readonly row: LabelledRow } | { readonly fault: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'is no JSON object' };
  const { text, label, split, source } = value as Record<string, unknown>; // an object: checked above
  if (typeof text !== 'string') return { fault: 'text is missing; write {"text": "…", "label": "…"}' };
  if (text.trim() === '') return { fault: 'text is empty; leave the line out' };
  if (typeof label !== 'string' || label === '')
    return { fault: 'label is missing; write {"text": "…", "label": "…"}' };
  if (split !== undefined && !SPLITS.has(split)) {
    return { fault: `split is "${String(split)}"; write "train", "val" or "test", or leave it out` };
  }
  return {
    row: {
      text,
      label: toIntentLabel(label),
      split: split as LabelledRow['split'], // one of the three: checked above
      source: typeof source === 'string' ? source : undefined,
    },
  };
}

const NAMED_LINES = 20;

function linesOf(rows: readonly LabelledRow[], test: (row: LabelledRow) => boolean): string {
  const lines = rows.flatMap((row, index) => (test(row) ? [index + 1] : []));
  const more = lines.length > NAMED_LINES ? ` and ${lines.length - NAMED_LINES} more` : '';
  return lines.slice(0, NAMED_LINES).join(', ') + more;
}
