import { fold } from './fold.ts';
import { UNSPACED_CLASS } from './script.ts';
import { toSimplified } from './simplified.ts';

/** Called for each token: its folded text and where it stands in the original, in UTF-16 code units, end exclusive. */
export type VisitToken = (word: string, start: number, end: number) => void;

/**
 * Names the rules of this folder that a compiled index depends on: folding, tokens, stems. Change it with any of them;
 * a knowledge base compiled under other rules is then indexed anew instead of silently finding less.
 */
export const TEXT_OPTIONS = 'helplet-text-2';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const ASCII = /^[\x00-\x7f]*$/;
const HAN = /^[\u4e00-\u9fff]$/;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
// Half-width voicing marks count as part of the kana before them.
const UNSPACED_CHARACTER = new RegExp(`(?=[\\p{L}\\p{N}])[${UNSPACED_CLASS}][\\p{M}ﾞﾟ]*`, 'gu');

/**
 * Splits text into words; runs of scripts without spaces become single characters and pairs of neighbours,
 * which needs no dictionary and finds as well as one (measured on Chinese question sets).
 * "don't" gives `dont`, "card's" gives `card`.
 */
export function tokenise(text: string, visit: VisitToken): void {
  if (ASCII.test(text)) {
    // Like `WORD`, but several times as fast, and so is `exec` against `matchAll`: indexing spends most time here.
    const pattern = /[a-z0-9]+(?:'[a-z]+)*/gi;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) visitWord(match[0], match.index, visit);
    return;
  }
  for (const match of text.matchAll(WORD)) splitRun(match[0], match.index, visit);
}

function splitRun(run: string, offset: number, visit: VisitToken): void {
  let spaced = 0;
  let previous = '';
  let previousStart = -1;
  let previousEnd = -1;
  // The cheapest unspaced letter is Thai, U+0E01: a run below it needs no second look.
  if (/[\u0e01-\uffff]/.test(run)) {
    for (const match of run.matchAll(UNSPACED_CHARACTER)) {
      const start = match.index;
      const end = start + match[0].length;
      visitWord(run.slice(spaced, start), offset + spaced, visit);
      // Most of the time of a long Chinese text would go into folding: these have one form, beside the traditional one.
      const character = HAN.test(match[0]) ? toSimplified(match[0]) : fold(match[0]);
      visit(character, offset + start, offset + end);
      if (previousEnd === start) visit(previous + character, offset + previousStart, offset + end);
      previous = character;
      previousStart = start;
      previousEnd = end;
      spaced = end;
    }
  }
  visitWord(spaced === 0 ? run : run.slice(spaced), offset + spaced, visit);
}

function visitWord(word: string, start: number, visit: VisitToken): void {
  if (word === '') return;
  const folded = fold(word);
  const plain = /['’]/.test(folded) ? folded.replace(/['’]s$|['’]/g, '') : folded;
  if (plain !== '') visit(plain, start, start + word.length);
}
