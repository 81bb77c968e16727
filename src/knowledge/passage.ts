import { tokenise } from '../text/index.ts';
import { type Mark, type MarkedStems, markWords } from './highlight.ts';
import type { WordFinder } from './word-finder.ts';

export interface Passage {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A passage is about two lines of a phone. */
const MAX_CHARACTERS = 160;
/** Text kept before the first hit when a sentence is too long to be shown whole. */
const LEAD_CHARACTERS = 40;
/** Where to stop looking in a very long article. */
const MAX_SEARCHED = 50_000;

const SENTENCE_END = /[.!?…]+["'”’)\]]*\s+|[。！？；]+[”’」』）]*|\n+/g;

interface Hit {
  readonly stem: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The part of an article's plain text that speaks most of the query: whole sentences up to about 160 characters, or part
 * of a longer sentence with "…" where it was cut. Without any hit it is the beginning.
 */
export function pickPassage(text: string, stems: MarkedStems, finder: WordFinder): Passage {
  const searched = text.slice(0, MAX_SEARCHED);
  const hits: Hit[] = [];
  tokenise(searched, (word, start, end) => {
    const stem = finder.exact(word);
    if (stem !== null && stems.has(stem)) hits.push({ stem, start, end });
  });
  const starts = [0, ...Array.from(searched.matchAll(SENTENCE_END), (match) => match.index + match[0].length)];
  const ends = [...starts.slice(1), searched.length];
  let best = { from: 0, to: 0, worth: -1 };
  let firstHit = 0;
  for (const [sentence, from] of starts.entries()) {
    while ((hits[firstHit]?.start ?? searched.length) < from) firstHit++;
    // A passage starts with a sentence that has something to say; the first one stands in when none has.
    if (sentence > 0 && (hits[firstHit]?.start ?? searched.length) >= (ends[sentence] ?? 0)) continue;
    const window = chooseWindow(from, sentence, ends, hits, firstHit);
    const worth = windowWorth(window.from, window.to, hits, firstHit, stems);
    if (worth > best.worth) best = { ...window, worth };
  }
  return cutOut(text, best.from, best.to, starts, stems, finder);
}

/** Sentences from `from` on as far as they fit; of a longer first one, the part around its first hit. */
function chooseWindow(from: number, sentence: number, ends: readonly number[], hits: readonly Hit[], firstHit: number) {
  let last = sentence;
  while ((ends[last + 1] ?? Number.POSITIVE_INFINITY) - from <= MAX_CHARACTERS) last++;
  const to = ends[last] ?? from;
  if (to - from <= MAX_CHARACTERS) return { from, to };
  const hit = hits[firstHit];
  const isInside = hit !== undefined && hit.start < to && hit.end - from > MAX_CHARACTERS;
  const start = isInside ? Math.min(hit.start - LEAD_CHARACTERS, to - MAX_CHARACTERS) : from;
  return { from: start, to: start + MAX_CHARACTERS };
}

function windowWorth(from: number, to: number, hits: readonly Hit[], firstHit: number, stems: MarkedStems): number {
  const found = new Set<number>();
  let worth = 0;
  for (let index = firstHit; (hits[index]?.start ?? to) < to; index++) {
    const hit = hits[index];
    if (!hit || hit.start < from || found.has(hit.stem)) continue;
    found.add(hit.stem);
    worth += stems.get(hit.stem) ?? 0;
  }
  return worth;
}

function cutOut(
  text: string,
  from: number,
  to: number,
  starts: readonly number[],
  stems: MarkedStems,
  finder: WordFinder,
): Passage {
  const isStartCut = !starts.includes(from);
  const isEndCut = to < text.length && !starts.includes(to);
  const start = isStartCut ? toWordStart(text, from) : from;
  const end = isEndCut ? toWordEnd(text, to) : to;
  const inner = text.slice(start, end).replace(/\s/g, ' ').trim();
  const passage = `${isStartCut ? '…' : ''}${inner}${isEndCut ? '…' : ''}`;
  return { text: passage, marks: markWords(passage, stems, finder) };
}

/** The next beginning of a word within a few characters; Chinese has none and is cut where it is. */
function toWordStart(text: string, at: number): number {
  const space = text.slice(at, at + 20).search(/\s/);
  const start = space === -1 ? at : at + space + 1;
  return /[\udc00-\udfff]/.test(text[start] ?? '') ? start + 1 : start;
}

function toWordEnd(text: string, at: number): number {
  const space = text.slice(at - 20, at).search(/\s\S*$/);
  const end = space === -1 ? at : at - 20 + space;
  return /[\ud800-\udbff]/.test(text[end - 1] ?? '') ? end - 1 : end;
}
