import type { MoodLabel, ReadMood } from '../sentiment/index.ts';
import { markThing } from './aspect-window.ts';
import type { FoundAspect } from './find-aspects.ts';
import { splitClauses } from './split-clauses.ts';

/** An aspect a caller asks for: its words, and where they are if known. */
export interface AskedAspect {
  readonly term: string;
  /** UTF-16 offset in the text; absent or wrong: the term's first occurrence. */
  readonly start?: number | undefined;
}

/** An aspect and the mood towards it. */
export interface JudgedAspect extends FoundAspect {
  readonly label: MoodLabel;
}

/** Finds where an asked aspect is. An empty term, or one the text does not have, is the whole text. */
export function locateAspect(text: string, { term, start }: AskedAspect): FoundAspect {
  const isThere = start !== undefined && start >= 0 && term !== '' && text.startsWith(term, start);
  const at = isThere ? start : text.toLowerCase().indexOf(term.toLowerCase());
  if (term === '' || at < 0) return { aspect: term, text: '', start: 0, end: 0 };
  const end = Math.min(text.length, at + term.length);
  return { aspect: term, text: text.slice(at, end), start: at, end };
}

/** The mood towards each of some aspects of a text, in their order; one without a place is judged by the whole text. */
export function judgeAspects(text: string, aspects: readonly FoundAspect[], read: ReadMood): readonly JudgedAspect[] {
  if (aspects.length === 0) return [];
  if (text.trim() === '') return aspects.map((found) => ({ ...found, label: 'neu' }));
  const clauses = splitClauses(text);
  return aspects.map((found) => ({ ...found, label: read.readPart(markThing(text, found, clauses)).label }));
}
