// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { AppProvider } from '../../../../src/ui/context.ts';
import { Article } from '../../../../src/ui/views/article/Article.tsx';
import { renderView } from '../../../support/app/render-view.tsx';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

async function renderArticle(id = 'refund') {
  const page = await renderView(<Article key={id} id={id} lang="en" />);
  page.sending?.transport.script.push(UNAVAILABLE, UNAVAILABLE); // so that rows stay to be looked at
  return page;
}

describe('a "no"', () => {
  it('with a reason counts once', async () => {
    const { click, saved, leave } = await renderArticle();
    await click('No');
    await click("It's wrong");
    await leave();
    expect(await saved('article.rated')).toMatchObject([{ helpful: false, reason: 'wrong' }]);
  });

  it('with the reason skipped counts once, without one', async () => {
    const { click, saved } = await renderArticle();
    await click('No');
    await click('Skip');
    const votes = await saved('article.rated');
    expect(votes).toHaveLength(1);
    expect(votes[0]).not.toHaveProperty('reason');
  });
});

it('an article never begins with what was said of the one before', async () => {
  const { app, root, text } = await renderArticle('gone');
  expect(text()).toContain("This article isn't here any more.");
  render(
    <AppProvider value={app}>
      <Article key="refund" id="refund" lang="en" />
    </AppProvider>,
    root,
  );
  expect(root.querySelector('[role="alert"]')).toBeNull();
});
