/** A text as the rules read it: one spelling of full-width letters, apostrophes and blanks, lower case. */
export function toPlain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** The bare words: for rules that want the whole message to be a phrase. */
export function toWords(plain: string): string {
  return plain.replace(/[^\p{L}\p{N}']+/gu, ' ').trim();
}

/** Whether one of the patterns is found. Each is bounded in what it skips, so time grows with the text only. */
export function matchesAny(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
