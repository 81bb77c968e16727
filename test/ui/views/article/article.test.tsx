// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { AppProvider } from '../../../../src/ui/context.ts';
import { Article } from '../../../../src/ui/views/article/Article.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { loadParts, renderView } from '../../../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../../../support/outbox/create-test-outbox.ts';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

async function renderArticle(id = 'refund', lang: string | null = 'en', options?: TestAppOptions) {
  const page = await renderView(<Article key={id} id={id} lang={lang ?? undefined} />, options);
  page.sending.transport.script.push(UNAVAILABLE, UNAVAILABLE); // so that rows stay to be looked at
  return page;
}

describe('an article', () => {
  it('shows title, date, text, and what is related', async () => {
    const { find, text, findAll } = await renderArticle();
    expect(find('h2').textContent).toBe('How do refunds work?');
    expect(text()).toContain('Updated March 1, 2026');
    expect(find('h3').textContent).toBe('Exceptions');
    expect(find('strong').textContent).toBe('support');
    expect(findAll('[aria-labelledby="helplet-related"] button').length).toBeGreaterThan(0);
  });

  it('changes to another of its languages in place', async () => {
    const { click, find, told, app } = await renderArticle();
    await click('中文');
    expect(find('h2').textContent).toBe('如何申请退款？');
    expect(find('article').lang).toBe('zh');
    expect(told('article:view')).toEqual([
      { id: 'refund', lang: 'en' },
      { id: 'refund', lang: 'zh' },
    ]);
    expect(app.state.route.value.kind).toBe('home');
  });

  it('in the language of the panel where none was asked for', async () => {
    const { find } = await renderArticle('refund', null, { config: { locale: 'zh' } });
    expect(find('h2').textContent).toBe('如何申请退款？');
  });

  it('leads to what is related', async () => {
    const { find, state } = await renderArticle();
    find('[aria-labelledby="helplet-related"] button').click();
    expect(state.route.value.kind).toBe('article');
  });

  it('leads to the articles it links to', async () => {
    const { click, state } = await renderArticle('a', 'en', {
      articles: [
        { id: 'a', title: 'First tea', body: 'See [the other](#b).' },
        { id: 'b', title: 'Second tea', body: 'Here.' },
      ],
    });
    await click('the other');
    expect(state.route.value).toEqual({ kind: 'article', id: 'b' });
  });

  it('that is not there any more says so and leads home', async () => {
    const { find, click, state, app } = await renderArticle('gone');
    expect(find('[role="alert"]').textContent).toContain("This article isn't here any more.");
    app.go({ kind: 'article', id: 'gone' });
    await click('Back to start');
    expect(state.route.value).toEqual({ kind: 'home' });
  });

  it('that cannot be had says so', async () => {
    const { find } = await renderArticle('refund', 'en', {
      articles: () => {
        throw new Error('offline');
      },
    });
    expect(find('[role="alert"]').textContent).toContain("The help articles couldn't be loaded.");
  });

  it('stays while it comes in another language', async () => {
    let release: () => void = () => undefined;
    const { click, find, findAll, settle, text } = await renderArticle('refund', 'en', {
      changeEngine: (client) => ({
        async article(request) {
          if (request.lang === 'zh') await new Promise<void>((resolve) => (release = resolve));
          return client.article(request);
        },
      }),
    });
    await click('中文');
    expect(find('h2').textContent).toBe('How do refunds work?');
    expect(findAll('.skeleton')).toEqual([]);
    release();
    await settle();
    expect(find('h2').textContent).toBe('如何申请退款？');
    expect(text()).not.toContain('How do refunds work?');
  });

  it('read before is there at once on the way back', async () => {
    const { app, root, leave, find } = await renderArticle();
    await leave();
    await app.knowledge.openArticle({ id: 'shipping', lang: 'en' });
    const parts = await loadParts(app);
    render(
      <AppProvider value={{ app, parts }}>
        <Article key="refund" id="refund" lang="en" />
      </AppProvider>,
      root,
    );
    // Not a moment later: only so does the panel find the place where the visitor was.
    expect(find('h2').textContent).toBe('How do refunds work?');
  });

  it('without date and translations has no empty line for them', async () => {
    expect((await renderArticle('shipping')).findAll('.meta')).toEqual([]);
  });
});

describe('"Did this help?"', () => {
  it('answered with yes is saved and thanked for', async () => {
    const { click, text, saved, findAll } = await renderArticle();
    await click('Yes');
    expect(await saved('article.rated')).toMatchObject([{ article: 'refund', helpful: true }]);
    expect(text()).toContain('Thanks for telling us.');
    expect(findAll('.vote .button')).toEqual([]);
  });

  it('answered with no asks why, saves the reason, and leads to a person with the question', async () => {
    const { app, click, text, saved, state } = await renderArticle();
    await app.knowledge.setQuery('where is my money');
    await click('No');
    expect(text()).toContain('What was wrong with it?');
    expect(await saved('article.rated')).toEqual([]);
    await click("It's outdated");
    const [vote] = await saved('article.rated');
    expect(vote).toMatchObject({ article: 'refund', helpful: false, reason: 'outdated' });
    await click('Ask us instead');
    expect([state.route.value.kind, state.draft.value.body]).toEqual(['ticket', 'where is my money']);
  });

  it('answered with no and left without a reason counts once', async () => {
    const { click, saved, leave } = await renderArticle();
    await click('No');
    await leave();
    expect(await saved('article.rated')).toMatchObject([{ article: 'refund', helpful: false }]);
  });

  it('was asked only where the answer could be sent', async () => {
    expect((await renderArticle('refund', 'en', { outbox: null })).findAll('.vote')).toEqual([]);
  });

  it('is answered once: whoever comes back finds the thanks', async () => {
    const { click, app, settle, find, text } = await renderArticle();
    await click('Yes');
    await app.knowledge.openArticle({ id: 'refund', lang: 'zh' });
    await app.knowledge.openArticle({ id: 'refund', lang: 'en' });
    await settle();
    expect(find('.vote [role="status"]').textContent).toBe('Thanks for telling us.');
    expect(text()).not.toContain('Yes');
  });

  it('that could not be saved says so and thanks for nothing', async () => {
    const store = { ...createDurableMemoryStore(), add: () => Promise.reject(new Error('full')) };
    const { click, text } = await renderArticle('refund', 'en', { store });
    await click('Yes');
    expect(text()).toContain("Your answer couldn't be saved.");
    expect(text()).not.toContain('Thanks');
  });
});

describe('the table of contents', () => {
  const long = (headings: number) => ({
    articles: [
      {
        id: 'long',
        title: 'Tea',
        body: Array.from({ length: headings }, (_, at) => `${at % 2 ? '###' : '##'} Part ${at}\n\nText.`).join('\n\n'),
      },
    ],
  });

  it('is there past three headings, closed, with their words and depth', async () => {
    expect((await renderArticle('long', 'en', long(3))).findAll('.contents')).toEqual([]);
    const { find, findAll } = await renderArticle('long', 'en', long(4));
    expect(find('summary').textContent).toBe('On this page');
    expect(find('details').hasAttribute('open')).toBe(false);
    expect(findAll('.contents li').map((item) => [item.textContent, item.className])).toEqual([
      ['Part 0', 'level-3'],
      ['Part 1', 'level-4'],
      ['Part 2', 'level-3'],
      ['Part 3', 'level-4'],
    ]);
  });

  it('moves the focus to the heading', async () => {
    const { click, state } = await renderArticle('long', 'en', long(5));
    await click('Part 3');
    expect(document.activeElement?.tagName).toBe('H4');
    expect(document.activeElement?.textContent).toBe('Part 3');
    expect(state.route.value.kind).toBe('home'); // the view it was drawn over: no address has changed
  });
});
