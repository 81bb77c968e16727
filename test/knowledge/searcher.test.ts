import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, createSearcher, pickPassage, toMarkedStems } from '../../src/knowledge/index.ts';
import type { Article } from '../../src/schema/article.ts';

function ids(articles: readonly Article[], query: string): string[] {
  return createSearcher(buildIndex(articles))
    .search(query)
    .found.map(({ id }) => id);
}

const article = (id: string, title: string, body = '', more: Partial<Article> = {}): Article => ({
  id,
  title,
  body,
  ...more,
});

describe('ranking', () => {
  it('puts a word in the title before the same word in tags, a heading or the body', () => {
    const articles = [
      article('body', 'One', 'about invoices'),
      article('heading', 'Two', '# invoices\n\nabout it'),
      article('tag', 'Three', 'about it', { tags: ['invoices'] }),
      article('title', 'Invoices', 'about it'),
      article('none', 'Four', 'about it'),
    ];
    expect(ids(articles, 'invoice')).toEqual(['title', 'tag', 'heading', 'body']);
  });

  it('lets a rare word count more than a common one', () => {
    const articles = [
      article('a', 'card fee'),
      article('b', 'card limit'),
      article('c', 'card pin'),
      article('d', 'fee'),
    ];
    expect(ids(articles, 'card pin')[0]).toBe('c');
  });

  it('lets function words decide when nothing else does', () => {
    expect(ids([article('a', 'Where is it'), article('b', 'Why is it')], 'why')[0]).toBe('b');
  });

  it('forgives one typing error of any kind, and two in a long word', () => {
    const articles = [article('a', 'Activate my subscription'), article('b', 'Close my account')];
    for (const typo of ['actvate', 'activvate', 'activete', 'acitvate']) expect(ids(articles, typo)).toEqual(['a']);
    expect(ids(articles, 'subcsriptoin')).toEqual(['a']);
    expect(ids(articles, 'acommodation')).toEqual([]);
  });

  it('prefers the word as written to one that is merely near', () => {
    expect(ids([article('a', 'Form'), article('b', 'Farm')], 'farm.')).toEqual(['b']);
  });

  it('takes the last word for unfinished only while nothing follows it', () => {
    const articles = [article('a', 'Transfers')];
    expect(ids(articles, 'tran')).toEqual(['a']);
    expect(ids(articles, 'tran ')).toEqual([]);
  });

  it('finds words of the same family, synonyms, and words written apart or together', () => {
    const articles = [
      article('sub', 'Pause a subscription'),
      article('fee', 'What are the fees'),
      article('login', 'Log in fails'),
      article('mail', 'Change my email address'),
    ];
    expect(ids(articles, 'subscribers')).toEqual(['sub']);
    expect(ids(articles, 'costs')).toEqual(['fee']);
    expect(ids(articles, 'login')[0]).toBe('login');
    expect(ids(articles, 'e-mail')[0]).toBe('mail');
    expect(ids([article('a', 'Setup'), article('b', 'Other')], 'set up')[0]).toBe('a');
  });

  it('takes what the site says is the same for the same', () => {
    const index = buildIndex([article('a', 'Membership'), article('b', 'Other')], {
      synonyms: [['abo', 'membership']],
    });
    expect(createSearcher(index).search('abo').found[0]?.id).toBe('a');
  });

  it('finds simplified Chinese by traditional, and full-width by half-width', () => {
    expect(ids([article('a', '订单运费'), article('b', '退款')], '訂單運費')[0]).toBe('a');
    expect(ids([article('a', 'ＶＩＰ会员'), article('b', '退款')], 'vip會員')[0]).toBe('a');
  });

  it('keeps the order of the knowledge base between equals', () => {
    expect(ids([article('z', 'Same'), article('a', 'Same')], 'same')).toEqual(['z', 'a']);
  });

  it('gives a group the score of its best translation', () => {
    const articles = [article('a', 'Refund', '', { lang: 'en' }), article('a', '退款', '', { lang: 'zh' })];
    expect(ids(articles, '退款')).toEqual(['a']);
  });

  it('always finds an article by its whole title, whatever is in it', () => {
    const title = fc
      .array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1, maxLength: 5 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.uniqueArray(title, { minLength: 1, maxLength: 8 }), (titles) => {
        const found = createSearcher(buildIndex(titles.map((text, number) => article(String(number), text))));
        for (const [number, text] of titles.entries()) {
          expect(found.search(text).found.map(({ id }) => id)).toContain(String(number));
        }
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  it('gives a confidence between 0 and 1 for any question', () => {
    const searcher = createSearcher(
      buildIndex([article('a', 'How do refunds work', 'In 14 days.'), article('b', '退款')]),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('refund', 'how do', '退款吗', 'refnd '.repeat(2_000)),
        ),
        (text) => {
          const { confidence, answer, found } = searcher.search(text);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect([null, found[0]?.id]).toContain(answer);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('passages', () => {
  const passage = (body: string, query: string) => {
    const searcher = createSearcher(buildIndex([article('a', 'Title', body)]));
    const { words, information } = searcher.search(query);
    return pickPassage(body, toMarkedStems(words, information), searcher.finder);
  };

  it('begin and end with a sentence where it fits', () => {
    const body = `${'Filler about nothing. '.repeat(20)}The invoice is sent by email. ${'More filler here. '.repeat(20)}`;
    expect(passage(body, 'invoice email').text).toMatch(/^The invoice is sent by email\. (?:More filler here\. ?)+$/);
  });

  it('show the part around the word when the sentence is too long', () => {
    const { text, marks } = passage(`${'word '.repeat(200)}zebra ${'word '.repeat(200)}`, 'zebra');
    expect(text).toMatch(/^….*zebra.*…$/);
    expect(text.length).toBeLessThanOrEqual(162);
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['zebra']);
  });

  it('are the beginning when the word stands only in the title', () => {
    expect(passage('First sentence. Second one.', 'title').text).toBe('First sentence. Second one.');
    expect(passage('', 'title').text).toBe('');
  });

  it('never cut a character in two, and keep within their length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('退款', '😀', 'refund', ' ', '。', '. ', '\n', '!'), { maxLength: 300 }),
        (pieces) => {
          const { text, marks } = passage(pieces.join(''), 'refund 退款');
          expect(text).not.toMatch(/\p{Cs}/u);
          expect(text.length).toBeLessThanOrEqual(162);
          for (const [start, end] of marks) expect(text.slice(start, end)).toMatch(/^(?:refund|[退款])+$/u);
        },
      ),
      { seed: 12, numRuns: 200 },
    );
  });
});
