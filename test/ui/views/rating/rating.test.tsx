// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../../src/storage/memory-store.ts';
import { Rating } from '../../../../src/ui/views/rating/Rating.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { renderView } from '../../../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../../../support/outbox/create-test-outbox.ts';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

async function renderRating(options?: TestAppOptions) {
  const page = await renderView(<Rating />, options);
  page.sending?.transport.script.push(UNAVAILABLE); // so that the row stays to be looked at
  const faces = () => page.findAll('[role="radio"]');
  return {
    ...page,
    faces,
    /** Scores that are chosen, and the one Tab would go to. */
    checked: () => faces().flatMap((face, at) => (face.getAttribute('aria-checked') === 'true' ? [at + 1] : [])),
    tabbable: () => faces().flatMap((face, at) => (face.tabIndex === 0 ? [at + 1] : [])),
    async submit() {
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
  };
}

describe('the faces', () => {
  it('are one radio group with words, nothing chosen, and one stop for Tab', async () => {
    const { find, faces, checked, tabbable } = await renderRating();
    const group = find('[role="radiogroup"]');
    expect(find(`#${group.getAttribute('aria-labelledby')}`).textContent).toContain('How was your experience');
    expect(faces().map((face) => face.textContent)).toEqual([
      'Very unhappy',
      'Unhappy',
      'Neither',
      'Happy',
      'Very happy',
    ]);
    expect([checked(), tabbable()]).toEqual([[], [3]]);
  });

  it('arrows move the focus around the ends and choose nothing', async () => {
    const { faces, press, checked, tabbable, state, saved } = await renderRating();
    faces()[2]?.focus();
    const visited: (number | undefined)[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp']) {
      expect((await press(key)).defaultPrevented).toBe(true);
      visited.push(tabbable()[0]);
      expect(document.activeElement).toBe(faces()[(tabbable()[0] ?? 0) - 1]);
    }
    expect(visited).toEqual([4, 5, 1, 5, 4]);
    expect(checked()).toEqual([]);
    expect(state.route.value.kind).toBe('home');
    expect(await saved('survey.answered')).toEqual([]);
  });

  it('follow the direction of the text: from right to left the arrows change sides', async () => {
    const { faces, press, tabbable, find } = await renderRating();
    find('[role="radiogroup"]').style.direction = 'rtl';
    faces()[2]?.focus();
    await press('ArrowLeft');
    expect(tabbable()).toEqual([4]);
    await press('ArrowRight');
    expect(tabbable()).toEqual([3]);
  });

  it('leave other keys alone', async () => {
    const { faces, press } = await renderRating();
    faces()[0]?.focus();
    for (const key of ['Tab', 'a', 'Escape']) expect((await press(key)).defaultPrevented).toBe(false);
  });

  it('chosen, and chosen again, hold one choice', async () => {
    const { click, checked } = await renderRating();
    await click('Unhappy');
    await click('Very happy');
    expect(checked()).toEqual([5]);
  });
});

describe('a rating', () => {
  it('asks for a reason only after the choice, and sends both', async () => {
    const { findAll, click, type, submit, text, saved, told } = await renderRating();
    expect(findAll('textarea')).toEqual([]);
    await click('Very happy');
    await type('textarea', 'quick');
    await submit();
    expect(text()).toContain('Thank you. Your rating is saved and on its way.');
    expect(await saved('survey.answered')).toMatchObject([{ answers: { score: 5 }, comment: 'quick' }]);
    expect(told('survey:answered')).toEqual([{ survey: 'csat', score: 5 }]);
    expect(document.activeElement?.textContent).toContain('Thank you');
  });

  it('without a choice is not sent, and says what is missing until there is one', async () => {
    const { submit, find, click, saved } = await renderRating();
    await submit();
    expect(find('.field-error').textContent).toBe('Choose a face first.');
    expect(await saved('survey.answered')).toEqual([]);
    await click('Neither');
    expect(find('.field-error').textContent).toBe('');
  });

  it('that is not durable is thanked for with the truth', async () => {
    const { click, submit, text } = await renderRating({ outbox: { store: createMemoryStore() } });
    await click('Happy');
    await submit();
    expect(text()).toContain('Your rating is not saved yet');
  });

  it('that could not be saved is not thanked for', async () => {
    const store = { ...createDurableMemoryStore(), add: () => Promise.reject(new Error('full')) };
    const { click, submit, text } = await renderRating({ outbox: { store } });
    await click('Happy');
    await submit();
    expect(text()).toContain("This couldn't be saved here.");
    expect(text()).not.toContain('Thank you');
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

  it('can be passed over as easily: nothing is sent', async () => {
    const { app, click, state, saved, told } = await renderRating();
    app.go({ kind: 'rating' });
    await click('Skip');
    expect(state.route.value.kind).toBe('home');
    expect(told('survey:dismissed')).toEqual([{ survey: 'csat' }]);
    expect(await saved('survey.answered')).toEqual([]);
  });

  it('is not asked for where it could not be sent', async () => {
    const { findAll } = await renderView(<Rating />, { outbox: null });
    expect(findAll('form, button')).toEqual([]);
  });
});
