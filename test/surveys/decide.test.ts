import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../src/shared/random.ts';
import { type Circumstances, decide } from '../../src/surveys/decide.ts';
import { parseSurveys } from '../../src/surveys/parse-surveys.ts';
import { readRecord, remember, type SurveyRecord } from '../../src/surveys/record.ts';
import type { SiteSurvey, SurveyInput } from '../../src/surveys/survey.ts';

const DAY_MS = 86_400_000;
const NOW = 1_700_000_000_000;

function toSurvey(input: Partial<SurveyInput> = {}): SiteSurvey {
  const [survey] = parseSurveys([{ id: 'a', kind: 'nps', trigger: { on: 'page' }, ...input }]).surveys;
  if (!survey) throw new Error('a survey was given');
  return survey;
}

function refusalOf(survey: SiteSurvey, record: SurveyRecord, change: Partial<Circumstances> = {}) {
  const now = change.now ?? NOW;
  const calm = { now, random: () => 0.4, path: '/', isBusy: false, mayAsk: true };
  return decide(survey, readRecord(record, now), { ...calm, ...change }).refusal;
}

describe('a survey comes up by itself', () => {
  it('where nothing speaks against it', () => {
    expect(refusalOf(toSurvey(), {})).toBeNull();
  });

  it('never without consent or under Global Privacy Control, and draws no lot then', () => {
    const { refusal, record } = decide(
      toSurvey({ sample: 0.5 }),
      {},
      {
        now: NOW,
        random: () => {
          throw new Error('no lot may be drawn');
        },
        path: '/',
        isBusy: false,
        mayAsk: false,
      },
    );
    expect([refusal, record]).toEqual(['privacy', {}]);
  });

  it('never beside another one', () => {
    expect(refusalOf(toSurvey(), {}, { isBusy: true })).toBe('busy');
  });

  it('only on its pages', () => {
    const survey = toSurvey({ trigger: { on: 'page', path: '/orders/*' } });
    expect(refusalOf(survey, {}, { path: '/orders/7' })).toBeNull();
    expect(refusalOf(survey, {}, { path: '/' })).toBe('page');
  });

  it('only so many times', () => {
    const seen = (shownCount: number) => remember({}, 'a', { shownCount, shownAt: 1 });
    expect(refusalOf(toSurvey({ maxShown: 2 }), seen(1))).toBeNull();
    expect(refusalOf(toSurvey({ maxShown: 2 }), seen(2))).toBe('shown-enough');
  });

  it.each([
    ['shown', { waitDays: 10, globalWaitDays: 0 }, { shownAt: NOW }, 'wait'],
    ['answered', { waitDays: 10, globalWaitDays: 0 }, { shownAt: 1, answeredAt: NOW }, 'wait'],
    ['put off', { waitDays: 0, globalWaitDays: 0, notNowDays: 10 }, { notNowAt: NOW }, 'not-now'],
  ] as const)('not within its wait after it was %s, and then again', (_, waits, history, refusal) => {
    const record = remember({}, 'a', history);
    expect(refusalOf(toSurvey(waits), record, { now: NOW + 10 * DAY_MS - 1 })).toBe(refusal);
    expect(refusalOf(toSurvey(waits), record, { now: NOW + 10 * DAY_MS })).toBeNull();
  });

  it('not within the wait after any other, which is counted apart from its own', () => {
    const record = remember({}, 'other', { shownAt: NOW });
    const survey = toSurvey({ waitDays: 100, globalWaitDays: 3 });
    expect(refusalOf(survey, record, { now: NOW + 3 * DAY_MS - 1 })).toBe('global-wait');
    expect(refusalOf(survey, record, { now: NOW + 3 * DAY_MS })).toBeNull();
    expect(refusalOf(toSurvey({ globalWaitDays: 0 }), record)).toBeNull();
  });
});

describe('the lot', () => {
  it('is drawn once a visitor and kept', () => {
    const survey = toSurvey({ sample: 0.3 });
    const random = createSeededRandom(5);
    const now = NOW;
    const calm = { now, path: '/', isBusy: false, mayAsk: true, random };
    const first = decide(survey, {}, calm);
    for (let visit = 0; visit < 50; visit++) {
      expect(decide(survey, readRecord(JSON.parse(JSON.stringify(first.record)), now), calm).refusal).toBe(
        first.refusal,
      );
    }
  });

  it('asks as large a share of visitors as the site wants', () => {
    const random = createSeededRandom(11);
    const asked = Array.from({ length: 4_000 }, () =>
      decide(toSurvey({ sample: 0.25 }), {}, { now: NOW, random, path: '/', isBusy: false, mayAsk: true }),
    ).filter(({ refusal }) => refusal === null).length;
    expect(asked / 4_000).toBeGreaterThan(0.23);
    expect(asked / 4_000).toBeLessThan(0.27);
  });

  it('asks nobody at 0 and everybody at 1', () => {
    expect(refusalOf(toSurvey({ sample: 0 }), {}, { random: () => 0 })).toBe('sample');
    expect(refusalOf(toSurvey({ sample: 1 }), {}, { random: () => 1 - 2 ** -53 })).toBeNull();
  });
});

describe('the record', () => {
  it('is read whatever was stored', () => {
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 0, max: 2 ** 45 }), (stored, now) => {
        for (const { shownAt, answeredAt, notNowAt } of Object.values(readRecord(stored, now))) {
          for (const time of [shownAt, answeredAt, notNowAt]) expect(time >= 0 && time <= now).toBe(true);
        }
      }),
    );
  });

  it('stays small, and keeps what was seen last', () => {
    let record: SurveyRecord = {};
    for (let index = 0; index < 500; index++) {
      record = remember(record, `survey-${index}`, { shownCount: 1, shownAt: NOW + index, answeredAt: NOW + index });
    }
    expect(JSON.stringify(record).length).toBeLessThan(16_000);
    expect(Object.hasOwn(record, 'survey-499')).toBe(true);
    expect(Object.hasOwn(record, 'survey-0')).toBe(false);
  });
});

type Step =
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'visit'; readonly survey: number; readonly end: 'answer' | 'not-now' | 'leave' | 'stays' }
  | { readonly kind: 'end' };

const waits = fc.record({
  waitDays: fc.integer({ min: 0, max: 60 }),
  globalWaitDays: fc.integer({ min: 0, max: 30 }),
  notNowDays: fc.integer({ min: 0, max: 60 }),
});
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 40 * DAY_MS }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('jump' as const),
        ms: fc.integer({ min: -730 * DAY_MS, max: 730 * DAY_MS }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('visit' as const),
        survey: fc.nat({ max: 2 }),
        end: fc.constantFrom('answer' as const, 'not-now' as const, 'leave' as const, 'stays' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const) }) },
  ),
  { maxLength: 60 },
);

/** What a browser goes through: device clock and true time side by side, the record stored after every visit. */
function live(surveys: readonly SiteSurvey[], history: readonly Step[]) {
  let trueMs = NOW;
  let aheadMs = 0;
  let forwardMs = 0;
  let stored = '{}';
  let open: number | null = null;
  const shown: { readonly survey: number; readonly trueMs: number; readonly forwardMs: number }[] = [];
  const ended: {
    readonly survey: number;
    readonly how: string;
    readonly trueMs: number;
    readonly forwardMs: number;
  }[] = [];
  for (const step of history) {
    const now = trueMs + aheadMs;
    const record = readRecord(JSON.parse(stored), now);
    switch (step.kind) {
      case 'pass':
        trueMs += step.ms;
        break;
      case 'jump':
        aheadMs += step.ms;
        forwardMs += Math.max(0, step.ms);
        break;
      case 'end':
        open = null;
        break;
      case 'visit': {
        const survey = surveys[step.survey];
        if (!survey) break;
        const decision = decide(survey, record, {
          now,
          random: () => 0.5,
          path: '/',
          isBusy: open !== null,
          mayAsk: true,
        });
        let next = decision.record;
        if (decision.refusal === null) {
          expect(open).toBeNull();
          shown.push({ survey: step.survey, trueMs, forwardMs });
          next = remember(next, survey.id, { shownAt: now });
          if (step.end === 'stays') open = step.survey;
          if (step.end === 'answer' || step.end === 'not-now') {
            next = remember(next, survey.id, { [step.end === 'answer' ? 'answeredAt' : 'notNowAt']: now });
            ended.push({ survey: step.survey, how: step.end, trueMs, forwardMs });
          }
        }
        stored = JSON.stringify(next);
        break;
      }
    }
  }
  return { shown, ended, stored, now: trueMs + aheadMs };
}

describe('for every history, with the clock moved by up to two years either way', () => {
  const surveysOf = (each: readonly { waitDays: number; globalWaitDays: number; notNowDays: number }[]) =>
    each.map((days, index) => toSurvey({ id: `s${index}`, ...days }));
  const three = fc.array(waits, { minLength: 3, maxLength: 3 });

  it('waits are kept: only a clock put forward can shorten one, and by no more than that', () => {
    fc.assert(
      fc.property(three, steps, (each, history) => {
        const surveys = surveysOf(each);
        const { shown, ended } = live(surveys, history);
        shown.forEach((one, at) => {
          const days = surveys[one.survey];
          if (!days) throw new Error('one of the three');
          const passed = (since: { trueMs: number; forwardMs: number }) =>
            one.trueMs - since.trueMs + (one.forwardMs - since.forwardMs);
          for (const before of shown.slice(0, at)) {
            expect(passed(before)).toBeGreaterThanOrEqual(days.globalWaitDays * DAY_MS);
            if (before.survey === one.survey) expect(passed(before)).toBeGreaterThanOrEqual(days.waitDays * DAY_MS);
          }
          for (const end of ended.filter(({ survey, trueMs }) => survey === one.survey && trueMs < one.trueMs)) {
            if (end.how === 'not-now') expect(passed(end)).toBeGreaterThanOrEqual(days.notNowDays * DAY_MS);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('no survey is silenced for longer than its waits', () => {
    fc.assert(
      fc.property(three, steps, (each, history) => {
        const surveys = surveysOf(each);
        const { stored, now } = live(surveys, history);
        surveys.forEach((survey) => {
          const seen = readRecord(JSON.parse(stored), now); // one visit after the clock's last move
          const longest = Math.max(survey.waitDays, survey.globalWaitDays, survey.notNowDays);
          const later = now + longest * DAY_MS;
          expect(refusalOf(survey, seen, { now: later, random: () => 0.5 })).toBeNull();
        });
      }),
      { numRuns: 300 },
    );
  });
});
