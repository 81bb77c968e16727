import { hasUnspaced } from '../../text/index.ts';
import { type Span, splitClauses } from './split-clauses.ts';

/** A clause with fewer UTF-16 units beside the aspect says nothing of it: the next one is read too. */
const MIN_UNITS = 12;
const MIN_UNSPACED_UNITS = 3;

/**
 * The part of a text that speaks of something in it: its clause, with the next one (else the one before) where the
 * clause is hardly more than the thing itself.
 * @param at where the thing is, UTF-16 code units, within the text
 */
export function aspectWindow(text: string, at: Span, clauses: readonly Span[] = splitClauses(text)): Span {
  const index = clauses.findIndex(({ end }) => at.start < end);
  const clause = clauses[index];
  if (!clause) return { start: 0, end: text.length };
  const start = clause.start;
  const end = Math.max(clause.end, at.end);
  const least = hasUnspaced(text.slice(start, end)) ? MIN_UNSPACED_UNITS : MIN_UNITS;
  if (end - start - (at.end - at.start) >= least) return { start, end };
  const next = clauses[index + 1];
  if (next) return { start, end: Math.max(end, next.end) };
  return { start: clauses[index - 1]?.start ?? start, end };
}
