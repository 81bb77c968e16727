// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../../../src/storage/open-storage.ts';
import { AppProvider } from '../../../../src/ui/context.ts';
import { Article } from '../../../../src/ui/views/article/Article.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { loadParts, renderView } from '../../../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../../../support/outbox/create-test-outbox.ts';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

async function renderArticle(id = 'refund') {
  const page = await renderView(<Article key={id} id={id} lang="en" />);
  page.sending.transport.script.push(UNAVAILABLE, UNAVAILABLE); // so that rows stay to be looked at
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
  const parts = await loadParts(app);
  render(
    <AppProvider value={{ app, parts }}>
      <Article key="refund" id="refund" lang="en" />
    </AppProvider>,
    root,
  );
  expect(root.querySelector('[role="alert"]')).toBeNull();
});

describe('a vote', () => {
  /** The same device on a later page. */
  async function laterPage(storage: Storage, options: TestAppOptions = {}) {
    const page = await renderView(<Article key="refund" id="refund" lang="en" />, {
      ...options,
      overrides: { storage, ...options.overrides },
    });
    page.sending.transport.script.push(UNAVAILABLE, UNAVAILABLE);
    await page.settle(); // the votes come after the article
    return page;
  }

  it('is remembered on the next page', async () => {
    const storage = openStorage();
    const first = await laterPage(storage);
    await first.click('Yes');
    await first.leave();
    const { text, findAll } = await laterPage(storage);
    expect(text()).toContain('Thanks for telling us.');
    expect(findAll('.vote .button')).toEqual([]);
  });

  it('that was a no leads to a person on the next page, too', async () => {
    const storage = openStorage();
    const first = await laterPage(storage);
    await first.click('No');
    await first.click("It's unclear");
    await first.leave();
    const { click, state } = await laterPage(storage);
    await click('Ask us instead');
    expect(state.draft.value.body).toBe('How do refunds work?');
  });

  it('of one visitor does not answer for another', async () => {
    const storage = openStorage();
    const first = await laterPage(storage);
    await first.app.identify({ id: 'ada' });
    await first.settle();
    await first.click('Yes');
    await act(() => first.app.identify({ id: 'ben' }));
    await first.settle();
    expect(first.text()).toContain('Did this help?');
    await act(() => first.app.identify({ id: 'ada' }));
    await first.settle();
    expect(first.text()).toContain('Thanks for telling us.');
  });

  it('that could not be saved is not remembered', async () => {
    const storage = openStorage();
    const failing = { ...createDurableMemoryStore(), add: () => Promise.reject(new Error('full')) };
    const first = await laterPage(storage, { store: failing });
    await first.click('Yes');
    await first.leave();
    expect((await laterPage(storage)).text()).toContain('Did this help?');
  });

  it('beside others leaves them as they were', async () => {
    const storage = openStorage();
    await storage.keyValue('drafts').set('votes', { shipping: 'no' });
    await (await laterPage(storage)).click('Yes');
    expect(await storage.keyValue('drafts').get('votes')).toEqual({
      ok: true,
      value: { shipping: 'no', refund: 'yes' },
    });
  });

  it('is not asked for before the visitor has allowed anything to be kept', async () => {
    const { app, findAll, settle } = await renderArticle();
    await act(() => app.privacy.setConsent('denied'));
    await settle();
    expect(findAll('.vote')).toEqual([]);
  });
});
