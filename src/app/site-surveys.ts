import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Clock, Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { decide } from '../surveys/decide.ts';
import { matchesPath } from '../surveys/matches-path.ts';
import { parseSurveys } from '../surveys/parse-surveys.ts';
import { historyOf, remember, type SurveyRecord } from '../surveys/record.ts';
import type { SiteSurvey } from '../surveys/survey.ts';
import { createSurveyMemory } from './survey-memory.ts';
import type { Showing } from './survey-showing.ts';
import { type Listen, type SurveyTriggers, startSurveyTriggers } from './survey-triggers.ts';

/** The page around the widget, as surveys need it. */
export interface SurveyPage {
  /** Of the address. */
  readonly path: () => string;
  /** Whether the tab is looked at. */
  readonly isVisible: () => boolean;
  /** Whether the element for an inline survey is there. */
  readonly has: (selector: string) => boolean;
  /** Calls back when that may have changed; returns what ends it. */
  readonly onVisible: (listener: () => void) => () => void;
}

export interface SiteSurveysOptions {
  readonly records: KeyValue;
  readonly recordKey: () => string;
  /** Reads signals: consent is there, no Global Privacy Control, and the browser remembers beyond this page. */
  readonly mayAsk: () => boolean;
  readonly isPanelOpen: ReadonlySignal<boolean>;
  readonly page: SurveyPage;
  readonly showing: Pick<Showing, 'active' | 'open' | 'dismiss'>;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly warn: (message: string) => void;
}

/** Something to remember of a survey. */
export type SurveyNote = 'shown' | 'answered' | 'not-now';

export interface SiteSurveys {
  readonly surveys: readonly SiteSurvey[];
  /** Remembers it, where that is allowed. */
  note(id: string, note: SurveyNote): void;
  /** Shows a survey if nothing speaks against it; gives whether it is shown. */
  ask(survey: SiteSurvey): Promise<boolean>;
  /** Begins to bring them up by themselves. */
  start(listen: Listen): void;
  /** Tells of a page shown without a load. */
  pageShown(): void;
  stop(): void;
}

/** The surveys a site has written: read, brought up, and remembered. Only sites that have some fetch this. */
export function createSiteSurveys(raw: unknown, options: SiteSurveysOptions): SiteSurveys {
  const { page, showing, schedule, random } = options;
  const { active } = showing;
  const { surveys, problems } = parseSurveys(raw);
  for (const { message } of problems) options.warn(message);
  const memory = createSurveyMemory({ ...options, key: options.recordKey, mayRemember: options.mayAsk });
  const visits = signal(0);
  const stopWatching = page.onVisible(() => visits.value++);
  let triggers: SurveyTriggers | null = null;
  let isStopped = false;

  const withShown = (record: SurveyRecord, id: string, now: number) =>
    remember(record, id, { shownAt: now, shownCount: historyOf(record, id).shownCount + 1 });

  /** Only once it is on record that it asks. */
  const ask = async (survey: SiteSurvey): Promise<boolean> => {
    if (survey.show === 'inline' && !page.has(survey.target ?? '')) return false;
    let isWelcome = false;
    const isKept = await memory.update((record, now) => {
      const circumstances = { now, random, path: page.path(), isBusy: active.peek() !== null, mayAsk: true };
      const decision = decide(survey, record, circumstances);
      isWelcome = decision.refusal === null;
      return isWelcome ? withShown(decision.record, survey.id, now) : decision.record;
    });
    if (!isWelcome || !isKept || active.peek() || isStopped) return false;
    showing.open(survey, survey.show);
    return true;
  };

  return {
    surveys,
    ask,
    note(id, note) {
      void memory.update((record, now) => {
        if (note === 'shown') return withShown(record, id, now);
        return remember(record, id, note === 'answered' ? { answeredAt: now } : { notNowAt: now });
      });
    },
    start(listen) {
      triggers ??= startSurveyTriggers({
        surveys,
        listen,
        schedule,
        isQuiet: () =>
          visits.value >= 0 &&
          active.value === null &&
          !options.isPanelOpen.value &&
          options.mayAsk() &&
          page.isVisible(),
        ask,
      });
    },
    pageShown() {
      const path = surveys.find(({ id }) => id === active.peek()?.survey.id)?.trigger?.path;
      if (path !== undefined && !matchesPath(path, page.path())) showing.dismiss('left');
      triggers?.page();
    },
    stop() {
      isStopped = true;
      triggers?.stop();
      stopWatching();
    },
  };
}
