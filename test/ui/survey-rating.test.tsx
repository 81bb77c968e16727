// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import '../../src/ui/survey/site-part.ts'; // so that no test waits for its file
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { AppProvider, type Parts } from '../../src/ui/context.ts';
import { Rating } from '../../src/ui/survey/Rating.tsx';
import { surveyPart } from '../../src/ui/survey/survey-part.ts';
import { createTestApp, type TestAppOptions } from '../support/app/create-test-app.ts';
import { renderPart } from '../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../support/outbox/create-test-outbox.ts';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

/** The panel's rating over the real app; no other part of the panel is there. */
async function renderRating(options: TestAppOptions = {}) {
  const test = createTestApp(options);
  test.sending?.transport.script.push(UNAVAILABLE, UNAVAILABLE); // so that the rows stay to be looked at
  await test.app.open({ kind: 'home' });
  test.app.go({ kind: 'rating' });
  await test.app.texts.add(surveyPart.english);
  const page = await renderPart(
    <AppProvider value={{ app: test.app, parts: {} as Parts }}>
      <Rating />
    </AppProvider>,
  );
  return {
    ...test,
    ...page,
    async submit() {
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
  };
}

describe('the rating', () => {
  it('asks for satisfaction with five faces, and the focus is on the question', async () => {
    const { find, findAll, told } = await renderRating();
    expect(find('h2').textContent).toBe('How was your experience with our help?');
    expect(findAll('[role="radio"] svg')).toHaveLength(5);
    expect(document.activeElement).toBe(find('h2'));
    expect(told('survey:shown')).toEqual([{ survey: 'csat' }]);
  });

  it('takes a choice and a word more, masked, and thanks once both are stored', async () => {
    const { findAll, click, type, submit, text, saved, told } = await renderRating();
    expect(findAll('textarea')).toEqual([]);
    await click('Very happy');
    await type('textarea', 'quick, write to ada@example.org');
    await submit();
    expect(text()).toContain('Thank you. Your answer is saved and on its way.');
    expect(document.activeElement?.textContent).toContain('Thank you');
    expect(await saved('survey.answered')).toMatchObject([
      { survey: 'csat', answers: { score: 5 }, comment: 'quick, write to [email]', partial: false },
    ]);
    expect(told('survey:answered')).toEqual([{ survey: 'csat', score: 5 }]);
  });

  it('that is not durable is thanked for with the truth', async () => {
    const { click, submit, text } = await renderRating({ outbox: { store: createMemoryStore() } });
    await click('Happy');
    await submit();
    expect(text()).toContain('Your answer is not saved yet');
  });

  it('that could not be saved is not thanked for, and can be sent again', async () => {
    const { add, ...store } = createDurableMemoryStore();
    let isBroken = true;
    const { click, submit, text, saved } = await renderRating({
      outbox: {
        store: { ...store, add: (...row) => (isBroken ? Promise.reject(new Error('full')) : add(...row)) },
      },
    });
    await click('Happy');
    await submit();
    expect(text()).toContain("This couldn't be saved here.");
    expect(text()).not.toContain('Thank you');
    isBroken = false;
    await submit();
    expect(text()).toContain('Thank you');
    expect(await saved('survey.answered')).toHaveLength(1);
  });

  it('sent twice in a row counts once', async () => {
    const { click, find, saved, settle } = await renderRating();
    await click('Happy');
    const form = find('form');
    for (let turn = 0; turn < 2; turn++) {
      form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    }
    await settle();
    expect(await saved('survey.answered')).toHaveLength(1);
  });

  it('can be passed over as easily, also after a choice: nothing is sent', async () => {
    const { click, state, saved, told } = await renderRating();
    await click('Unhappy');
    await click('Skip');
    expect(state.route.value.kind).toBe('home');
    expect(told('survey:dismissed')).toEqual([{ survey: 'csat' }]);
    expect(await saved('survey.answered')).toEqual([]);
  });

  it('left after a choice is answered in part', async () => {
    const { click, leave, saved, type } = await renderRating();
    await click('Unhappy');
    await type('textarea', 'words that were not sent');
    await leave();
    const [answer] = await saved('survey.answered');
    expect(answer).toMatchObject({ answers: { score: 2 }, partial: true });
    expect(answer).not.toHaveProperty('comment');
  });

  it('left after the thanks is over', async () => {
    const { click, submit, leave, saved, told } = await renderRating();
    await click('Unhappy');
    await submit();
    await leave();
    expect(await saved('survey.answered')).toHaveLength(1);
    expect(told('survey:dismissed')).toEqual([]);
  });

  it('is the site’s own where it has one', async () => {
    const { find, findAll } = await renderRating({
      config: { surveys: [{ id: 'csat', kind: 'csat', style: 'stars', question: 'How was the tea?' }] },
    });
    expect(find('h2').textContent).toBe('How was the tea?');
    expect(findAll('.survey-stars [role="radio"]')).toHaveLength(5);
  });

  it('is not asked for where it could not be sent', async () => {
    const { findAll, text } = await renderRating({ outbox: null });
    expect(findAll('form, button')).toEqual([]);
    expect(text()).toBe('This site takes no ratings here.');
  });
});
