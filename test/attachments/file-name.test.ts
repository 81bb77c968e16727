import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionOf, MAX_NAME_LENGTH, normaliseName, withExtension } from '../../src/attachments/file-name.ts';

describe('normaliseName', () => {
  it.each([
    ['a plain name', 'photo.png', 'photo.png'],
    ['Chinese', '截图 2026.png', '截图 2026.png'],
    ['a letter and its accent', 'cafe\u0301.txt', 'caf\u00e9.txt'],
    ['an accent behind something unseen', 'cafe\u200b\u0301.txt', 'caf\u00e9.txt'],
    ['a path', '../../etc/passwd.txt', 'passwd.txt'],
    ['a path of Windows', 'C:\\fakepath\\photo.png', 'photo.png'],
    ['an extension turned round', 'invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb.txt', 'ab.txt'],
    ['controls and NUL', 'a\0b\nc\u0085.php\0.png', 'abc.php.png'],
    ['half of a pair', 'a\ud83d.png', 'a.png'],
    ['joined letters stay', 'می\u200cخواهم.pdf', 'می\u200cخواهم.pdf'],
    ['no stem', '.png', 'file.png'],
    ['a hidden file', '..htaccess', 'file.htaccess'],
    ['only dots', '...', 'file'],
    ['nothing', '', 'file'],
    ['dots and blanks at the end', 'page.html. . ', 'page.html'],
    ['a stream', 'a.txt::$DATA', 'a.txt__$DATA'],
    ['what Windows has no place for', 'a<b>c"d|e?f*.txt', 'a_b_c_d_e_f_.txt'],
    ['blanks', '  a \u00a0\u3000 b .png', 'a b.png'],
  ])('%s', (_, name, expected) => {
    expect(normaliseName(name)).toBe(expected);
  });

  it('cuts a long name and keeps its extension', () => {
    const name = normaliseName(`${'x'.repeat(300)}.jpeg`);
    expect(name).toHaveLength(MAX_NAME_LENGTH);
    expect(name.endsWith('x.jpeg')).toBe(true);
  });

  it('cuts between characters, not within one', () => {
    const name = normaliseName(`${'x'.repeat(95)}😀😀.png`);
    expect(name).toBe(`${'x'.repeat(95)}.png`);
  });

  it('gives for every text a short name without folders, controls or bidi controls, once and for all', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.string({
        unit: fc.constantFrom('.', ' ', '/', '\\', 'a', '\u202e', '\u0301', '\ud83d', '😀', 'con', ':', '\0'),
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const name = normaliseName(text);
        expect(name).not.toBe('');
        expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        expect(name).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cs}\p{Bidi_C}\p{Zl}\p{Zp}]|^[. ]|[. ]$/u);
        expect(name.normalize('NFC')).toBe(name);
        expect(normaliseName(name)).toBe(name);
        expect(() => encodeURIComponent(name)).not.toThrow();
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});

describe('extensionOf', () => {
  it.each([
    ['a.PNG', 'png'],
    ['a.tar.gz', 'gz'],
    ['a', ''],
    ['a.', ''],
  ])('%s', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

describe('withExtension', () => {
  it('changes only what no longer holds', () => {
    expect(withExtension('photo.JPEG', ['jpg', 'jpeg'])).toBe('photo.JPEG');
    expect(withExtension('moving.gif', ['png'])).toBe('moving.png');
    expect(withExtension('nameless', ['png'])).toBe('nameless.png');
  });

  it('keeps to the longest name', () => {
    expect(withExtension(`${'x'.repeat(96)}.gif`, ['webp'])).toHaveLength(MAX_NAME_LENGTH);
  });
});
