import { describe, expect, it } from 'vitest';
import { toMoodExamples } from '../../../src/cli/models/mood-examples.ts';
import { MOOD_SOURCES } from '../../../src/cli/models/mood-sources.ts';
import { mayTrain, termsOf } from '../../../src/cli/models/source-licences.ts';
import { THING_MARK } from '../../../src/language/features/index.ts';

describe('what may teach moods', () => {
  it('is never a set whose licence forbids it', () => {
    expect(termsOf('airline').licence).toBe('never');
    for (const { name } of MOOD_SOURCES) expect(mayTrain(name, { isOpenOnly: false, excluded: [] })).toBe(true);
  });

  it('leaves open sets for both questions in the strict variant', () => {
    const open = MOOD_SOURCES.filter(({ name }) => mayTrain(name, { isOpenOnly: true, excluded: [] }));
    expect(open.map(({ name }) => name)).toEqual(expect.arrayContaining(['goemotions', 'absa-mams']));
    expect(open.map(({ name }) => name)).not.toContain('sst2');
  });
});

describe('toMoodExamples', () => {
  it('teaches an aspect by the part of the text that speaks of it', () => {
    const line = {
      text: 'Great food, but the waiter was rude to us',
      lang: 'en',
      mood: undefined,
      isFrustrated: undefined,
      urgency: undefined,
      aspects: [
        { term: 'food', start: 6, mood: 'pos' as const },
        { term: 'waiter', start: 20, mood: 'neg' as const },
        { term: 'us', start: 39, mood: undefined },
      ],
    };
    expect(
      toMoodExamples(line, { asks: 'aspect' }, false).map(({ text, mood }) => [text.replaceAll(THING_MARK, '|'), mood]),
    ).toEqual([
      ['Great |food|,|  but the waiter was rude to us', 2],
      [' but the |waiter| was rude to us|Great food, ', 0],
    ]);
    expect(toMoodExamples(line, { asks: 'three' }, false)).toEqual([]);
  });
});
