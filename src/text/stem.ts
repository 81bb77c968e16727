import { porterStem } from './porter.ts';

/** Longest word worth stemming: no English word is longer. */
const MAX_LENGTH = 32;

/** Every ending that one of Porter's rules looks for: a third of all words has none of them and is its own stem. */
const STEMMABLE = /^[a-z]+(?:[seiy]|ed|ing|al|ful|ll|er|or|ic|[ae]nt|ou|ism|ion)$/;

/**
 * The stem of a folded word. English words by Porter's rules; numbers and words of other scripts come back as they are.
 * A French or German word in Latin letters is stemmed too: query and article alike, so they still meet.
 */
export function stem(word: string): string {
  if (word.length < 3 || word.length > MAX_LENGTH || !STEMMABLE.test(word)) return word;
  return porterStem(word);
}
