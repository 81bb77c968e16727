// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Icon } from '../../src/parts/Icon.tsx';
import { Marked } from '../../src/parts/Marked.tsx';
import { Skeleton } from '../../src/parts/Skeleton.tsx';
import { renderPart } from '../support/app/render-view.tsx';

describe('marked text', () => {
  it.each([
    ['Broken cup', [[7, 10]], 'Broken [cup]'],
    [
      'Broken cup',
      [
        [0, 6],
        [7, 10],
      ],
      '[Broken] [cup]',
    ],
    ['Broken cup', [], 'Broken cup'],
    ['礼品卡退款', [[3, 5]], '礼品卡[退款]'],
    ['', [], ''],
  ] as const)('%j with %j shows %s', async (text, marks, shown) => {
    const { root } = await renderPart(<Marked text={text} marks={marks} />);
    for (const mark of root.querySelectorAll('mark')) mark.textContent = `[${mark.textContent}]`;
    expect(root.textContent).toBe(shown);
  });

  it('never loses or doubles a character, whatever the marks are', async () => {
    const mark = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 15 }), fc.array(mark, { maxLength: 5 }), async (text, marks) => {
        const ascending = marks.map(([from, length]) => [from, from + length] as const).sort(([a], [b]) => a - b);
        const { root } = await renderPart(<Marked text={text} marks={ascending} />);
        expect(root.textContent).toBe(text);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('shows what was typed as text', async () => {
    const { root } = await renderPart(<Marked text="<b>cup</b>" marks={[[0, 3]]} />);
    expect([root.textContent, root.querySelector('b')]).toEqual(['<b>cup</b>', null]);
  });
});

it('an icon says nothing to a screen reader', async () => {
  const { root } = await renderPart(<Icon name="search" />);
  expect(root.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  expect(root.querySelector('path')?.getAttribute('d')).toMatch(/^M/);
});

it('what is still loading says so, with as many lines as asked for', async () => {
  const { find, findAll } = await renderPart(<Skeleton lines={3} label="Loading" />);
  expect(find('[role="status"]').getAttribute('aria-label')).toBe('Loading');
  expect(findAll('.skeleton-line')).toHaveLength(3);
});
