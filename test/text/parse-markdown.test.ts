import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '../../src/text/index.ts';
import { parseMarkdown, toPlainText } from '../../src/text/index.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

/** The inline pieces of a one-paragraph source. */
function inline(source: string): readonly Inline[] {
  const [block] = parseMarkdown(source);
  return block?.kind === 'paragraph' ? block.children : [];
}

describe('blocks', () => {
  it('reads headings with and without closing marks, and underlined ones', () => {
    expect(parseMarkdown('# One\n### Three ###\nTwo\n---\nFirst\n===')).toEqual([
      { kind: 'heading', level: 1, children: [text('One')] },
      { kind: 'heading', level: 3, children: [text('Three')] },
      { kind: 'heading', level: 2, children: [text('Two')] },
      { kind: 'heading', level: 1, children: [text('First')] },
    ]);
  });

  it('nests lists and keeps the number an ordered one starts at', () => {
    expect(parseMarkdown('3. a\n   - b\n\n   c\n4. d')).toEqual([
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [
            paragraph(text('a')),
            { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('b'))]] },
            paragraph(text('c')),
          ],
          [paragraph(text('d'))],
        ],
      },
    ]);
  });

  it('keeps a list together over blank lines and starts another one at another marker', () => {
    const kinds = parseMarkdown('- a\n\n\n- b\n+ c').map((block) => (block.kind === 'list' ? block.items.length : 0));
    expect(kinds).toEqual([2, 1]);
  });

  it('does not take a year at the start of a line for a list', () => {
    expect(parseMarkdown('It began in\n1984. A good year.')).toEqual([
      paragraph(text('It began in 1984. A good year.')),
    ]);
  });

  it('reads code between fences as it stands, also when the fence is never closed', () => {
    expect(parseMarkdown('```js\n**a** <b>\n```\n~~~\nend')).toEqual([
      { kind: 'code', text: '**a** <b>', lang: 'js' },
      { kind: 'code', text: 'end' },
    ]);
  });

  it('reads tables with alignment, fills up short rows and lets \\| stand in a cell', () => {
    expect(parseMarkdown('Prices:\n| a | b | c |\n|---|:-:|--:|\n| 1 | x\\|y |\n| 2 | 3 | 4 | 5 |')).toEqual([
      paragraph(text('Prices:')),
      {
        kind: 'table',
        align: ['start', 'center', 'end'],
        head: [[text('a')], [text('b')], [text('c')]],
        rows: [
          [[text('1')], [text('x|y')], []],
          [[text('2')], [text('3')], [text('4')]],
        ],
      },
    ]);
  });

  it('reads quotes and rules', () => {
    expect(parseMarkdown('> a\n> - b\n\n* * *')).toEqual([
      {
        kind: 'quote',
        children: [paragraph(text('a')), { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('b'))]] }],
      },
      { kind: 'rule' },
    ]);
  });

  it('reads files with Windows line ends like any other', () => {
    expect(parseMarkdown('# a\r\n\r\nb\r\nc')).toEqual(parseMarkdown('# a\n\nb\nc'));
  });
});

describe('inline', () => {
  it('nests emphasis and leaves lone stars alone', () => {
    expect(inline('**a *b* c** 2 * 3 _x_ snake_case_name ~~no~~')).toEqual([
      { kind: 'strong', children: [text('a '), { kind: 'em', children: [text('b')] }, text(' c')] },
      text(' 2 * 3 '),
      { kind: 'em', children: [text('x')] },
      text(' snake_case_name '),
      { kind: 'del', children: [text('no')] },
    ]);
  });

  it('emphasises Chinese next to punctuation without spaces, and joins its lines without one', () => {
    expect(inline('请**立即付款。**谢谢\n您的支持')).toEqual([
      text('请'),
      { kind: 'strong', children: [text('立即付款。')] },
      text('谢谢您的支持'),
    ]);
  });

  it('reads links, images, bare addresses and those in angle brackets', () => {
    expect(inline('[a **b**](/c_(d) "t") ![e](f.png) https://g.example/h. <me@x.example>')).toEqual([
      { kind: 'link', href: '/c_(d)', children: [text('a '), { kind: 'strong', children: [text('b')] }] },
      text(' '),
      { kind: 'image', src: 'f.png', alt: 'e' },
      text(' '),
      { kind: 'link', href: 'https://g.example/h', children: [text('https://g.example/h')] },
      text('. '),
      { kind: 'link', href: 'mailto:me@x.example', children: [text('me@x.example')] },
    ]);
  });

  it('ends a bare address where Chinese text goes on', () => {
    expect(inline('见https://a.example/b，谢谢')[1]).toEqual({
      kind: 'link',
      href: 'https://a.example/b',
      children: [text('https://a.example/b')],
    });
  });

  it('never puts a link inside a link', () => {
    expect(inline('[a [b](c) d](e)')).toEqual([
      text('[a '),
      { kind: 'link', href: 'c', children: [text('b')] },
      text(' d](e)'),
    ]);
  });

  it('shows HTML as text and decodes character references', () => {
    expect(inline('<b onclick="x">&lt;script&gt; &#20320; &unknown;</b>')).toEqual([
      text('<b onclick="x"><script> 你 &unknown;</b>'),
    ]);
  });

  it('keeps code as it stands and honours escapes and hard breaks', () => {
    expect(inline('`` a`*b* `` \\*c\\*  \nd\\\ne')).toEqual([
      { kind: 'code', text: 'a`*b*' },
      text(' *c*'),
      { kind: 'break' },
      text('d'),
      { kind: 'break' },
      text('e'),
    ]);
  });
});

describe('hostile input', () => {
  const MARKUP = fc.array(
    fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '![',
      '*',
      '**',
      '_',
      '~~',
      '`',
      '<',
      '>',
      '|',
      '-',
      '\n',
      ' ',
      '# ',
      'a',
      '中',
      '1. ',
      '\\',
      '&',
      'http://x',
      '```',
      '\t',
    ),
    { maxLength: 200 },
  );

  it('never throws, and nests no deeper than a renderer can follow', () => {
    const depth = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
    fc.assert(
      fc.property(MARKUP, (pieces) => {
        expect(depth(parseMarkdown(pieces.join('')))).toBeLessThan(90);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(depth(parseMarkdown('> '.repeat(2_000)))).toBeLessThan(90);
    expect(depth(parseMarkdown(`${'*_'.repeat(2_000)}a${'_*'.repeat(2_000)}`))).toBeLessThan(90);
  });

  it('keeps every word of a text without markup', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-gi-z]{1,8}$/), { minLength: 1 }), (words) => {
        expect(toPlainText(parseMarkdown(words.join(' ')))).toBe(words.join(' '));
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  // Linear code takes a tenth of a second here, quadratic code minutes: the bound leaves room for a busy machine.
  it.each([
    ['open brackets', '['],
    ['open images', '!['],
    ['unfinished links', '[a](b'],
    ['openers of emphasis', '*a '],
    ['crossed emphasis', '*_a '],
    ['angle brackets', '<http://'],
    ['addresses', 'https://'],
    ['items', '- a\n\n\n'],
    ['backticks', '`a``b'],
  ])('is done with 50,000 %s in no time', (_, piece) => {
    const source = piece.repeat(50_000);
    const start = performance.now();
    parseMarkdown(source);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
