import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSafeUrl } from '../../src/text/index.ts';

describe('toSafeUrl', () => {
  it.each([
    'https://a.example/b?c#d',
    'http://a',
    'mailto:me@a.example',
    'tel:+123',
    '/a',
    'a/b.html',
    '../c',
    '#part',
    '?q=1:2',
    '//a.example/b',
    '/a:b',
  ])('lets %s through', (href) => {
    expect(toSafeUrl(href)).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript\u200b:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'blob:https://a',
    'file:///etc/passwd',
    'https:evil',
    'https://',
    'a\u202e//b',
    'x y:z',
    '',
    '   ',
  ])('refuses %j', (href) => {
    expect(toSafeUrl(href)).toBeNull();
  });

  it('takes only pictures that a browser can fetch', () => {
    const sources = ['https://a/b.png', 'b.png', 'data:image/png;base64,AA', 'mailto:a@b', '#x'];
    expect(sources.map((src) => toSafeUrl(src, { images: true }))).toEqual([
      'https://a/b.png',
      'b.png',
      null,
      null,
      null,
    ]);
  });

  it('gives nothing a browser would resolve to another scheme than the four', () => {
    const piece = fc.constantFrom(
      'javascript',
      'data',
      ':',
      '/',
      '\\',
      '\t',
      '\n',
      ' ',
      '\u0000',
      'JAVA',
      'script',
      'https',
      '#',
      '?',
      '&',
      ';',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = toSafeUrl(pieces.join(''));
        if (url === null || !URL.canParse(url, 'https://site.example/')) return;
        expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(new URL(url, 'https://site.example/').protocol);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });
});
