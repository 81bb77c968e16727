/** A stretch of a text, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a clause ends: punctuation (not within a number or a web address), words of contrast in English and Chinese,
 * and "and" between longer parts.
 */
const BOUNDARY =
  /[.!?,;:](?=\s|$)|[。！？，；：、…\n()（）—~～]|\s-+\s|\s(?:but|however|although|though|while|whereas|yet|except|unfortunately|despite|because|and|which)(?=\s)|但是|不过|可是|然而|只是|就是|虽然|尽管|可惜|但|而且|而/giu;

/** Clauses of a text in order; they cover it whole. Linear in the text's length. */
export function splitClauses(text: string): readonly Span[] {
  const clauses: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(BOUNDARY)) {
    if (match.index <= start) continue;
    clauses.push({ start, end: match.index });
    start = match.index;
  }
  if (start < text.length || clauses.length === 0) clauses.push({ start, end: text.length });
  return clauses;
}
