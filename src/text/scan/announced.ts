/**
 * Where digits begin that a word says something of, by the last such word before them: within `reach` characters,
 * with no other digit, `@`, mask or line between.
 * @param words source of a pattern without the flag for repeats; its first group tells what is said
 * @returns by the place of the first digit what the group holds; undefined: the word is another one
 */
export function readAnnounced(text: string, pattern: RegExp): ReadonlyMap<number, string | undefined> {
  const places = new Map<number, string | undefined>();
  for (const { index, 0: word, 1: said, 2: between = '' } of text.matchAll(pattern)) {
    places.set(index + word.length + between.length, said);
  }
  return places;
}

/** A pattern for `readAnnounced`: one of `words` before a number. */
export function toAnnouncing(words: string): RegExp {
  return new RegExp(`(?:${words})(?=([^\\d@[\\]\\n]{0,24})\\d)`, 'gi');
}
