import type { Span } from './folded.ts';

/**
 * Of things over each other the longest; of two of one length the earlier in the list.
 * @param isTaken a place of the text each, 0 where it is free; what is chosen is marked in it
 * @returns what is chosen, in the order of the text
 */
export function chooseSpans<Found extends Span>(found: readonly Found[], isTaken: Uint8Array): readonly Found[] {
  const longest = [...found].sort((a, b) => b.end - b.start - a.end + a.start); // keeps the order of equals
  const chosen = longest.filter(({ start, end }) => {
    if (isTaken.subarray(start, end).includes(1)) return false;
    isTaken.fill(1, start, end);
    return true;
  });
  return chosen.sort((a, b) => a.start - b.start);
}
