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
const MAX_WORD_LENGTH = 32;
const MIN_WORD_LENGTH = 3;
/** Pairs of letters that must be shared before one word can be taken for a form of another: "subscribers", "subscription". */
const MIN_LIKENESS = 0.5;
const MIN_LIKE_LENGTH = 5;

/**
 * Looks further than a search does, which must not offer what is only somewhat like the query: further slips, words run
 * together, and words that look alike. Scripts without spaces are passed over: there every near word is another word.
 * @param limit most ids
 */
export function findNearMisses(searcher: Searcher, text: string, limit: number): NearMisses {
  const words: { readonly word: string; readonly start: number; readonly end: number }[] = [];
  tokenise(text, (word, start, end) => words.push({ word, start, end }));
  const nothing: NearMisses = { corrected: null, ids: [] };
  if (words.length > MAX_WORDS) return nothing;
  let corrected = '';
  let done = 0;
  const unknown = words.filter(({ word }) => isWorthALook(word));
  for (const { word, start, end } of unknown) {
    const nearest = nearestWord(searcher, word);
    if (nearest === null) continue;
    corrected += text.slice(done, start) + nearest;
    done = end;
  }
  corrected = done === 0 ? '' : (corrected + text.slice(done)).trim();
  const found = corrected || likeWords(searcher, new Set(unknown.map(({ word }) => word)));
  if (found === '') return nothing;
  // The closing point keeps the last word from being taken for an unfinished one.
  const ids = searcher.search(`${found}.`).found.slice(0, limit);
  return { corrected: corrected || null, ids: ids.map(({ id }) => id) };
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
  const { lexicon, postings } = index;
  const wordAt = (number: number): string => lexicon.words[number] ?? '';
  /** Alike for longest, then most frequent. */
  const worth = (number: number): number => {
    const other = wordAt(number);
    const stem = lexicon.stemOf[number] ?? 0;
    let alike = 0;
    while (word[alike] !== undefined && word[alike] === other[alike]) alike++;
    return alike * postings.keys.length + (postings.starts[stem + 1] ?? 0) - (postings.starts[stem] ?? 0);
  };
  for (let slips = 1; slips <= mostSlips(word.length + slips); slips++) {
    const near = finder.near(word, slips).filter((number) => {
      const other = wordAt(number);
      return other[0] === word[0] && slips <= mostSlips(Math.max(word.length, other.length)) && isWorthALook(other);
    });
    const best = near.sort((one, other) => worth(other) - worth(one) || one - other)[0];
    if (best !== undefined) return wordAt(best);
  }
  for (let cut = MIN_WORD_LENGTH; cut <= word.length - MIN_WORD_LENGTH; cut++) {
    const parts = [word.slice(0, cut), word.slice(cut)];
    if (parts.every((part) => finder.exact(part) !== null)) return parts.join(' ');
  }
  return null;
}

/** No more than a third of a word may be wrong. */
function mostSlips(length: number): number {
  return Math.min(3, Math.floor(length / 3));
}

/** For each of some words the one of the articles that looks most like it, if any does. */
function likeWords({ index }: Searcher, words: ReadonlySet<string>): string {
  const wanted = [...words]
    .filter((word) => word.length >= MIN_LIKE_LENGTH)
    .map((word) => ({ word, pairs: new Set(pairsOf(word)), like: '', likeness: MIN_LIKENESS }));
  if (wanted.length === 0) return '';
  for (const other of index.lexicon.words) {
    if (other.length < MIN_LIKE_LENGTH || !isWorthALook(other)) continue;
    const pairs = pairsOf(other);
    for (const entry of wanted) {
      if (entry.word[0] !== other[0]) continue;
      let shared = 0;
      for (const pair of pairs) if (entry.pairs.has(pair)) shared++;
      const likeness = (2 * shared) / (entry.pairs.size + pairs.length);
      if (likeness > entry.likeness) Object.assign(entry, { like: other, likeness });
    }
  }
  return wanted.flatMap(({ like }) => like || []).join(' ');
}

/** Neighbouring letters, two by two: what Dice's coefficient compares. */
function pairsOf(word: string): readonly string[] {
  return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
}
