import { markThing } from '../../language/aspects/index.ts';
import type { MoodExample } from '../../language/sentiment/train-sentiment.ts';
import { MOODS } from '../../language/train/train-mood.ts';
import type { MoodLine } from '../read-moods.ts';
import type { MoodSource } from './mood-sources.ts';

/** What a row of a set teaches: one example, or one for each aspect. */
export function toMoodExamples(
  line: MoodLine,
  { asks, weight = 1 }: Pick<MoodSource, 'asks' | 'weight'>,
  isValidation: boolean,
): readonly MoodExample[] {
  const { text, mood, isFrustrated, aspects } = line;
  if (asks !== 'aspect') {
    if (mood === undefined) return [];
    return [{ text, asks, mood: MOODS.indexOf(mood), isFrustrated, weight, isValidation }];
  }
  return aspects.flatMap(({ term, start, mood: towards }) => {
    if (towards === undefined) return [];
    const part = markThing(text, { start, end: start + term.length });
    return [{ text: part, asks, mood: MOODS.indexOf(towards), weight, isValidation }];
  });
}
