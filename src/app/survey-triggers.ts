import { effect } from '@preact/signals-core';
import type { Schedule } from '../shared/clock.ts';
import type { SiteSurvey } from '../surveys/survey.ts';
import { momentOf, triggeredBy } from '../surveys/triggered.ts';

/** Calls back at every event of the page API of that name; returns what ends it. */
export type Listen = (name: string, listener: () => void) => () => void;

export interface SurveyTriggerOptions {
  readonly surveys: readonly SiteSurvey[];
  readonly listen: Listen;
  readonly schedule: Schedule;
  /** Reads signals, and nothing else: whether this is a moment to be asked. What falls due in between waits for one. */
  readonly isQuiet: () => boolean;
  /** Asks, if nothing speaks against it. */
  readonly ask: (survey: SiteSurvey) => Promise<unknown>;
}

export interface SurveyTriggers {
  /** Tells of a page shown: what the last one has brought up is forgotten. */
  page(): void;
  stop(): void;
}

/** Waits for the moments that bring up surveys, for the time after them, and until nothing is in the way. */
export function startSurveyTriggers(options: SurveyTriggerOptions): SurveyTriggers {
  const { surveys, schedule, ask } = options;
  const due = new Set<SiteSurvey>();
  let timers: (() => void)[] = [];
  let isAsking = false;

  const askDue = async () => {
    if (isAsking) return;
    isAsking = true;
    for (const survey of due) {
      if (!options.isQuiet()) break;
      due.delete(survey);
      await ask(survey);
    }
    isAsking = false;
  };
  const heard = (moment: string) => {
    for (const { survey, delayMs } of triggeredBy(surveys, moment)) {
      timers.push(
        schedule(() => {
          due.add(survey);
          void askDue();
        }, delayMs),
      );
    }
  };
  const forget = () => {
    for (const cancel of timers) cancel();
    timers = [];
    due.clear();
  };
  const moments = new Set(surveys.flatMap(({ trigger }) => (trigger && momentOf(trigger)) ?? []));
  const stops = [...moments].map((moment) => options.listen(moment, () => heard(moment)));
  stops.push(
    effect(() => {
      if (options.isQuiet()) void askDue();
    }),
  );
  heard('page');
  return {
    page() {
      forget();
      heard('page');
    },
    stop() {
      for (const stop of stops) stop();
      forget();
    },
  };
}
