import type { Span } from './folded.ts';

/** What tells an amount, before and behind: a sign there may belong to the next number. */
const CURRENCY = { before: '[$€£¥₹] ?|', behind: '| ?[$€£¥₹元%](?! ?\\d)' };

/**
 * A pattern for whole numbers in a folded text: not inside a word, an id or a fraction, and not an amount.
 * In its source `d` is a digit, `D` what parts two of them, and `N` a digit that may be parted from the one before.
 * Linear, as long as every repeat in the source is bounded.
 */
export function toPattern(source: string): RegExp {
  return new RegExp(around(source, CURRENCY), 'g');
}

/** The same for numbers that prove themselves by a check digit, and are so long that nobody has as much money. */
export function toCheckedPattern(source: string): RegExp {
  return new RegExp(around(source, { before: '', behind: '' }), 'gi');
}

function around(source: string, { before, behind }: typeof CURRENCY): string {
  const digits = source.replace(/N/g, '(?:D?d)').replace(/D/g, '(?:\\.|[ /-]{1,3})').replace(/d/g, '\\d');
  return `(?<!\\w(?!\\()|${before}\\d[.-])(?:${digits})(?!\\w|[.-]\\d${behind})`;
}

/** Spans of what a pattern finds and `toLength` confirms: how much of the match it is, or 0. */
export function findNumbers(
  text: string,
  pattern: RegExp,
  toLength: (match: RegExpExecArray) => number,
): readonly Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = match.index;
    const length = toLength(match);
    if (length) spans.push({ start, end: start + length });
    pattern.lastIndex = start + (length || 1);
  }
  return spans;
}
