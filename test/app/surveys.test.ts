import { signal } from '@preact/signals-core';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSiteSurveys, type SiteSurveysOptions } from '../../src/app/site-surveys.ts';
import { createState } from '../../src/app/state.ts';
import { createSubmissionActions } from '../../src/app/submissions.ts';
import { createSurveyActions, type SurveyActions, type SurveyOptions } from '../../src/app/surveys.ts';
import { ratingRecordSchema } from '../../src/console/records.ts';
import { summariseRatings } from '../../src/console/summarise-ratings.ts';
import type { OutboxRow, OutboxStore } from '../../src/outbox/ports.ts';
import { parseConfig } from '../../src/schema/config.ts';
import { eventSchemas } from '../../src/schema/event/registry.ts';
import type { PageEventName } from '../../src/schema/page-api.ts';
import type { SetOptions } from '../../src/storage/key-value.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { SurveyInput } from '../../src/surveys/survey.ts';
import {
  createDurableMemoryStore,
  createTestOutbox,
  type TestOutboxOptions,
} from '../support/outbox/create-test-outbox.ts';
import { COLLECTOR, eventId } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const DAY_MS = 86_400_000;
/** A site that has surveys of its own, which are remembered then. */
const ownSurveys: readonly SurveyInput[] = [{ id: 'own', kind: 'thumbs' }];

interface VisitOptions {
  readonly surveys?: readonly SurveyInput[];
  readonly outbox?: Omit<TestOutboxOptions, 'time'>;
  readonly isTracked?: boolean;
  readonly overrides?: Partial<SiteSurveysOptions>;
  /** Instead of `surveys`; may throw. */
  readonly read?: () => readonly SurveyInput[];
}

/** A browser with its clock and storage; each visit is a page load. */
function createBrowser() {
  const time = createManualClock();
  const storage = openStorage({ schedule: time.schedule });
  const records = storage.keyValue('drafts');
  const accesses: string[] = [];
  let ids = 0;

  function visit({ surveys, read, isTracked = true, overrides, ...options }: VisitOptions = {}) {
    const state = createState(parseConfig({}).config);
    const store = options.outbox?.store ?? createDurableMemoryStore();
    const kept: Pick<OutboxRow, 'event' | 'thread'>[] = [];
    const add: OutboxStore['add'] = async (row, limits) => {
      const result = await store.add(row, limits);
      kept.push(row);
      return result;
    };
    const sending = createTestOutbox({ ...options.outbox, store: { ...store, add }, time });
    const events: (readonly [name: PageEventName, payload: unknown])[] = [];
    const warnings: string[] = [];
    const pageListeners = new Map<'hide' | 'visible', () => void>();
    const hear = (change: 'hide' | 'visible', listener: () => void) => {
      pageListeners.set(change, listener);
      return () => pageListeners.delete(change);
    };
    const listeners = new Map<string, () => void>();
    const page = { path: '/', isVisible: true, has: true };
    const mayAsk = signal(true);
    const createId = () => eventId(++ids);
    const emit: SurveyOptions['emit'] = (name, payload) => void events.push([name, payload]);
    const submissions = createSubmissionActions({
      outbox: sending.outbox,
      dest: COLLECTOR,
      context: {
        createId,
        clock: time.clock,
        pageUrl: () => `https://shop.example${page.path}`,
        visitor: async () => 'visitor-1',
        lang: () => 'en',
      },
      isTracked: () => isTracked,
    });
    const siteOptions = {
      records: {
        ...records,
        get: (key: string) => {
          accesses.push(`get ${key}`);
          return records.get(key);
        },
        set: (key: string, value: unknown, set?: SetOptions) => {
          accesses.push(`set ${key}`);
          return records.set(key, value, set);
        },
      },
      recordKey: () => 'surveys',
      mayAsk: () => mayAsk.value,
      isPanelOpen: state.isOpen,
      page: {
        path: () => page.path,
        isVisible: () => page.isVisible,
        has: () => page.has,
        onVisible: (listener: () => void) => hear('visible', listener),
      },
      clock: time.clock,
      schedule: time.schedule,
      random: () => 0.4,
      warn: (message: string) => void warnings.push(message),
      ...overrides,
    };
    const actions = createSurveyActions({
      loadSite:
        surveys || read
          ? async (showing) => createSiteSurveys(read ? read() : surveys, { ...siteOptions, showing })
          : null,
      submissions,
      understand: async () => null,
      startComment: () => undefined,
      isPanelOpen: state.isOpen,
      visitorTurn: state.visitorTurn,
      onHide: (listener) => hear('hide', listener),
      createId,
      clock: time.clock,
      schedule: time.schedule,
      emit,
      warn: siteOptions.warn,
    });
    onTestFinished(() => {
      actions.stop();
      sending.outbox.stop();
    });
    return {
      actions,
      state,
      events,
      warnings,
      page,
      mayAsk,
      sending,
      asked: () => actions.active.value?.survey.id ?? null,
      told: (name: PageEventName) => events.filter(([one]) => one === name).map(([, payload]) => payload),
      tell: (change: 'hide' | 'visible') => pageListeners.get(change)?.(),
      hears: () => [...listeners.keys()].sort(),
      async start() {
        await actions.start((name, listener) => {
          listeners.set(name, listener);
          return () => listeners.delete(name);
        });
        await time.advance(0);
      },
      async happens(name: string) {
        listeners.get(name)?.();
        await time.advance(0);
      },
      /** Events in the outbox, without the leading `helplet.`, oldest first; each as the wire wants it. */
      async saved() {
        await settle();
        return kept.map(({ event, thread }) => {
          const type = event.type as keyof typeof eventSchemas;
          expect(eventSchemas[type].safeParse(event.data).error).toBeUndefined();
          return { id: event.id, type: type.replace('helplet.', ''), thread, data: event.data };
        });
      },
    };
  }
  const record = async () => {
    await settle();
    const stored = await records.get('surveys');
    return stored.ok ? stored.value : null;
  };
  return { time, records, accesses, visit, record };
}

async function choose(actions: SurveyActions, score: number) {
  await actions.show('nps', { explicit: true });
  actions.choose('score', score);
}

describe('a survey that is called up', () => {
  it('is shown at once, told to the page and sent as shown', async () => {
    const { visit, record, time } = createBrowser();
    const { actions, told, saved } = visit({ surveys: ownSurveys });
    expect(await actions.show('ces', { explicit: true })).toBe(true);
    expect(actions.active.value).toMatchObject({
      survey: { id: 'ces' },
      place: 'corner',
      stage: 'asking',
      answers: {},
    });
    expect(told('survey:shown')).toEqual([{ survey: 'ces' }]);
    expect(await saved()).toMatchObject([{ type: 'survey.shown', data: { survey: 'ces', kind: 'ces' } }]);
    expect(await record()).toMatchObject({ ces: { shownCount: 1, shownAt: time.clock() } });
  });

  it('comes also within its waits, without a lot, and on every page', async () => {
    const { visit } = createBrowser();
    const { actions, asked } = visit({
      surveys: [{ id: 'a', kind: 'thumbs', sample: 0, maxShown: 1, trigger: { on: 'page', path: '/nowhere' } }],
    });
    for (let turn = 0; turn < 3; turn++) {
      expect(await actions.show('a', { explicit: true })).toBe(true);
      expect(asked()).toBe('a');
      actions.dismiss('skip');
    }
    expect(await actions.show('a')).toBe(false);
  });

  it('leaves no record where the site has no surveys of its own that could come by themselves', async () => {
    const { visit, accesses } = createBrowser();
    const { actions } = visit();
    await choose(actions, 9);
    await actions.answer('');
    await settle();
    expect(accesses).toEqual([]);
  });

  it('leaves no record and sends nothing passive without consent', async () => {
    const { visit, accesses } = createBrowser();
    const { actions, mayAsk, saved } = visit({ surveys: ownSurveys, isTracked: false });
    mayAsk.value = false;
    await choose(actions, 9);
    await actions.answer('');
    expect((await saved()).map(({ type }) => type)).toEqual(['survey.answered']);
    expect(accesses).toEqual([]);
  });

  it('that there is not is named with those there are', async () => {
    const { visit } = createBrowser();
    const { actions, warnings, asked } = visit({ surveys: [{ id: 'mine', kind: 'text' }] });
    expect(await actions.show('yours', { explicit: true })).toBe(false);
    expect(asked()).toBeNull();
    expect(warnings).toEqual(['there is no survey "yours"; known ones are mine, csat, nps, ces']);
  });

  it('goes into the panel while that is open', async () => {
    const { visit } = createBrowser();
    const { actions, state } = visit();
    state.isOpen.value = true;
    await actions.show('nps', { explicit: true });
    expect(actions.active.value?.place).toBe('panel');
  });

  it('called up twice is one showing, moved with what was chosen', async () => {
    const { visit } = createBrowser();
    const { actions, told } = visit();
    await choose(actions, 3);
    await actions.show('nps', { explicit: true, place: 'panel' });
    expect(actions.active.value).toMatchObject({ place: 'panel', answers: { score: 3 } });
    expect(told('survey:shown')).toHaveLength(1);
  });

  it('takes the place of another one: never two at once', async () => {
    const { visit } = createBrowser();
    const { actions, told, asked, saved } = visit();
    await actions.show('csat', { explicit: true });
    await actions.show('nps', { explicit: true });
    expect(asked()).toBe('nps');
    expect(told('survey:dismissed')).toEqual([{ survey: 'csat' }]);
    expect((await saved()).map(({ type, data }) => [type, data.survey])).toEqual([
      ['survey.shown', 'csat'],
      ['survey.dismissed', 'csat'],
      ['survey.shown', 'nps'],
    ]);
  });
});

describe('an answer', () => {
  it('is sent masked, with its score, and thanked for only once it is stored', async () => {
    const { visit, record, time } = createBrowser();
    const { actions, told, saved } = visit({ surveys: ownSurveys, isTracked: false });
    await choose(actions, 0);
    const answering = actions.answer(' Call me: ada@example.org ');
    expect(actions.active.value?.stage).toBe('sending');
    await answering;
    expect(actions.active.value?.stage).toBe('stored');
    expect(told('survey:answered')).toEqual([{ survey: 'nps', score: 0 }]);
    const [event] = await saved();
    expect(event).toMatchObject({
      type: 'survey.answered',
      data: { survey: 'nps', kind: 'nps', answers: { score: 0 }, partial: false, comment: 'Call me: [email]' },
    });
    expect(event?.thread).toBe(event?.data.conversation);
    expect(await record()).toMatchObject({ nps: { answeredAt: time.clock() } });
  });

  it('only in memory is held, not stored', async () => {
    const { visit } = createBrowser();
    const { actions } = visit({ outbox: { store: createMemoryStore() } });
    await choose(actions, 7);
    await actions.answer('');
    expect(actions.active.value?.stage).toBe('held');
  });

  it('that cannot be saved is not told as answered, and can be tried again', async () => {
    const { visit, record } = createBrowser();
    const store = createDurableMemoryStore();
    let isBroken = true;
    const { actions, told } = visit({
      surveys: ownSurveys,
      isTracked: false,
      outbox: {
        store: { ...store, add: (...args) => (isBroken ? Promise.reject(new Error('full')) : store.add(...args)) },
      },
    });
    await choose(actions, 7);
    await actions.answer('well');
    expect(actions.active.value).toMatchObject({ stage: 'refused', answers: { score: 7 } });
    expect(told('survey:answered')).toEqual([]);
    expect(await record()).toMatchObject({ nps: { answeredAt: 0 } });
    isBroken = false;
    await actions.answer('well');
    expect(actions.active.value?.stage).toBe('stored');
    expect(told('survey:answered')).toHaveLength(1);
  });

  it('without a choice is none', async () => {
    const { visit } = createBrowser();
    const { actions, saved } = visit({ surveys: [{ id: 'words', kind: 'text' }], isTracked: false });
    await actions.show('nps', { explicit: true });
    await actions.answer('words alone');
    actions.choose('score', 11);
    await actions.answer('off the scale');
    await actions.show('words', { explicit: true });
    await actions.answer('  ');
    expect(await saved()).toEqual([]);
    await actions.answer('Open on Sundays, please');
    expect(await saved()).toMatchObject([{ data: { kind: 'text', answers: {}, comment: 'Open on Sundays, please' } }]);
  });

  it('given twice at once is one', async () => {
    const { visit } = createBrowser();
    const { actions, saved } = visit({ isTracked: false });
    await choose(actions, 10);
    await Promise.all([actions.answer(''), actions.answer('')]);
    await actions.answer('again');
    expect(await saved()).toHaveLength(1);
  });

  it('follows the branch that was taken, and is partial while its question is open', async () => {
    const { visit } = createBrowser();
    const branching: SurveyInput = {
      id: 'a',
      kind: 'ces',
      followUps: [{ when: { max: 3 }, question: { id: 'part', kind: 'choice', options: ['search', 'payment'] } }],
    };
    const { actions, saved, told } = visit({ surveys: [branching], isTracked: false });
    const answers = [{ score: 2, part: 'payment' }, { score: 2 }, { score: 6 }];
    for (const given of answers) {
      await actions.show('a', { explicit: true });
      actions.choose('score', 1);
      actions.choose('part', 'search');
      actions.choose('score', given.score);
      if (given.part) actions.choose('part', given.part);
      await actions.answer('');
      actions.dismiss('not-now');
    }
    expect((await saved()).map(({ data }) => [data.answers, data.partial])).toEqual([
      [{ score: 2, part: 'payment' }, false],
      [{ score: 2, part: 'search' }, false],
      [{ score: 6 }, false],
    ]);
    await actions.show('a', { explicit: true });
    actions.choose('score', 3);
    await actions.answer('');
    expect((await saved()).at(-1)?.data).toMatchObject({ answers: { score: 3 }, partial: true });
    expect(told('survey:answered')).toHaveLength(4);
  });

  it('is thanked for a while, and no longer', async () => {
    const { visit, time } = createBrowser();
    const { actions, asked } = visit();
    await choose(actions, 10);
    await actions.answer('');
    const stop = actions.closeLater();
    await time.advance(3_000);
    stop();
    await time.advance(60_000);
    expect(asked()).toBe('nps');
    actions.closeLater();
    await time.advance(6_000);
    expect(asked()).toBeNull();
  });

  it('thanked for and closed is neither dismissed nor sent again', async () => {
    const { visit } = createBrowser();
    const { actions, saved, told } = visit({ isTracked: false });
    await choose(actions, 10);
    await actions.answer('');
    actions.dismiss('not-now');
    expect(await saved()).toHaveLength(1);
    expect(told('survey:dismissed')).toEqual([]);
  });
});

describe('a survey that is left', () => {
  it('unanswered is dismissed, with the time it was on the screen', async () => {
    const { visit, time, record } = createBrowser();
    const { actions, saved, told } = visit({ surveys: ownSurveys });
    await actions.show('nps', { explicit: true });
    await time.advance(4_000);
    actions.dismiss('not-now');
    expect(told('survey:dismissed')).toEqual([{ survey: 'nps' }]);
    expect((await saved()).at(-1)).toMatchObject({ type: 'survey.dismissed', data: { survey: 'nps', after: 4_000 } });
    expect(await record()).toMatchObject({ nps: { notNowAt: time.clock() } });
  });

  it('by a clock that was set back meanwhile was on the screen for no less than nothing', async () => {
    const { visit, time } = createBrowser();
    const { actions, saved } = visit();
    await actions.show('nps', { explicit: true });
    time.jump(-730 * DAY_MS);
    actions.dismiss('skip');
    expect((await saved()).at(-1)?.data).toMatchObject({ after: 0 });
  });

  it.each(['not-now', 'left'] as const)(
    'after a choice (%s) is answered in part, without unsent words',
    async (how) => {
      const { visit } = createBrowser();
      const { actions, saved, told } = visit({ isTracked: false });
      await choose(actions, 4);
      actions.dismiss(how);
      expect(await saved()).toMatchObject([{ data: { answers: { score: 4 }, partial: true } }]);
      expect((await saved())[0]?.data).not.toHaveProperty('comment');
      expect(told('survey:answered')).toEqual([{ survey: 'nps', score: 4 }]);
      expect(told('survey:dismissed')).toEqual([]);
    },
  );

  it('by “skip” sends nothing of what was chosen', async () => {
    const { visit } = createBrowser();
    const { actions, saved, told } = visit({ isTracked: false });
    await choose(actions, 4);
    actions.dismiss('skip');
    expect(await saved()).toEqual([]);
    expect(told('survey:dismissed')).toEqual([{ survey: 'nps' }]);
    expect(told('survey:answered')).toEqual([]);
  });

  it('with the page is answered in part once, and in full when the visitor comes back', async () => {
    const { visit } = createBrowser();
    const { actions, saved, told, tell } = visit({ isTracked: false });
    await actions.show('csat', { explicit: true });
    tell('hide');
    expect(await saved()).toEqual([]);
    actions.choose('score', 2);
    tell('hide');
    tell('hide');
    await settle();
    expect(told('survey:answered')).toEqual([]);
    actions.choose('score', 5);
    await actions.answer('it works after all');
    const events = await saved();
    expect(events.map(({ data }) => [data.answers, data.partial])).toEqual([
      [{ score: 2 }, true],
      [{ score: 5 }, false],
    ]);
    const [part, whole] = events;
    expect(part?.id).not.toBe(whole?.id);
    expect(part?.data.conversation).toBe(whole?.data.conversation);
    expect(told('survey:answered')).toEqual([{ survey: 'csat', score: 5 }]);
    const ratings = events.map(({ id, type, data }, seq) =>
      ratingRecordSchema.parse({ seq, id, tenant: 'a', receivedAt: '', time: '', type: `helplet.${type}`, data }),
    );
    expect(summariseRatings(ratings).csat).toMatchObject({ n: 1, mean: 5 });
  });

  it('because the visitor’s data was erased goes without a word', async () => {
    const { visit, record } = createBrowser();
    const { actions, saved, state, told, asked } = visit({ surveys: ownSurveys, isTracked: false });
    await choose(actions, 4);
    const before = await record();
    state.visitorTurn.value++;
    expect(asked()).toBeNull();
    expect(await saved()).toEqual([]);
    expect(await record()).toEqual(before);
    expect(told('survey:dismissed')).toEqual([]);
  });
});

describe('a survey that comes by itself', () => {
  const onPage: SurveyInput = { id: 'page', kind: 'nps', trigger: { on: 'page' } };

  it.each([
    ['page', null, 0],
    ['delay', null, 10_000],
    ['ticket-sent', 'ticket:sent', 0],
    ['article-read', 'article:view', 15_000],
    ['event', 'ticket:failed', 0],
  ] as const)('on %s comes after its time, and not before', async (on, event, delayMs) => {
    const { visit, time } = createBrowser();
    const { start, happens, asked } = visit({
      surveys: [{ id: 'a', kind: 'csat', trigger: { on, ...(on === 'event' && { event: 'ticket:failed' }) } }],
    });
    await start();
    if (event) {
      expect(asked()).toBeNull();
      await happens(event);
    }
    if (delayMs > 0) {
      await time.advance(delayMs - 1);
      expect(asked()).toBeNull();
      await time.advance(1);
    }
    expect(asked()).toBe('a');
  });

  it('listens only for what some survey waits for', async () => {
    const { visit, accesses, time } = createBrowser();
    const { start, hears } = visit({ surveys: [{ id: 'a', kind: 'csat' }] });
    await start();
    await time.advance(60_000);
    expect(hears()).toEqual([]);
    expect(accesses).toEqual([]);
  });

  it('is on record before it is on the screen, and does not come again on the next page', async () => {
    const { visit, record, time } = createBrowser();
    const first = visit({ surveys: [onPage] });
    await first.start();
    expect(first.asked()).toBe('page');
    expect(await record()).toMatchObject({ page: { shownCount: 1, shownAt: time.clock() } });
    const second = visit({ surveys: [onPage] });
    await second.start();
    expect(second.asked()).toBeNull();
    await time.advance(31 * DAY_MS);
    const third = visit({ surveys: [onPage] });
    await third.start();
    expect(third.asked()).toBe('page');
  });

  it('does not come where it could not be remembered', async () => {
    const { visit } = createBrowser();
    const { start, asked } = visit({
      surveys: [onPage],
      overrides: {
        records: {
          get: async () => ({ ok: true, value: undefined }),
          set: async () => ({ ok: false, reason: 'the disk is full' }),
          delete: async () => ({ ok: true, value: undefined }),
          keys: async () => ({ ok: true, value: [] }),
        },
      },
    });
    await start();
    expect(asked()).toBeNull();
  });

  it('waits for consent without touching the storage, and comes when it is given', async () => {
    const { visit, accesses, time } = createBrowser();
    const { start, asked, mayAsk } = visit({ surveys: [onPage] });
    mayAsk.value = false;
    await start();
    await time.advance(60_000);
    expect(asked()).toBeNull();
    expect(accesses).toEqual([]);
    mayAsk.value = true;
    await time.advance(0);
    expect(asked()).toBe('page');
  });

  it('waits until the panel is closed', async () => {
    const { visit, time } = createBrowser();
    const { start, asked, state } = visit({ surveys: [onPage] });
    state.isOpen.value = true;
    await start();
    expect(asked()).toBeNull();
    state.isOpen.value = false;
    await time.advance(0);
    expect(asked()).toBe('page');
  });

  it('waits until its tab is looked at', async () => {
    const { visit, time } = createBrowser();
    const { start, asked, page, tell } = visit({ surveys: [onPage] });
    page.isVisible = false;
    await start();
    expect(asked()).toBeNull();
    page.isVisible = true;
    tell('visible');
    await time.advance(0);
    expect(asked()).toBe('page');
  });

  it('comes one after the other, and only after the wait that all share', async () => {
    const { visit, time } = createBrowser();
    const two: readonly SurveyInput[] = [
      { ...onPage, id: 'one', globalWaitDays: 2 },
      { ...onPage, id: 'two', globalWaitDays: 2 },
    ];
    const first = visit({ surveys: two });
    await first.start();
    expect(first.asked()).toBe('one');
    first.actions.dismiss('skip');
    await time.advance(60_000);
    expect(first.asked()).toBeNull();
    await time.advance(2 * DAY_MS);
    const second = visit({ surveys: two });
    await second.start();
    expect(second.asked()).toBe('two');
  });

  it('does not push away what was called up', async () => {
    const { visit, time } = createBrowser();
    const { actions, start, asked } = visit({ surveys: [{ ...onPage, globalWaitDays: 0 }] });
    await actions.show('ces', { explicit: true });
    await start();
    await time.advance(60_000);
    expect(asked()).toBe('ces');
    actions.dismiss('skip');
    await time.advance(0);
    expect(asked()).toBe('page');
  });

  it('stays on its pages, and what a page has brought up is forgotten with it', async () => {
    const { visit, time } = createBrowser();
    const { actions, start, asked, page } = visit({
      surveys: [{ id: 'a', kind: 'nps', trigger: { on: 'delay', path: '/orders/*' }, waitDays: 0, globalWaitDays: 0 }],
    });
    page.path = '/orders/1';
    await start();
    await time.advance(9_000);
    page.path = '/';
    actions.pageShown();
    await time.advance(20_000);
    expect(asked()).toBeNull();
    page.path = '/orders/2';
    actions.pageShown();
    await time.advance(10_000);
    expect(asked()).toBe('a');
    actions.pageShown();
    expect(asked()).toBe('a');
    page.path = '/';
    actions.pageShown();
    expect(asked()).toBeNull();
  });

  it('needs its element in the page', async () => {
    const { visit } = createBrowser();
    const surveys: readonly SurveyInput[] = [{ ...onPage, show: 'inline', target: '#here' }];
    const without = visit({ surveys });
    without.page.has = false;
    await without.start();
    expect(without.asked()).toBeNull();
    const within = visit({ surveys });
    await within.start();
    expect(within.actions.active.value?.place).toBe('inline');
  });

  it('does not come after the widget was stopped', async () => {
    const { visit, time } = createBrowser();
    const { actions, start, asked, hears } = visit({
      surveys: [
        { id: 'a', kind: 'nps', trigger: { on: 'delay' } },
        { id: 'b', kind: 'nps', trigger: { on: 'ticket-sent' } },
      ],
    });
    await start();
    actions.stop();
    await time.advance(60_000);
    expect(asked()).toBeNull();
    expect(hears()).toEqual([]);
    expect(await actions.show('nps', { explicit: true })).toBe(false);
  });
});

describe('the site’s surveys', () => {
  it('with mistakes are reported once, however often one is shown', async () => {
    const { visit } = createBrowser();
    const { actions, warnings } = visit({ surveys: [{ id: 'a', kind: 'stars' } as unknown as SurveyInput] });
    await actions.show('csat', { explicit: true });
    await actions.show('nps', { explicit: true });
    expect(warnings).toEqual([expect.stringContaining('"surveys[0].kind" must be csat')]);
  });

  it('that could not be loaded leave the built-in ones, and are tried again', async () => {
    const { visit } = createBrowser();
    let tries = 0;
    const { actions, warnings, asked, start, happens } = visit({
      read: () => {
        tries++;
        if (tries === 1) throw new Error('HTTP 503');
        return [{ id: 'mine', kind: 'thumbs', trigger: { on: 'ticket-sent' }, globalWaitDays: 0 }];
      },
    });
    await start();
    expect(warnings).toEqual(["the site's surveys could not be loaded (HTTP 503)"]);
    expect(await actions.show('csat', { explicit: true })).toBe(true);
    actions.dismiss('skip');
    await happens('ticket:sent');
    expect(asked()).toBe('mine');
  });
});

describe('whatever happens in whatever order', () => {
  type Act =
    | 'show-nps'
    | 'show-csat'
    | 'low'
    | 'high'
    | 'answer'
    | 'not-now'
    | 'skip'
    | 'left'
    | 'hide'
    | 'day'
    | 'panel'
    | 'page'
    | 'close';

  it('there is one survey at most, each showing ends as one thing, and only chosen scores are sent', async () => {
    const acts = fc.array(
      fc.constantFrom<Act>(
        'show-nps',
        'show-csat',
        'low',
        'high',
        'answer',
        'not-now',
        'skip',
        'left',
        'hide',
        'day',
        'panel',
        'page',
        'close',
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (history) => {
        const { visit, time } = createBrowser();
        const { actions, state, tell, told, saved, start } = visit({
          surveys: [{ id: 'auto', kind: 'ces', trigger: { on: 'page' }, waitDays: 2, globalWaitDays: 1 }],
        });
        await start();
        for (const act of history) {
          if (act === 'show-nps') await actions.show('nps', { explicit: true });
          else if (act === 'show-csat') await actions.show('csat', { explicit: true });
          else if (act === 'low') actions.choose('score', 1);
          else if (act === 'high') actions.choose('score', 5);
          else if (act === 'answer') await actions.answer('fine');
          else if (act === 'hide') tell('hide');
          else if (act === 'day') await time.advance(DAY_MS);
          else if (act === 'panel') state.isOpen.value = !state.isOpen.value;
          else if (act === 'page') actions.pageShown();
          else if (act === 'close') actions.closeLater();
          else actions.dismiss(act);
        }
        await settle();
        const isOpen = actions.active.value?.stage === 'asking';
        const ends = told('survey:answered').length + told('survey:dismissed').length;
        expect(told('survey:shown').length).toBe(ends + (isOpen ? 1 : 0));
        const events = await saved();
        const answered = events.filter(({ type }) => type === 'survey.answered');
        const whole = answered.filter(({ data }) => data.partial === false);
        expect(new Set(whole.map(({ data }) => data.conversation)).size).toBe(whole.length);
        for (const { data } of answered) {
          expect([1, 5]).toContain((data.answers as { score: number }).score);
          expect(data.partial === true && 'comment' in data).toBe(false);
        }
        const dismissed = events.filter(({ type }) => type === 'survey.dismissed').map(({ data }) => data.conversation);
        expect(whole.filter(({ data }) => dismissed.includes(data.conversation))).toEqual([]);
        actions.stop();
      }),
      { numRuns: 60 },
    );
  });
});
