import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocalText } from '../../src/surveys/local-text.ts';
import { matchesPath } from '../../src/surveys/matches-path.ts';
import { parseSurveys } from '../../src/surveys/parse-surveys.ts';
import { questionKinds } from '../../src/surveys/question-kinds/registry.ts';
import { followQuestions } from '../../src/surveys/questions.ts';
import type { Survey, SurveyInput } from '../../src/surveys/survey.ts';
import { triggeredBy } from '../../src/surveys/triggered.ts';

function toSurvey(input: SurveyInput): Survey {
  const { surveys, problems } = parseSurveys([input]);
  expect(problems).toEqual([]);
  const [survey] = surveys;
  if (!survey) throw new Error('a survey was given');
  return survey;
}

describe('what can be chosen', () => {
  it.each([
    ['csat', [1, 2, 3, 4, 5]],
    ['nps', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['ces', [1, 2, 3, 4, 5, 6, 7]],
    ['thumbs', [0, 1]],
    ['text', []],
  ] as const)('of %s are the points of its scale and nothing else', (kind, points) => {
    const valid = Array.from({ length: 24 }, (_, at) => at - 6).filter((point) =>
      questionKinds[kind].isValid(point, []),
    );
    expect(valid).toEqual(points);
    for (const odd of [1.5, '3', Number.NaN, null, undefined, Infinity, true]) {
      expect(questionKinds[kind].isValid(odd, [])).toBe(false);
    }
  });

  it('of a choice is the value of an option', () => {
    const { isValid } = questionKinds.choice;
    expect(['a', 'b', 'c', 1].map((value) => isValid(value, ['a', 'b']))).toEqual([true, true, false, false]);
  });
});

const branching = toSurvey({
  id: 'a',
  kind: 'nps',
  followUps: [
    {
      when: { max: 6 },
      question: {
        id: 'part',
        kind: 'choice',
        options: ['price', 'speed'],
        followUps: [{ when: { equals: 'speed' }, question: 'What was slow?' }],
      },
    },
    { when: { min: 9 }, question: 'What do you like most?' },
    { when: { equals: 8 }, question: { kind: 'thumbs', question: 'Would you come back?' } },
  ],
});

describe('a survey’s questions', () => {
  const asked = (answers: Record<string, string | number>) => {
    const { questions, comment, answers: kept } = followQuestions(branching, answers);
    return { ids: questions.map(({ id }) => id), comment: comment && (comment.question ?? 'own words'), kept };
  };

  it.each([
    [{}, ['score'], null],
    [{ score: 7 }, ['score'], 'own words'],
    [{ score: 9 }, ['score'], 'What do you like most?'],
    [{ score: 6 }, ['score', 'part'], null],
    [{ score: 6, part: 'price' }, ['score', 'part'], 'own words'],
    [{ score: 0, part: 'speed' }, ['score', 'part'], 'What was slow?'],
    [{ score: 8 }, ['score', 'score.3'], null],
    [{ score: 8, 'score.3': 0 }, ['score', 'score.3'], 'own words'],
  ])('after %j are the branch that fits', (answers, ids, comment) => {
    expect(asked(answers)).toEqual({ ids, comment, kept: answers });
  });

  it('forget the answers of a branch that was left', () => {
    expect(asked({ score: 9, part: 'speed', 'score.3': 1 }).kept).toEqual({ score: 9 });
  });

  it('do not take what cannot be an answer', () => {
    expect(asked({ score: 11 })).toEqual({ ids: ['score'], comment: null, kept: {} });
    expect(asked({ score: 2, part: 'colour' })).toEqual({ ids: ['score', 'part'], comment: null, kept: { score: 2 } });
  });

  it('of a survey of words are those words alone', () => {
    const survey = toSurvey({ id: 'b', kind: 'text', question: 'What is missing?' });
    expect(followQuestions(survey, {})).toMatchObject({ questions: [], comment: { question: 'What is missing?' } });
  });

  it('always end, and all but the last are answered', () => {
    const value = fc.oneof(fc.integer({ min: -1, max: 11 }), fc.constantFrom('price', 'speed', 'no'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('score', 'part', 'score.3', 'other'), value), (answers) => {
        const result = followQuestions(branching, answers);
        const open = result.questions.filter(({ id }) => !(id in result.answers));
        expect(open.length).toBe(result.comment ? 0 : 1);
        expect(open.every((question) => question === result.questions.at(-1))).toBe(true);
      }),
    );
  });
});

describe('a text of the site', () => {
  it('is the reader’s, else English, else the first', () => {
    expect(readLocalText('Why?', 'zh')).toBe('Why?');
    expect(readLocalText({ zh: '为什么？', en: 'Why?' }, 'zh-Hans-CN')).toBe('为什么？');
    expect(readLocalText({ zh: '为什么？', 'en-GB': 'Why?' }, 'fr')).toBe('Why?');
    expect(readLocalText({ zh: '为什么？' }, 'fr')).toBe('为什么？');
    expect(readLocalText(undefined, 'fr')).toBeUndefined();
  });
});

describe('a path', () => {
  it.each([
    ['/', '/', true],
    ['/', '/x', false],
    ['/orders/*', '/orders/12/done', true],
    ['/orders/*', '/order', false],
    ['*/done', '/orders/12/done', true],
    ['/*/done', '/done', false],
    ['/a*a', '/a', false],
    ['/a*a', '/aa', true],
    ['*', '', true],
    ['/x**y*', '/x--y', true],
    ['/商品/*', '/商品/茶', true],
    ['/(a+)+', '/aaa', false],
  ])('“%s” and %s: %s', (pattern, path, expected) => {
    expect(matchesPath(pattern, path)).toBe(expected);
  });

  it('fits as the same pattern as a regular expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, path) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(path);
        expect(matchesPath(pattern, path)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is compared in one go, however bad the pattern', () => {
    const started = performance.now();
    expect(matchesPath('*a'.repeat(150), `${'a'.repeat(2_000)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('a trigger', () => {
  const { surveys } = parseSurveys([
    { id: 'page', kind: 'csat', trigger: { on: 'page' } },
    { id: 'slow', kind: 'csat', trigger: { on: 'delay' } },
    { id: 'sent', kind: 'csat', trigger: { on: 'ticket-sent', delayMs: 250 } },
    { id: 'read', kind: 'csat', trigger: { on: 'article-read' } },
    { id: 'own', kind: 'csat', trigger: { on: 'event', event: 'ticket:failed' } },
    { id: 'called', kind: 'csat' },
  ]);

  it.each([
    [
      'page',
      [
        ['page', 0],
        ['slow', 10_000],
      ],
    ],
    ['ticket:sent', [['sent', 250]]],
    ['article:view', [['read', 15_000]]],
    ['ticket:failed', [['own', 0]]],
    ['open', []],
    ['undefined', []],
  ] as const)('at “%s” brings up what waits for it', (moment, expected) => {
    expect(triggeredBy(surveys, moment).map(({ survey, delayMs }) => [survey.id, delayMs])).toEqual(expected);
  });
});
