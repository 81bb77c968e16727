import type { Span } from './folded.ts';

/**
 * A pattern for whole numbers in a folded text: not inside a word, an id or a fraction, and not an amount.
 * In its source `d` is a digit, `D` what parts two of them, and `N` a digit that may be parted from the one before.
 * Linear, as long as every repeat in the source is bounded.
 */
export function toPattern(source: string, flags = ''): RegExp {
  const digits = source.replace(/N/g, '(?:D?d)').replace(/D/g, '(?:\\.|[ /-]{1,3})').replace(/d/g, '\\d');
  return new RegExp(`(?<!\\w(?!\\()|[$€£¥₹] ?|\\d[.-])(?:${digits})(?!\\w|[.-]\\d| ?[$€£¥₹元%])`, `g${flags}`);
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
