import { describe, expect, it } from 'vitest';
import { type Spelled, spelledNames, spellPrivate } from '../../../src/cli/eval/spell-private.ts';
import { maskText } from '../../../src/privacy/mask.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';

const COUNT = 40;
const spelled = spellPrivate(COUNT, createSeededRandom(20));

/** Whether a mask stands in the place of all that was written, and nothing else has changed. */
function isHidden({ before, written, after }: Spelled): boolean {
  const { text, parts } = maskText(before + written + after);
  const hidden = parts.filter((part) => typeof part !== 'string');
  return hidden.length === 1 && text === `${before}[${hidden[0]?.kind}]${after}`;
}

const shareOf = (texts: readonly Spelled[]) => texts.filter(isHidden).length / texts.length;

describe('generated spellings', () => {
  it('are of every kind, and of phones of at least thirty countries', () => {
    expect(spelledNames.filter((name) => name.startsWith('phone:')).length).toBeGreaterThanOrEqual(30);
    expect(new Set(spelled.map(({ kind }) => kind)).size).toBe(7);
    expect(new Set(spelled.map(({ name }) => name))).toEqual(new Set(spelledNames));
  });

  it.each(spelledNames)('of %s are hidden', (name) => {
    const texts = spelled.filter((text) => text.name === name);
    expect(texts.length).toBe(COUNT);
    const missed = texts
      .filter((text) => !isHidden(text))
      .map(({ before, written, after }) => before + written + after);
    expect(missed).toEqual([]);
  });

  it('are called what they are', () => {
    const right = spelled.filter(({ before, written, after, kind }) => {
      return maskText(before + written + after).text === `${before}[${kind}]${after}`;
    });
    expect(shareOf(spelled)).toBe(1);
    // Eleven digits that a Brazilian and a Chinese mobile both could have are a phone's.
    expect(right.length / spelled.length).toBeGreaterThan(0.995);
  });
});
