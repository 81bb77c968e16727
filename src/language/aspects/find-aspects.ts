import { hasUnspaced } from '../../text/index.ts';
import { MAX_UNITS } from '../features/index.ts';
import type { Aspect } from './aspect-list.ts';

/** An aspect named in a text; offsets in UTF-16 code units of the text, end exclusive. */
export interface FoundAspect {
  readonly aspect: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the first 20 aspects a text names, in its order; where terms overlap the longest one counts. */
export type FindAspects = (text: string) => readonly FoundAspect[];

/** Words of letters and digits, also with hyphens or apostrophes inside. */
const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** More aspects than people name in a message; a pasted list must not take long. */
const MAX_ASPECTS = 20;

/** Longest term, in words. */
const MAX_WORDS = 4;

/**
 * Makes the function that finds aspects; only the first 4,000 units of a text are read. Linear in the text's length:
 * terms are looked up, not searched for.
 */
export function createAspectFinder(aspects: readonly Aspect[]): FindAspects {
  const spaced = new Map<string, string>();
  const unspaced = new Map<string, string>();
  for (const { aspect, terms } of aspects) {
    for (const term of terms) {
      const known = hasUnspaced(term) ? unspaced : spaced;
      const key = term.toLowerCase().trim();
      if (key !== '' && !known.has(key)) known.set(key, aspect);
    }
  }
  const longest = [...unspaced.keys()].reduce((most, { length }) => Math.max(most, length), 0);
  return (text) => {
    const head = text.slice(0, MAX_UNITS);
    const found = [...findSpaced(head, spaced), ...findUnspaced(head, unspaced, longest)];
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    let end = 0;
    const apart = found.filter((aspect) => {
      if (aspect.start < end) return false;
      end = aspect.end;
      return true;
    });
    return apart.slice(0, MAX_ASPECTS);
  };
}

function findSpaced(text: string, terms: ReadonlyMap<string, string>): readonly FoundAspect[] {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const found: FoundAspect[] = [];
  for (let first = 0; first < words.length; first++) {
    for (let count = Math.min(MAX_WORDS, words.length - first); count >= 1; count--) {
      const { start } = words[first] as (typeof words)[number]; // within the list, like the next
      const { end } = words[first + count - 1] as (typeof words)[number];
      const aspect = lookUp(text.slice(start, end).toLowerCase().replace(/\s+/g, ' '), terms);
      if (aspect === undefined) continue;
      found.push({ aspect, text: text.slice(start, end), start, end });
      first += count - 1;
      break;
    }
  }
  return found;
}

function lookUp(phrase: string, terms: ReadonlyMap<string, string>): string | undefined {
  return terms.get(phrase) ?? (phrase.endsWith('s') ? terms.get(phrase.slice(0, -1)) : undefined);
}

function findUnspaced(text: string, terms: ReadonlyMap<string, string>, longest: number): readonly FoundAspect[] {
  const found: FoundAspect[] = [];
  const lower = text.toLowerCase();
  // A few letters get longer in lower case; offsets would then be wrong.
  const plain = lower.length === text.length ? lower : text;
  for (let start = 0; start < plain.length; start++) {
    if (plain.charCodeAt(start) < 0x2e80) continue;
    for (let end = Math.min(plain.length, start + longest); end > start; end--) {
      const aspect = terms.get(plain.slice(start, end));
      if (aspect === undefined) continue;
      found.push({ aspect, text: text.slice(start, end), start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}
