import { hasUnspaced } from '../../text/index.ts';
import { THING_MARK } from '../features/index.ts';
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

/** Of a clause without end so many units on either side of the thing are read. */
const WINDOW_UNITS = 200;
/** So many units on either side of the window are read as what is said elsewhere. */
const ELSEWHERE_UNITS = 100;

/**
 * What a text says of something in it, as models read it: the window with the thing between two marks, a third mark,
 * and the text around the window. A thing without a place is the whole text.
 */
export function markThing(text: string, at: Span, clauses?: readonly Span[]): string {
  if (at.end <= at.start) return text;
  const window = aspectWindow(text, at, clauses);
  const start = Math.max(window.start, at.start - WINDOW_UNITS);
  const end = Math.min(window.end, at.end + WINDOW_UNITS);
  const around = `${text.slice(Math.max(0, start - ELSEWHERE_UNITS), start)} ${text.slice(end, end + ELSEWHERE_UNITS)}`;
  const parts = [text.slice(start, at.start), text.slice(at.start, at.end), text.slice(at.end, end), around];
  return parts.map((part) => part.replaceAll(THING_MARK, ' ')).join(THING_MARK);
}
