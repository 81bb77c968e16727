import type { Span } from './folded.ts';

/**
 * Of things over each other: none that lies within a longer one; then by rank, and of one rank the longest; at last
 * the earlier in the list.
 * @param rankOf the lower goes first
 * @param isTaken a place of the text each, 0 where it is free; what is chosen is marked in it
 * @returns what is chosen, in the order of the text
 */
export function chooseSpans<Found extends Span>(
  found: readonly Found[],
  isTaken: Uint8Array,
  rankOf: (span: Found) => number = () => 0,
): readonly Found[] {
  const inText = [...found].sort((a, b) => a.start - b.start || b.end - a.end); // keeps the order of equals
  let reach = 0;
  const outer = inText.filter(({ end }) => {
    const isOuter = end > reach;
    if (isOuter) reach = end;
    return isOuter;
  });
  outer.sort((a, b) => rankOf(a) - rankOf(b) || b.end - b.start - a.end + a.start);
  const chosen = outer.filter(({ start, end }) => {
    for (let at = start; at < end; at++) if (isTaken[at]) return false;
    isTaken.fill(1, start, end);
    return true;
  });
  return chosen.sort((a, b) => a.start - b.start);
}

/** Of things over each other the first, and of two that begin together the earlier in the list. */
export function inOrder(spans: readonly Span[]): readonly Span[] {
  let end = 0;
  return [...spans]
    .sort((a, b) => a.start - b.start)
    .filter((span) => {
      const isFree = span.start >= end;
      if (isFree) end = span.end;
      return isFree;
    });
}
