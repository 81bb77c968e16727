// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Markdown } from '../../src/parts/Markdown.tsx';
import { parseMarkdown } from '../../src/text/index.ts';
import type { Block } from '../../src/text/markdown.ts';
import { renderPart } from '../support/app/render-view.tsx';

const texts = {
  copy: 'Copy',
  copied: 'Copied',
  newTab: 'opens in a new tab',
  table: 'Table',
  zoom: 'enlarge',
  close: 'Close the image',
};

async function renderBlocks(blocks: readonly Block[]) {
  const opened: string[] = [];
  const page = await renderPart(
    <Markdown blocks={blocks} dir="ltr" onArticle={(id) => opened.push(id)} texts={texts} />,
  );
  return { ...page, opened };
}

const renderMarkdown = (source: string) => renderBlocks(parseMarkdown(source));

afterEach(() => vi.unstubAllGlobals());

describe('an article’s blocks', () => {
  it('are drawn as what they are', async () => {
    const { find, findAll } = await renderMarkdown(
      [
        '# One',
        '## Two',
        '#### Four',
        'Some **strong**, *slanted*, ~~wrong~~ words and `code`,  ',
        'and a line more.',
        '',
        '- first',
        '- second',
        '',
        '3. third',
        '4. fourth',
        '',
        '> said',
        '',
        '```js',
        'const cup = 1;',
        '```',
        '',
        '---',
        '',
        '| Tea | Price |',
        '|:---|---:|',
        '| Sencha | 7 |',
      ].join('\n'),
    );
    expect(findAll('h1, h2')).toEqual([]); // the panel's own title is the h2
    expect(findAll('h3, h4, h5').map((heading) => [heading.tagName, heading.textContent])).toEqual([
      ['H3', 'One'],
      ['H4', 'Two'],
      ['H5', 'Four'],
    ]);
    expect([find('strong'), find('em'), find('del')].map((piece) => piece.textContent)).toEqual([
      'strong',
      'slanted',
      'wrong',
    ]);
    expect(find('p code').textContent).toBe('code');
    expect(findAll('p br')).toHaveLength(1);
    expect(findAll('ul > li').map((item) => item.textContent)).toEqual(['first', 'second']);
    expect(find('ol').getAttribute('start')).toBe('3');
    expect(findAll('ol > li > span')).toHaveLength(2);
    expect(find('blockquote').textContent).toBe('said');
    expect(find('pre code').textContent).toBe('const cup = 1;');
    expect(findAll('hr')).toHaveLength(1);
    expect(findAll('th').map((cell) => [cell.getAttribute('scope'), cell.className])).toEqual([
      ['col', 'align-start'],
      ['col', 'align-end'],
    ]);
    expect(findAll('td').map((cell) => cell.textContent)).toEqual(['Sencha', '7']);
    const table = find('.table');
    expect([table.tabIndex, table.getAttribute('role'), table.getAttribute('aria-label')]).toEqual([
      0,
      'group',
      'Table',
    ]);
  });

  it('keep lists inside lists, and quotes inside both', async () => {
    const { find } = await renderMarkdown('- outer\n  - inner\n\n> - quoted');
    expect(find('ul ul li').textContent).toBe('inner');
    expect(find('blockquote ul li').textContent).toBe('quoted');
  });
});

describe('a link', () => {
  it('leads out in a new tab, without handing the page over, and says so', async () => {
    const { find } = await renderMarkdown('[The shop](https://shop.example/a?b=1&c=2)');
    const link = find<HTMLAnchorElement>('a');
    expect(link.getAttribute('href')).toBe('https://shop.example/a?b=1&c=2');
    expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
    expect(link.textContent).toBe('The shop (opens in a new tab)');
  });

  it.each([
    ['[Returns](#returns)', 'returns'],
    ['[Returns](#r%C3%BCckgabe)', 'rückgabe'],
    ['[Returns](#100%)', '100%'],
  ])('to another article opens it here: %s', async (source, id) => {
    const { find, opened } = await renderMarkdown(source);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    find('a').dispatchEvent(click);
    expect([opened, click.defaultPrevented]).toEqual([[id], true]);
    expect(find('a').hasAttribute('target')).toBe(false);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    'x:y',
  ])('to %s is only its text', async (href) => {
    const { findAll, text } = await renderBlocks([
      { kind: 'paragraph', children: [{ kind: 'link', href, children: [{ kind: 'text', text: 'click me' }] }] },
    ]);
    expect(findAll('a')).toEqual([]);
    expect(text()).toBe('click me');
  });
});

describe('an image', () => {
  it('is drawn with its text, late', async () => {
    const { find } = await renderMarkdown('![A cup](img/cup.png)');
    const image = find<HTMLImageElement>('img');
    expect([image.getAttribute('src'), image.alt, image.getAttribute('loading')]).toEqual([
      'img/cup.png',
      'A cup',
      'lazy',
    ]);
  });

  it.each(['data:image/svg+xml,<svg onload=alert(1)>', 'javascript:alert(1)', 'mailto:a@b.example'])(
    'from %s is only its text',
    async (src) => {
      const { findAll, text } = await renderBlocks([
        { kind: 'paragraph', children: [{ kind: 'image', src, alt: 'A cup' }] },
      ]);
      expect(findAll('img')).toEqual([]);
      expect(text()).toBe('A cup');
    },
  );
});

describe('code', () => {
  it('can be copied, and says so once it is', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const { click, text } = await renderMarkdown('```\nnpm i <helplet>\n```');
    await click('Copy');
    expect(copied).toEqual(['npm i <helplet>']);
    expect(text()).toContain('Copied');
  });

  it('does not claim to be copied when the browser refuses', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('NotAllowedError')) } });
    const { click, text } = await renderMarkdown('```\nx\n```');
    await click('Copy');
    expect(text()).toBe('xCopy');
  });

  it('has no button where there is no clipboard', async () => {
    vi.stubGlobal('navigator', {});
    expect((await renderMarkdown('```\nx\n```')).findAll('button')).toEqual([]);
  });
});

const allowedElements = new Set(
  'DIV P SPAN H3 H4 H5 H6 UL OL LI PRE CODE BLOCKQUOTE HR TABLE THEAD TBODY TR TH TD STRONG EM DEL BR A IMG BUTTON SVG PATH'.split(
    ' ',
  ),
);
const isSafe = (url: string) => /^(?:https?:\/\/|mailto:|tel:|[^:]*$|[^:]*[/?#])/i.test(url);

/** Everything in the page that should not be there. */
function dangers(root: Element): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const wrong = allowedElements.has(element.tagName.toUpperCase()) ? [] : [`<${element.tagName}>`];
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^xlink/i.test(name)) wrong.push(`${name}="${value}"`);
      if ((name === 'href' || name === 'src') && !isSafe(value)) wrong.push(`${name}="${value}"`);
    }
    return wrong;
  });
}

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](<javascript:alert(1)>)',
    '![x](javascript:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](\\javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[![x](javascript:a)](javascript:b)',
    '| <script>x</script> | [a](javascript:1) |\n|---|---|\n| <iframe> | `</code><script>` |',
  ])('%j becomes neither element nor address', async (source) => {
    expect(dangers((await renderMarkdown(source)).root)).toEqual([]);
  });

  it('of any kind gives only known elements, no handlers, and safe addresses', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<script>',
        '</script>',
        '<img src=x onerror=y>',
        '[',
        '](',
        ')',
        '![',
        'javascript:',
        'JAVA\tSCRIPT:',
        'data:',
        'https://a.example',
        '#id',
        '`',
        '```\n',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '> ',
        '# ',
        '| ',
        '|---|\n',
        '**',
        '*',
        '~~',
        '<',
        '>',
        '"',
        "'",
        '\\',
        '&#106;',
        '\u202e',
        '\u0000',
        ' ',
        'onclick=x',
        'vbscript:',
        ':',
        '//',
      ),
      fc.string({ maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expect(dangers((await renderMarkdown(pieces.join(''))).root)).toEqual([]);
      }),
      { seed: 10, numRuns: 150 },
    );
  });
});
