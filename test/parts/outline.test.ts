import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outline } from '../../src/parts/outline.ts';
import { parseMarkdown } from '../../src/text/index.ts';

/** Level and text of each heading. */
function levels(source: string): readonly (readonly [number, string])[] {
  return outline(parseMarkdown(source)).map(({ level, text }) => [level, text]);
}

describe('the outline of an article', () => {
  it.each([
    ['## A\n\n### B\n\n## C', [3, 4, 3]],
    ['# A\n\n## B\n\n### C', [3, 4, 5]],
    // Levels left out by the author are not left out for the reader.
    ['## A\n\n##### B\n\n### C', [3, 4, 4]],
    ['### A\n\n## B\n\n# C', [3, 3, 3]],
    ['# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F', [3, 4, 5, 6, 6, 6]],
    ['no heading', []],
  ])('%j has the levels %j', (source, expected) => {
    expect(levels(source).map(([level]) => level)).toEqual(expected);
  });

  it('has the words without markup, and those in quotes and lists in their place', () => {
    expect(levels('## **Tea** `and` [cups](x)\n\n> ## Quoted\n\n- ### Listed\n\n## Last')).toEqual([
      [3, 'Tea and cups'],
      [3, 'Quoted'],
      [4, 'Listed'],
      [3, 'Last'],
    ]);
  });

  it('starts at 3, goes down one by one, and never repeats an id', () => {
    const heading = fc.integer({ min: 1, max: 6 }).map((level) => `${'#'.repeat(level)} x`);
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 20 }), (lines) => {
        const headings = outline(parseMarkdown(lines.join('\n\n')));
        expect(headings).toHaveLength(lines.length);
        let before = 2;
        for (const { level } of headings) {
          expect(level).toBeGreaterThanOrEqual(3);
          expect(level).toBeLessThanOrEqual(Math.min(6, before + 1));
          before = level;
        }
        expect(new Set(headings.map(({ id }) => id)).size).toBe(lines.length);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
