import { functionWords, hasUnspaced, tokenise } from '../text/index.ts';
import type { Searcher } from './searcher.ts';

/** What may have been meant by a query that finds nothing. */
export interface NearMisses {
  /** The query with the nearest words of the articles in place of the unknown ones; null where no word is near. */
  readonly corrected: string | null;
  /** Ids of the articles that come nearest, best first. */
  readonly ids: readonly string[];
}

/** A longer text is a message, and no slip of the keyboard explains that nothing fits it. */
const MAX_WORDS = 6;
const MAX_CHARACTERS = 400;
const MAX_WORD_LENGTH = 32;
const MIN_WORD_LENGTH = 3;

/**
 * Looks further than a search does, which must not offer what is only somewhat like the query: further slips and words run
 * together. Scripts without spaces are passed over: there every near word is another word.
 * @param limit most ids
 */
export function findNearMisses(searcher: Searcher, text: string, limit: number): NearMisses {
  const words: { readonly word: string; readonly start: number; readonly end: number }[] = [];
  const nothing: NearMisses = { corrected: null, ids: [] };
  if (text.length > MAX_CHARACTERS) return nothing;
  tokenise(text, (word, start, end) => words.push({ word, start, end }));
  if (words.length > MAX_WORDS) return nothing;
  let corrected = '';
  let done = 0;
  for (const { word, start, end } of words) {
    const nearest = isWorthALook(word) ? nearestWord(searcher, word) : null;
    if (nearest === null) continue;
    corrected += text.slice(done, start) + nearest;
    done = end;
  }
  if (done === 0) return nothing;
  corrected = (corrected + text.slice(done)).trim();
  // The closing point keeps the last word from being taken for an unfinished one.
  const ids = searcher.search(`${corrected}.`, limit).found;
  return { corrected, ids: ids.map(({ id }) => id) };
}

function isWorthALook(word: string): boolean {
  return (
    word.length >= MIN_WORD_LENGTH &&
    word.length <= MAX_WORD_LENGTH &&
    !functionWords.has(word) &&
    !/\d/.test(word) &&
    !hasUnspaced(word)
  );
}

/**
 * The word of the articles with the fewest slips between, of several the one that is alike for longest; or two words run
 * together. The first letter must be right: hardly anybody gets that one wrong, and "letter" is no help with the weather.
 */
function nearestWord({ finder, index }: Searcher, word: string): string | null {
  const { lexicon, postings, ids } = index;
  const wordAt = (number: number): string => lexicon.words[number] ?? '';
  /** Alike for longest, then most frequent. */
  const worth = (number: number): number => {
    const other = wordAt(number);
    const stem = lexicon.stemOf[number] ?? 0;
    let alike = 0;
    while (word[alike] !== undefined && word[alike] === other[alike]) alike++;
    return alike * ids.length + (postings.frequencies[stem] ?? 0);
  };
  for (let slips = 1; slips <= mostSlips(word.length + slips); slips++) {
    const near = finder.near(word, slips).filter((number) => {
      const other = wordAt(number);
      return other[0] === word[0] && slips <= mostSlips(Math.max(word.length, other.length)) && isWorthALook(other);
    });
    const best = near.sort((one, other) => worth(other) - worth(one) || one - other)[0];
    if (best !== undefined) return wordAt(best);
  }
  return finder.split(word).join(' ') || null;
}

/** No more than a third of a word may be wrong. */
function mostSlips(length: number): number {
  return Math.min(3, Math.floor(length / 3));
}
