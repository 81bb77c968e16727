import type { Random } from '../shared/random.ts';
import { matchesPath } from './matches-path.ts';
import { historyOf, lastShownAt, remember, type SurveyRecord } from './record.ts';
import type { SiteSurvey } from './survey.ts';

/** What a decision depends on beside the survey and the record. */
export interface Circumstances {
  /** Device clock, ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** Of the page's address. */
  readonly path: string;
  /** A survey is being asked. */
  readonly isBusy: boolean;
  /** False without consent, and under Global Privacy Control. */
  readonly mayAsk: boolean;
}

/** Why a survey does not come up by itself. */
export type Refusal = 'privacy' | 'busy' | 'page' | 'sample' | 'shown-enough' | 'wait' | 'global-wait' | 'not-now';

export interface Decision {
  /** Null: it may be shown. */
  readonly refusal: Refusal | null;
  /** The record to keep: the same, or with the visitor's lot drawn. */
  readonly record: SurveyRecord;
}

const DAY_MS = 86_400_000;

/**
 * Whether a trigger may bring up this survey now. Pure but for the lot, which is drawn from `random` once a visitor
 * and survey, and comes back in the record.
 * @param record as `readRecord` gives it for the same `now`
 */
export function decide(survey: SiteSurvey, record: SurveyRecord, circumstances: Circumstances): Decision {
  const { now, random, path, isBusy, mayAsk } = circumstances;
  const refuse = (refusal: Refusal): Decision => ({ refusal, record });
  if (!mayAsk) return refuse('privacy');
  if (isBusy) return refuse('busy');
  if (survey.trigger?.path !== undefined && !matchesPath(survey.trigger.path, path)) return refuse('page');
  const history = historyOf(record, survey.id);
  const { draw = random(), shownCount, shownAt, answeredAt, notNowAt } = history;
  const isWithin = (days: number, since: number) => since > 0 && now - since < days * DAY_MS;
  const refusal: Refusal | null =
    draw >= survey.sample
      ? 'sample'
      : shownCount >= survey.maxShown
        ? 'shown-enough'
        : isWithin(survey.waitDays, Math.max(shownAt, answeredAt))
          ? 'wait'
          : isWithin(survey.notNowDays, notNowAt)
            ? 'not-now'
            : isWithin(survey.globalWaitDays, lastShownAt(record))
              ? 'global-wait'
              : null;
  return { refusal, record: history.draw === undefined ? remember(record, survey.id, { draw }) : record };
}
