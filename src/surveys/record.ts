/** What this browser remembers of one survey. Times are of the device's clock, ms since the epoch; 0 = never. */
export interface SurveyHistory {
  /** The visitor's lot, 0 ≤ draw < 1, against the survey's `sample`; absent until it was needed. */
  readonly draw?: number;
  readonly shownCount: number;
  readonly shownAt: number;
  readonly answeredAt: number;
  /** "Not now" or "skip". */
  readonly notNowAt: number;
}

/** What this browser remembers of all surveys, by id: one small local record. It holds no answers. */
export type SurveyRecord = Readonly<Record<string, SurveyHistory>>;

/** More surveys than a site has; beyond it those are forgotten that were seen longest ago. */
const MAX_SURVEYS = 100;

const unseen: SurveyHistory = { shownCount: 0, shownAt: 0, answeredAt: 0, notNowAt: 0 };

export function historyOf(record: SurveyRecord, id: string): SurveyHistory {
  return (Object.hasOwn(record, id) && record[id]) || unseen;
}

/**
 * Reads what was stored, whatever it is. A time in the future was written by a clock that has been set back since:
 * it counts as now, so that the wait begins again instead of lasting for years or being forgotten.
 */
export function readRecord(stored: unknown, now: number): SurveyRecord {
  if (typeof stored !== 'object' || stored === null) return {};
  return toRecord(
    Object.entries(stored).flatMap(([id, value]) => {
      if (typeof value !== 'object' || value === null) return [];
      const { draw, shownCount, shownAt, answeredAt, notNowAt } = value as Record<string, unknown>; // an object, checked above
      const history: SurveyHistory = {
        ...(isNumber(draw) && { draw }),
        shownCount: isNumber(shownCount) ? shownCount : 0,
        shownAt: toTime(shownAt, now),
        answeredAt: toTime(answeredAt, now),
        notNowAt: toTime(notNowAt, now),
      };
      return [[id, history] as const];
    }),
  );
}

/** The record with something more to remember of a survey. */
export function remember(record: SurveyRecord, id: string, news: Partial<SurveyHistory>): SurveyRecord {
  return toRecord([...Object.entries(record), [id, { ...historyOf(record, id), ...news }]]);
}

/** When any survey was shown last; 0 = never. */
export function lastShownAt(record: SurveyRecord): number {
  return Math.max(0, ...Object.values(record).map(({ shownAt }) => shownAt));
}

function toRecord(entries: readonly (readonly [id: string, history: SurveyHistory])[]): SurveyRecord {
  const latest = new Map(entries);
  const kept = [...latest].sort(([, one], [, other]) => other.shownAt - one.shownAt).slice(0, MAX_SURVEYS);
  return Object.fromEntries(kept);
}

function toTime(value: unknown, now: number): number {
  return isNumber(value) ? Math.min(Math.max(0, value), now) : 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
