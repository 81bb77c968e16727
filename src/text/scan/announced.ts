/**
 * What the last word before a number says of it, by the place of its first digit: what the pattern's group holds, or
 * undefined where the word is another one. Between the two stand up to 24 characters, no digit, `@`, mask or line.
 * @param pattern from `toAnnouncing`
 */
export function readAnnounced(text: string, pattern: RegExp): ReadonlyMap<number, string | undefined> {
  const places = new Map<number, string | undefined>();
  for (const { index, 0: word, 1: said, 2: between = '' } of text.matchAll(pattern)) {
    places.set(index + word.length + between.length, said);
  }
  return places;
}

/** A pattern for `readAnnounced`: `words` is the source of one, with one group. */
export function toAnnouncing(words: string): RegExp {
  return new RegExp(`(?:${words})(?=([^\\d@[\\]\\n]{0,24})\\d)`, 'gi');
}
