import Spellcheck from 'natural/lib/natural/spellcheck/spellcheck.js';

/**
 * Corrects words to those of a text of one's own (Norvig's way, by natural): one edit away, the most frequent first.
 * For the command line only: it tries some 54 strings a letter.
 * @param words lower case, as often as they are used
 */
export function createSpellCheck(words: readonly string[]): (word: string) => string | null {
  const checker = new Spellcheck(words);
  return (word) => checker.getCorrections(word)[0] ?? null;
}
