import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Imported, importSources } from '../../../src/knowledge/import/index.ts';
import { parseCsv } from '../../../src/knowledge/import/parse-csv.ts';

function read(path: string, text: string): Imported {
  return importSources([{ path, text }]);
}

describe('Markdown', () => {
  it('takes the fields of front matter', () => {
    const text = [
      '---',
      'id: refund # a comment, as in YAML',
      "title: 'Refunds: how they ''work'''",
      'tags: [billing, "a, b"]',
      'phrasings:',
      '  - I want my money back',
      '  - "refund \\"now\\""',
      '# a comment',
      'updated: 2026-01-02',
      'owner: Ana',
      '---',
      '# Heading stays',
      'Text',
    ].join('\r\n');
    expect(read('help/x.md', text)).toEqual({
      articles: [
        {
          id: 'refund',
          title: "Refunds: how they 'work'",
          tags: ['billing', 'a, b'],
          phrasings: ['I want my money back', 'refund "now"'],
          updated: '2026-01-02',
          owner: 'Ana',
          body: '# Heading stays\nText',
        },
      ],
      problems: [],
    });
  });

  it('takes id and language from the name and the title from the first heading', () => {
    const { articles } = importSources([
      { path: 'help/refund.md', text: '# How *refunds* work\n\nText' },
      { path: 'help\\refund.zh-TW.md', text: '# 退款\n說明' },
    ]);
    expect(articles).toEqual([
      { id: 'refund', title: 'How refunds work', body: 'Text' },
      { id: 'refund', lang: 'zh-TW', title: '退款', body: '說明' },
    ]);
  });

  it('names file, line and remedy of what it cannot use', () => {
    expect(read('a.md', 'no heading').problems).toEqual([
      {
        rule: 'invalid-article',
        article: 'a',
        message:
          'Knowledge base: a.md: title is missing (nothing); begin the file with "# Title", or put "title: …" between two lines of ---',
      },
    ]);
    expect(read('b.md', '---\ntitle: x').problems[0]?.message).toMatch(/b\.md: line 1: .* no closing "---"; add it/);
    expect(read('c.md', '---\ntitle: x\n\tnested\n---\n').problems[0]?.message).toMatch(/c\.md: line 3: is neither/);
  });
});

describe('HTML', () => {
  it('keeps the article and drops the page around it', () => {
    const html = `<!doctype html><html lang="de"><head><title>Page &amp; more</title><style>p{}</style></head><body>
      <nav><a href="/">Home</a></nav><!-- a comment <p> --><script>if (a < b) document.write("<p>no</p>")</script>
      <h1>Über uns</h1><h3>Part</h3><p>Text with <b>bold</b>, <a href="/x?a=1&amp;b=2">a link</a><br>and 2 &lt; 3*4.
      <ul><li>one<li>two<ol><li>deep</ol></ul><img src=a.png alt='A "pic"'>
      <pre>a
  b</pre><table><tr><th>H<th>I</tr><tr><td>1</td><td>2</td></tr></table><blockquote><p>quote</p></blockquote></body></html>`;
    const [article] = read('about.html', html).articles;
    expect(article).toMatchObject({ id: 'about', lang: 'de', title: 'Über uns' });
    const body = article?.body ?? '';
    expect(body).toMatch(/^### Part\n\nText with \*\*bold\*\*, \[a link\]\(\/x\?a=1&b=2\)\\\nand 2 \\< 3\\\*4\./);
    expect(body).toContain('- one\n- two\n  1. deep');
    expect(body).toContain('![A "pic"](a.png)');
    expect(body).toContain('```\na\n  b\n```');
    expect(body).toContain('> quote');
    for (const word of ['Home', 'comment', 'document.write', 'p{}', 'Page & more']) expect(body).not.toContain(word);
  });

  it('takes the title of the document where there is no heading', () => {
    expect(read('a.htm', '<title>T</title><p>b').articles).toEqual([{ id: 'a', title: 'T', body: 'b' }]);
  });

  it('never throws and never lets a script through', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<script>',
      '</script>',
      '<p',
      ' a="',
      "'",
      '"',
      '-->',
      '<!--',
      '/',
      'x',
      '&#65;',
      '<li>',
      '</table>',
      '<td>',
      '<a href=x>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        read('a.html', `<h1>t</h1>${pieces.join('')}`);
        expect(
          read('a.html', `<h1>t</h1>${pieces.join('')}</script>-->">'><script>SECRET</script>`).articles[0]?.body,
        ).not.toContain('<script>SECRET');
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe('JSON', () => {
  it('reads an array, an object of articles and lines', () => {
    const article = { id: 'a', title: 'A', body: '' };
    const texts: [string, string][] = [
      ['a.json', JSON.stringify([article])],
      ['b.json', `\ufeff${JSON.stringify({ articles: [article] })}`],
      ['c.json', JSON.stringify(article)],
      ['d.jsonl', `\n${JSON.stringify(article)}\r\n`],
    ];
    for (const [path, text] of texts) expect(read(path, text)).toEqual({ articles: [article], problems: [] });
  });

  it('names the line of a fault', () => {
    expect(read('d.jsonl', '{"id":"a","title":"A","body":""}\n{').problems[0]?.message).toMatch(
      /d\.jsonl: line 2: is not valid JSON/,
    );
    expect(read('a.json', '[{"id":"a","title":"A","body":5}]').problems[0]?.message).toBe(
      'Knowledge base: a.json: article 1: body must be a text (5); give every article an id, a title and a body',
    );
  });
});

describe('CSV', () => {
  it('reads quoted cells, lists and columns named otherwise', () => {
    const csv = '\ufeffID;Question;Answer;Tags;lang\r\na;"What; ""this""?";"Two\r\nlines";x|y;en\r\n\r\nb;B;;;\r\n';
    expect(read('a.csv', csv).articles).toEqual([
      { id: 'a', title: 'What; "this"?', body: 'Two\nlines', tags: ['x', 'y'], lang: 'en' },
      { id: 'b', title: 'B', body: '' },
    ]);
  });

  it('names the line a bad row begins on, and missing columns', () => {
    expect(read('a.csv', 'id,title,body\na,"x\ny",z\n,T,B').problems[0]?.message).toMatch(
      /a\.csv: line 4: id is missing/,
    );
    expect(read('a.csv', 'id,name\n1,2').problems[0]?.message).toMatch(/line 1: has no column "title", "body"/);
  });

  it('gives back any cells that were written by the rules of RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '退') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const csv = rows.map((row) => row.map((value) => `"${value.replace(/"/g, '""')}"`).join(',')).join('\r\n');
        expect(parseCsv(csv).map(({ cells }) => cells)).toEqual(rows);
      }),
      { seed: 14, numRuns: 200 },
    );
  });
});

it('refuses a second article with the same id and language, and names both places', () => {
  const { articles, problems } = importSources([
    { path: 'a.md', text: '# A' },
    { path: 'a.zh.md', text: '# 甲' },
    { path: 'sub/a.md', text: '# Again' },
  ]);
  expect(articles).toHaveLength(2);
  expect(problems).toEqual([
    {
      rule: 'duplicate-article',
      article: 'a',
      message: 'Knowledge base: sub/a.md: id "a" stands in a.md already; give one of them another id or lang',
    },
  ]);
});
