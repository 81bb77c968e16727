import type { SiteSurvey, Trigger } from './survey.ts';

const moments: Readonly<Record<Exclude<Trigger['on'], 'event'>, string>> = {
  page: 'page',
  delay: 'page',
  'ticket-sent': 'ticket:sent',
  'article-read': 'article:view',
};

const DEFAULT_DELAY_MS: Readonly<Partial<Record<Trigger['on'], number>>> = { 'article-read': 15_000, delay: 10_000 };

/** What a trigger waits for: `page`, or the name of an event of the page API. */
export function momentOf(trigger: Trigger): string | undefined {
  return trigger.on === 'event' ? trigger.event : moments[trigger.on];
}

/**
 * The surveys that a moment brings up, and how long after it, ms; in the site's order.
 */
export function triggeredBy(
  surveys: readonly SiteSurvey[],
  moment: string,
): readonly { readonly survey: SiteSurvey; readonly delayMs: number }[] {
  return surveys.flatMap((survey) => {
    const { trigger } = survey;
    if (!trigger || momentOf(trigger) !== moment) return [];
    return [{ survey, delayMs: trigger.delayMs ?? DEFAULT_DELAY_MS[trigger.on] ?? 0 }];
  });
}
