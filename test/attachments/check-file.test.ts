import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFile, type FileRefusal } from '../../src/attachments/check-file.ts';
import { endsWhole } from '../../src/attachments/ends-whole.ts';
import { normaliseName } from '../../src/attachments/file-name.ts';
import { fileTypes } from '../../src/attachments/file-types.ts';
import { bytesOf, sampleFiles } from '../support/attachments/sample-files.ts';

const { png, jpeg, webp, gif, pdf, txt } = sampleFiles;

function check(name: string, type: string, bytes: Uint8Array) {
  const checked = checkFile({ name: normaliseName(name), type, bytes });
  return checked.kind === 'taken' ? checked.type.mime : checked.reason;
}

describe('what is taken', () => {
  it.each([
    ['a.png', 'image/png', png],
    ['a.jpg', 'image/jpeg', jpeg],
    ['a.jpeg', 'image/jpeg', jpeg],
    ['a.webp', 'image/webp', webp],
    ['a.gif', 'image/gif', gif],
    ['a.pdf', 'application/pdf', pdf],
    ['a.txt', 'text/plain', txt],
    ['日志.txt', 'text/plain', bytesOf('\ufeff错误：无法付款\r\n')],
    ['a.txt', 'text/plain', bytesOf('SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON')],
    ['a.txt', 'text/plain', bytesOf('10:01 <ann> a < b and <jane@example.org> wrote\n<https://shop.example>\n')],
    ['a.txt', 'text/plain', bytesOf('\u001b[31mred\u001b[0m')],
  ])('%s as %s', (name, type, bytes) => {
    expect(check(name, type, bytes)).toBe(type);
  });

  it.each([
    ['capitals', 'A.PNG', 'IMAGE/PNG', png, 'image/png'],
    ['an old name of a type', 'a.jpeg', 'image/jpg', jpeg, 'image/jpeg'],
    ['parameters', 'a.txt', 'text/plain; charset=utf-8', txt, 'text/plain'],
  ])('%s make no difference', (_, name, type, bytes, mime) => {
    expect(check(name, type, bytes)).toBe(mime);
  });

  it('is not held against a browser that declares nothing', () => {
    expect(check('a.webp', '', webp)).toBe('image/webp');
  });
});

describe('hostile uploads', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  const html = '<!DOCTYPE html><script>alert(1)</script>';
  const hostile: readonly (readonly [
    what: string,
    name: string,
    type: string,
    bytes: Uint8Array,
    reason: FileRefusal,
  ])[] = [
    ['an SVG', 'a.svg', 'image/svg+xml', bytesOf(svg), 'active'],
    ['an SVG called PNG', 'a.png', 'image/png', bytesOf(svg), 'active'],
    ['an SVG declared PNG', 'a.svg', 'image/png', bytesOf(svg), 'active'],
    ['a PNG declared SVG', 'a.png', 'image/svg+xml', png, 'active'],
    ['an SVG called text', 'a.txt', 'text/plain', bytesOf(svg), 'active'],
    ['a compressed SVG', 'a.svgz', 'image/svg+xml', bytesOf('\x1f\x8b'), 'active'],
    ['HTML', 'a.html', 'text/html', bytesOf(html), 'active'],
    ['HTML called text', 'a.txt', 'text/plain', bytesOf(html), 'active'],
    ['HTML behind a BOM and blanks', 'a.txt', 'text/plain', bytesOf(`\ufeff \t\r\n ${html}`), 'active'],
    ['HTML far behind blanks', 'a.txt', 'text/plain', bytesOf(' '.repeat(5_000) + html), 'active'],
    ['HTML behind a first line', 'a.txt', 'text/plain', bytesOf(`Dear team,\n  ${html}`), 'active'],
    ['HTML behind a comment', 'a.txt', 'text/plain', bytesOf(`<!-- a -->${html}`), 'active'],
    ['HTML in capitals', 'a.txt', 'text/plain', bytesOf('<SCRIPT SRC=//x.example></SCRIPT>'), 'active'],
    ['HTML without an extension', 'a', '', bytesOf(html), 'active'],
    ['HTML in UTF-16', 'a.txt', 'text/plain', Uint8Array.from(Buffer.from(`\ufeff${html}`, 'utf16le')), 'encoding'],
    ['XHTML', 'a.xhtml', 'application/xhtml+xml', bytesOf('<?xml version="1.0"?><html/>'), 'active'],
    [
      'XML',
      'a.xml',
      'text/xml',
      bytesOf('<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
      'active',
    ],
    ['XML called text', 'a.txt', 'text/plain', bytesOf('<?xml version="1.0"?><x/>'), 'active'],
    [
      'XML by its namespace',
      'a.txt',
      'text/plain',
      bytesOf('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>'),
      'active',
    ],
    ['server-side HTML', 'a.shtml', 'text/html', bytesOf('<!--#exec cmd="id"-->'), 'active'],
    ['a web archive', 'a.mht', 'multipart/related', bytesOf('MIME-Version: 1.0'), 'active'],
    ['a PNG called JPEG', 'a.jpg', 'image/jpeg', png, 'mismatch'],
    ['a PNG declared JPEG', 'a.png', 'image/jpeg', png, 'mismatch'],
    ['a GIF of JavaScript called text', 'a.txt', 'text/plain', bytesOf('GIF89a/*;*/=alert(1)'), 'mismatch'],
    ['a PDF called text', 'a.txt', 'text/plain', pdf, 'mismatch'],
    ['a PDF not at the start', 'a.pdf', 'application/pdf', bytesOf('\n%PDF-1.7 %%EOF'), 'mismatch'],
    ['a program called PNG', 'a.png', 'image/png', bytesOf('MZ\x90\0'), 'mismatch'],
    ['a program', 'a.exe', 'application/x-msdownload', bytesOf('MZ\x90\0'), 'kind'],
    ['a program turned round', 'a\u202egnp.exe', 'image/png', png, 'kind'],
    ['a PNG behind a second extension', 'a.png.php', 'image/png', png, 'kind'],
    ['a PNG in a stream', 'a.png::$DATA', 'image/png', png, 'kind'],
    ['a script', 'a.js', 'text/javascript', bytesOf('alert(1)'), 'kind'],
    ['a shortcut', 'a.url', '', bytesOf('[InternetShortcut]\nURL=javascript:alert(1)'), 'kind'],
    ['a ZIP', 'a.zip', 'application/zip', bytesOf('PK\x03\x04'), 'kind'],
    [
      'a document',
      'a.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytesOf('PK'),
      'kind',
    ],
    ['an image of Windows', 'a.bmp', 'image/bmp', bytesOf('BM'), 'kind'],
    ['a photo of a newer kind', 'a.heic', 'image/heic', bytesOf('\0\0\0\x18ftypheic'), 'kind'],
    ['no extension', 'a', 'image/png', png, 'kind'],
    ['text with NUL', 'a.txt', 'text/plain', bytesOf('a\0b'), 'encoding'],
    ['text with a binary byte', 'a.txt', 'text/plain', bytesOf('a\x01b'), 'encoding'],
    ['text in GBK', 'a.txt', 'text/plain', Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3), 'encoding'],
    ['text with an overlong slash', 'a.txt', 'text/plain', Uint8Array.of(0xc0, 0xaf), 'encoding'],
    ['half a signature', 'a.png', 'image/png', png.subarray(0, 12), 'mismatch'],
    ['nothing', 'a.png', 'image/png', new Uint8Array(), 'empty'],
  ];
  it.each(hostile)('%s', (_, name, type, bytes, reason) => {
    expect(check(name, type, bytes)).toBe(reason);
  });

  it('are refused for whatever bytes, unless name, type and signature are one', () => {
    const kinds = fc.constantFrom(...fileTypes);
    const bodies = fc.tuple(
      fc.constantFrom('', ...fileTypes.map(({ head }) => head)),
      fc.uint8Array({ maxLength: 60 }),
    );
    const names = fc.constantFrom('png', 'jpg', 'webp', 'gif', 'pdf', 'txt', 'svg', 'html', 'exe', '');
    fc.assert(
      fc.property(kinds, names, bodies, ({ mime }, extension, [head, rest]) => {
        const bytes = Uint8Array.from([...Buffer.from(head, 'latin1'), ...rest]);
        const checked = checkFile({ name: `a.${extension}`, type: mime, bytes });
        if (checked.kind === 'refused') return;
        expect(checked.type.mime).toBe(mime);
        expect(checked.type.extensions).toContain(extension);
        const start = Buffer.from(bytes).toString('latin1');
        if (mime === 'text/plain') expect(start).not.toContain('\0');
        else expect(start.slice(0, 3)).toBe(checked.type.head.slice(0, 3));
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('take no longer than their size to look at', () => {
    const long = bytesOf(`${'\n'.repeat(700)}${'<'.repeat(700)}${' <'.repeat(2_000_000)}`);
    const started = performance.now();
    check('a.txt', 'text/plain', long);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('endsWhole', () => {
  const whole = [
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
    ['image/gif', gif],
    ['application/pdf', pdf],
    ['text/plain', txt],
  ] as const;

  it.each(whole)('takes a whole %s', (mime, bytes) => {
    expect(endsWhole(bytes, mime)).toBe(true);
  });

  it.each(whole.slice(0, 5))('takes no %s with another file behind it, nor half of one', (mime, bytes) => {
    const archive = bytesOf(`PK\x03\x04${'z'.repeat(2_000)}PK\x05\x06`);
    expect(endsWhole(Uint8Array.from([...bytes, ...archive]), mime)).toBe(false);
    expect(endsWhole(bytes.subarray(0, bytes.length - 7), mime)).toBe(false);
    expect(endsWhole(bytes.subarray(0, 3), mime)).toBe(false);
  });
});
