// @vitest-environment happy-dom
import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import type { AppMessages } from '../../src/app/messages.ts';
import type { ActiveSurvey } from '../../src/app/survey-showing.ts';
import english from '../../src/i18n/messages/survey.en.json';
import chinese from '../../src/i18n/messages/survey.zh.json';
import { createTranslate } from '../../src/i18n/translate.ts';
import { parseSurveys } from '../../src/surveys/parse-surveys.ts';
import type { Answer } from '../../src/surveys/question-kinds/question-kind.ts';
import type { SurveyInput } from '../../src/surveys/survey.ts';
import { SurveyForm } from '../../src/ui/survey/SurveyForm.tsx';
import { renderPart } from '../support/app/render-view.tsx';

interface FormOptions {
  readonly lang?: 'en' | 'zh';
  readonly stage?: ActiveSurvey['stage'];
}

/** A survey's form over a state of its own, with what it asked for. */
async function renderForm(input: SurveyInput, { lang = 'en', stage = 'asking' }: FormOptions = {}) {
  const { surveys, problems } = parseSurveys([input]);
  expect(problems).toEqual([]);
  const survey = surveys.find(({ id }) => id === input.id);
  if (!survey) throw new Error('a survey was given');
  const sent: { readonly answers: Record<string, Answer>; readonly comment: string }[] = [];
  const calls: string[] = [];
  const t = createTranslate<string>((lang === 'zh' ? chinese : english) as AppMessages, english, lang);
  function Form() {
    const [answers, setAnswers] = useState<Record<string, Answer>>({});
    return (
      <SurveyForm
        actions={{
          choose: (question, answer) => setAnswers({ ...answers, [question]: answer }),
          startComment: () => undefined,
          answer: async (comment) => void sent.push({ answers, comment }),
        }}
        showing={{
          survey: survey as NonNullable<typeof survey>,
          place: 'corner',
          answers,
          stage,
          conversation: 'c',
          shownAt: 0,
        }}
        t={t}
        lang={lang}
        titleId="title"
        onSkip={() => calls.push('skip')}
      />
    );
  }
  const page = await renderPart(<Form />);
  const points = () => page.findAll('[role="radio"]');
  return {
    ...page,
    sent,
    calls,
    points,
    names: () => points().map((point) => point.getAttribute('aria-label') ?? point.textContent),
    checked: () => points().flatMap((point, at) => (point.getAttribute('aria-checked') === 'true' ? [at] : [])),
    tabbable: () => points().flatMap((point, at) => (point.tabIndex === 0 ? [at] : [])),
    async submit() {
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
  };
}

describe('every way to answer is one radio group with a name for each point, nothing chosen, and one stop for Tab', () => {
  it.each([
    [{ id: 'a', kind: 'csat' }, ['Very unhappy', 'Unhappy', 'Neither', 'Happy', 'Very happy'], 2],
    [{ id: 'a', kind: 'csat', style: 'stars' }, ['Very unhappy', 'Unhappy', 'Neither', 'Happy', 'Very happy'], 2],
    [{ id: 'a', kind: 'csat', low: 'Awful', high: 'Lovely' }, ['Awful', 'Unhappy', 'Neither', 'Happy', 'Lovely'], 2],
    [
      { id: 'a', kind: 'nps' },
      ['0, Not at all likely', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10, Extremely likely'],
      5,
    ],
    [{ id: 'a', kind: 'ces' }, ['1, Strongly disagree', '2', '3', '4', '5', '6', '7, Strongly agree'], 3],
    [{ id: 'a', kind: 'thumbs' }, ['Yes', 'No'], 0],
    [{ id: 'a', kind: 'choice', options: ['Tea', { value: 'c', label: { en: 'Coffee' } }] }, ['Tea', 'Coffee'], 0],
  ] as const)('%j', async (input, names, start) => {
    const page = await renderForm(input);
    const group = page.find('[role="radiogroup"]');
    expect(page.find(`#${group.getAttribute('aria-labelledby')}`).localName).toBe('h2');
    expect(page.names()).toEqual(names);
    expect([page.checked(), page.tabbable()]).toEqual([[], [start]]);
  });

  it('in Chinese, too', async () => {
    const { names, find } = await renderForm({ id: 'a', kind: 'nps' }, { lang: 'zh' });
    expect(find('h2').textContent).toBe('您愿意把我们推荐给朋友吗？');
    expect(names().at(-1)).toBe('10, 非常愿意');
  });
});

describe('the keyboard', () => {
  it('moves along the scale and around its ends, and chooses nothing by that', async () => {
    const { points, press, checked, tabbable } = await renderForm({ id: 'a', kind: 'nps' });
    points()[5]?.focus();
    const visited: (number | undefined)[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowUp']) {
      expect((await press(key)).defaultPrevented).toBe(true);
      visited.push(tabbable()[0]);
      expect(document.activeElement).toBe(points()[tabbable()[0] ?? -1]);
    }
    expect(visited).toEqual([6, 7, 6, 5, 4]);
    for (let step = 0; step < 5; step++) await press('ArrowLeft');
    expect(tabbable()).toEqual([10]);
    expect(checked()).toEqual([]);
  });

  it('follows the direction of the text', async () => {
    const { points, press, tabbable, find } = await renderForm({ id: 'a', kind: 'ces' });
    find('[role="radiogroup"]').style.direction = 'rtl';
    points()[3]?.focus();
    await press('ArrowLeft');
    expect(tabbable()).toEqual([4]);
    await press('ArrowRight');
    expect(tabbable()).toEqual([3]);
  });

  it('has its other keys for itself', async () => {
    const { points, press } = await renderForm({ id: 'a', kind: 'csat' });
    points()[0]?.focus();
    for (const key of ['Tab', 'a', 'Escape', 'Enter', ' ']) expect((await press(key)).defaultPrevented).toBe(false);
  });

  it('comes back to what was chosen', async () => {
    const { points, click, tabbable, checked } = await renderForm({ id: 'a', kind: 'csat' });
    await click('Unhappy');
    await click('Very happy');
    expect([checked(), tabbable()]).toEqual([[4], [4]]);
    points()[0]?.focus();
    expect(checked()).toEqual([4]);
  });
});

describe('a form', () => {
  it('asks for a word more only after the choice, and says then what leaving means', async () => {
    const { findAll, click, type, submit, sent, text } = await renderForm({ id: 'a', kind: 'thumbs' });
    expect(findAll('textarea')).toEqual([]);
    expect(text()).not.toContain('Skip sends nothing');
    await click('No');
    expect(text()).toContain('If you leave now, we still get your choice. Skip sends nothing.');
    await type('textarea', 'too long');
    await submit();
    expect(sent).toEqual([{ answers: { score: 0 }, comment: 'too long' }]);
  });

  it.each([
    [{ id: 'a', kind: 'csat' }, 'Choose a face first.'],
    [{ id: 'a', kind: 'csat', style: 'stars' }, 'Choose an answer first.'],
    [{ id: 'a', kind: 'nps' }, 'Choose an answer first.'],
    [{ id: 'a', kind: 'text' }, 'Write a few words first.'],
  ] as const)('of %j without an answer says what is missing and sends nothing', async (input, message) => {
    const { submit, find, sent } = await renderForm(input);
    await submit();
    expect(find('[role="status"]').textContent).toBe(message);
    expect(sent).toEqual([]);
  });

  it('stops saying what is missing once there is something', async () => {
    const { submit, find, click } = await renderForm({ id: 'a', kind: 'csat' });
    await submit();
    await click('Neither');
    expect(find('[role="status"]').textContent).toBe('');
  });

  it('has “Skip” as a button of its own beside the other one, from the start', async () => {
    const { click, calls, sent, find } = await renderForm({ id: 'a', kind: 'nps' });
    expect(find('.survey-actions').querySelectorAll('button')).toHaveLength(2);
    await click('Skip');
    expect(calls).toEqual(['skip']);
    expect(sent).toEqual([]);
  });

  it('of words has one field with the question as its name', async () => {
    const { find, findAll, type, submit, sent } = await renderForm({
      id: 'a',
      kind: 'text',
      question: 'What is missing?',
    });
    expect(findAll('[role="radio"]')).toEqual([]);
    expect(find(`#${find('textarea').getAttribute('aria-labelledby')}`).textContent).toBe('What is missing?');
    await type('textarea', 'green tea');
    await submit();
    expect(sent).toEqual([{ answers: {}, comment: 'green tea' }]);
  });

  it('shows the questions of the branch taken, each group named by its own', async () => {
    const { click, findAll, find, text } = await renderForm({
      id: 'a',
      kind: 'csat',
      question: { en: 'How was the tea?', zh: '茶怎么样？' },
      followUps: [
        { when: { max: 2 }, question: { kind: 'choice', question: 'What was wrong?', options: ['Cold', 'Late'] } },
        { when: { min: 4 }, question: 'What did you like?' },
      ],
    });
    expect(find('h2').textContent).toBe('How was the tea?');
    await click('Very happy');
    expect(find('textarea').closest('label')?.textContent).toBe('What did you like?');
    await click('Very unhappy');
    const groups = findAll('[role="radiogroup"]');
    expect(groups.map((group) => find(`[id="${group.getAttribute('aria-labelledby')}"]`).textContent)).toEqual([
      'How was the tea?',
      'What was wrong?',
    ]);
    expect(text()).not.toContain('What did you like?');
    await click('Late');
    expect(find('textarea').closest('label')?.textContent).toBe('Would you like to say why?');
    await click('Neither');
    expect(findAll('[role="radiogroup"]')).toHaveLength(1);
  });

  it('that could not be saved says so and keeps every word', async () => {
    const { find, findAll } = await renderForm({ id: 'a', kind: 'text' }, { stage: 'refused' });
    expect(find('[role="status"]').textContent).toBe("This couldn't be saved here. You can try again.");
    expect(findAll('textarea')).toHaveLength(1);
  });

  it('being saved says so to screen readers and stays where it is', async () => {
    const { find } = await renderForm({ id: 'a', kind: 'nps' }, { stage: 'sending' });
    expect(find('[type="submit"]').getAttribute('aria-disabled')).toBe('true');
  });
});
