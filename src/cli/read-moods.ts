import { readJsonLines } from './read-json-lines.ts';

/** A mood as files spell it in short. */
export type Mood = 'neg' | 'neu' | 'pos';

/** Something in a text that people judged the mood towards. */
export interface LabelledAspect {
  readonly term: string;
  /** UTF-16 offset of the term in the text. */
  readonly start: number;
  /** Absent where the file has none of the three. */
  readonly mood: Mood | undefined;
}

/** A text with labels of its mood, as far as the file has them. */
export interface MoodLine {
  readonly text: string;
  readonly lang: string | undefined;
  readonly mood: Mood | undefined;
  readonly isFrustrated: boolean | undefined;
  readonly urgency: string | undefined;
  readonly aspects: readonly LabelledAspect[];
}

const MOOD_OF: ReadonlyMap<unknown, Mood> = new Map([
  ['neg', 'neg'],
  ['negative', 'neg'],
  ['neu', 'neu'],
  ['neutral', 'neu'],
  ['pos', 'pos'],
  ['positive', 'pos'],
]);

/**
 * The rows of a file `{"text","label"|"sentiment"?,"lang"?,"frustrated"?,"urgency"?,"aspects"?:[{"term","from","polarity"}]}`
 * a line. `sentiment` goes before `label`; labels that are no mood ("mixed", an intent) are read as none.
 * @throws SupportError `bad-input` naming each bad line
 */
export function readMoods(file: string): readonly MoodLine[] {
  return readJsonLines(file, checkRow);
}

function checkRow(value: unknown): { readonly row: MoodLine } | { readonly fault: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: 'is no JSON object' };
  const row = value as Record<string, unknown>; // an object: checked above
  const { text } = row;
  if (typeof text !== 'string') return { fault: 'text is missing; write {"text": "…", "label": "pos"}' };
  return {
    row: {
      text,
      lang: typeof row.lang === 'string' ? row.lang : undefined,
      mood: MOOD_OF.get(row.sentiment ?? row.label),
      isFrustrated: typeof row.frustrated === 'boolean' ? row.frustrated : undefined,
      urgency: typeof row.urgency === 'string' ? row.urgency : undefined,
      aspects: Array.isArray(row.aspects) ? row.aspects.flatMap((aspect) => toAspect(aspect, text)) : [],
    },
  };
}

function toAspect(value: unknown, text: string): readonly LabelledAspect[] {
  if (typeof value !== 'object' || value === null) return [];
  const { term, from, start = from, polarity } = value as Record<string, unknown>; // an object: checked above
  if (typeof term !== 'string') return [];
  const at = typeof start === 'number' ? start : text.indexOf(term);
  return [{ term, start: Math.max(0, at), mood: MOOD_OF.get(polarity) }];
}
