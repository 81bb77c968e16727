import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyKinds } from '../../src/schema/event/survey-shown.ts';
import { builtIns } from '../../src/surveys/built-ins.ts';
import { parseSurveys } from '../../src/surveys/parse-surveys.ts';
import { questionKinds } from '../../src/surveys/question-kinds/registry.ts';

function parseOne(raw: unknown) {
  const { surveys, problems } = parseSurveys([raw]);
  return { survey: surveys[0], messages: problems.map(({ message }) => message) };
}

describe('the surveys a site has', () => {
  it('are CSAT, NPS and CES without writing any', () => {
    expect(builtIns.map(({ id, first, show }) => [id, first.kind, first.id, show])).toEqual([
      ['csat', 'csat', 'score', 'corner'],
      ['nps', 'nps', 'score', 'corner'],
      ['ces', 'ces', 'score', 'corner'],
    ]);
  });

  it('can be asked in every way the wire knows, and in no other', () => {
    expect(Object.keys(questionKinds).sort()).toEqual([...surveyKinds].sort());
    for (const kind of surveyKinds) {
      const { survey } = parseOne({ id: 'a', kind, options: ['one', 'two'] });
      expect(survey?.first.kind).toBe(kind);
    }
  });

  it('keep everything a site can say of them', () => {
    const { survey, messages } = parseOne({
      id: 'checkout',
      kind: 'ces',
      question: { en: 'The shop made it easy to order.', zh: '下单很方便。' },
      low: 'No',
      high: 'Yes',
      trigger: { on: 'delay', delayMs: 5_000, path: '/thanks*' },
      sample: 0.25,
      waitDays: 90,
      globalWaitDays: 3,
      notNowDays: 14,
      maxShown: 2,
      show: 'inline',
      target: '#survey',
      followUps: [
        {
          when: { max: 3 },
          question: {
            id: 'part',
            kind: 'choice',
            question: 'Which part?',
            options: ['address', { value: 'pay', label: { en: 'Paying', zh: '付款' } }],
          },
        },
        { when: { min: 6 }, question: 'What did you like?' },
      ],
    });
    expect(messages).toEqual([]);
    expect(survey).toMatchObject({
      id: 'checkout',
      trigger: { on: 'delay', delayMs: 5_000, path: '/thanks*' },
      sample: 0.25,
      waitDays: 90,
      globalWaitDays: 3,
      notNowDays: 14,
      maxShown: 2,
      show: 'inline',
      target: '#survey',
      first: {
        id: 'score',
        kind: 'ces',
        low: 'No',
        followUps: [
          {
            when: { max: 3 },
            question: {
              id: 'part',
              kind: 'choice',
              options: [
                { value: 'address', label: 'address' },
                { value: 'pay', label: { en: 'Paying', zh: '付款' } },
              ],
            },
          },
          { when: { min: 6 }, question: { kind: 'text', question: 'What did you like?' } },
        ],
      },
    });
  });
});

describe('a mistake', () => {
  it.each([
    ['surveys', 'csat', 'Config: "surveys" must be a list of up to 50; all are left out'],
    ['a survey', ['csat'], 'Config: "surveys[0]" must be an object; it is left out'],
    [
      'an id',
      [{ kind: 'nps' }],
      'Config: "surveys[0].id" must be 1 to 64 letters, digits, ".", "-" and "_", but is "undefined"; the survey is left out',
    ],
    [
      'a kind',
      [{ id: 'a', kind: 'smileys' }],
      'Config: "surveys[0].kind" must be csat, nps, ces, thumbs, choice, text, but is "smileys"; the question is left out',
    ],
    [
      'one option',
      [{ id: 'a', kind: 'choice', options: ['one'] }],
      'Config: "surveys[0].options" must hold two or more that differ; the question is left out',
    ],
    [
      'the same id again',
      [
        { id: 'a', kind: 'nps' },
        { id: 'a', kind: 'ces' },
      ],
      'Config: "surveys[1].id" must be new, but "a" stands before; this survey is left out',
    ],
  ])('in %s is named with its place, its value and what comes of it', (_, raw, message) => {
    const { surveys, problems } = parseSurveys(raw);
    expect(problems.map((problem) => problem.message)).toContain(message);
    expect(surveys.filter(({ first }) => first.options.length === 1)).toEqual([]);
    expect(surveys.length).toBeLessThan(2);
  });

  it.each([
    [{ sample: 2 }, 'sample', { sample: 1 }],
    [{ sample: Number.NaN }, 'sample', { sample: 1 }],
    [{ waitDays: -1 }, 'waitDays', { waitDays: 30 }],
    [{ globalWaitDays: '7' }, 'globalWaitDays', { globalWaitDays: 7 }],
    [{ maxShown: 0 }, 'maxShown', { maxShown: Infinity }],
    [{ show: 'popup' }, 'show', { show: 'corner' }],
    [{ show: 'inline' }, 'target', { show: 'corner' }],
    [{ trigger: { on: 'exit' } }, 'trigger.on', { trigger: null }],
    [{ trigger: { path: '/x' } }, 'trigger.on', { trigger: null }],
    [{ trigger: { on: 'event' } }, 'trigger.event', { trigger: null }],
    [{ trigger: { on: 'page', delayMs: -5 } }, 'trigger.delayMs', { trigger: { on: 'page' } }],
    [{ question: '' }, 'question', { first: { kind: 'nps' } }],
    [{ low: {} }, 'low', { first: { kind: 'nps' } }],
    [{ colour: 'red' }, 'colour', { id: 'a' }],
    [{ followUps: [{ when: { most: 3 }, question: 'Why?' }] }, 'followUps[0].when.most', { id: 'a' }],
    [{ followUps: [{ when: { max: 3 } }] }, 'followUps[0].question', { first: { followUps: [] } }],
    [{ followUps: ['Why?'] }, 'followUps[0]', { first: { followUps: [] } }],
    [{ options: ['x', 'x', 3] }, 'options[1]', { first: { options: [] } }],
  ])('in one field leaves the rest: %j', (fields, place, expected) => {
    const { surveys, problems } = parseSurveys([{ id: 'a', kind: 'nps', ...fields }]);
    expect(problems.map(({ field }) => field)).toContain(`surveys[0].${place}`);
    expect(new Set(problems.map(({ message }) => message)).size).toBe(problems.length);
    expect(surveys[0]).toMatchObject({ id: 'a', ...expected });
  });

  it('is not made by a page that has added to Object.prototype', () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype.sample = 0;
    prototype.trigger = { on: 'page' };
    try {
      expect(parseOne({ id: 'a', kind: 'nps' }).survey).toMatchObject({ sample: 1, trigger: null });
    } finally {
      delete prototype.sample;
      delete prototype.trigger;
    }
  });

  it('of questions within questions without an end is cut', () => {
    const question: Record<string, unknown> = { kind: 'thumbs' };
    question.followUps = [{ question }];
    const { survey, messages } = parseOne({ id: 'a', ...question });
    expect(messages).toEqual([expect.stringContaining('goes deeper than 5 questions')]);
    const ids: string[] = [];
    for (let next = survey?.first; next; next = next.followUps[0]?.question) ids.push(next.id);
    expect(ids).toEqual(['score', 'score.1', 'score.1.1', 'score.1.1.1', 'score.1.1.1.1']);
  });

  it('of two answers with one name is mended', () => {
    const { survey } = parseOne({
      id: 'a',
      kind: 'thumbs',
      followUps: [{ when: { equals: 0 }, question: { id: 'score', kind: 'ces' } }],
    });
    expect(survey?.first.followUps[0]?.question.id).toBe('score.2');
  });
});

describe('whatever a page passes', () => {
  it('never throws, and every survey left can be asked', () => {
    const odd = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    const question = fc.record(
      {
        id: odd,
        kind: fc.oneof(odd, fc.constantFrom(...surveyKinds)),
        options: fc.oneof(odd, fc.array(odd)),
        followUps: fc.oneof(odd, fc.array(fc.record({ when: odd, question: odd }))),
      },
      { requiredKeys: [] },
    );
    const survey = fc.record(
      {
        id: fc.oneof(odd, fc.stringMatching(/^[a-z]{1,3}$/)),
        kind: fc.constantFrom(...surveyKinds),
        options: fc.array(fc.oneof(odd, fc.string())),
        trigger: odd,
        sample: odd,
        followUps: fc.array(fc.record({ when: odd, question }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(odd, fc.array(fc.oneof(odd, survey))), (raw) => {
        const { surveys } = parseSurveys(raw);
        expect(new Set(surveys.map(({ id }) => id)).size).toBe(surveys.length);
        for (const { sample, first } of surveys) {
          expect(sample >= 0 && sample <= 1).toBe(true);
          expect(first.kind === 'choice' ? first.options.length >= 2 : first.options.length === 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
