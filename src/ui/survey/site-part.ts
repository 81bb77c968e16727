import type { App } from '../../app/app.ts';
import { createSiteSurveys, type SiteSurveys } from '../../app/site-surveys.ts';
import type { Showing } from '../../app/survey-showing.ts';
import { systemRandom } from '../../shared/random.ts';

const READ_TIMEOUT_MS = 15_000;

/** Reads the site's surveys, once it is known what the visitor allows. Rejects when their file cannot be had. */
export async function startSite(
  app: App,
  showing: Showing,
  findTarget: (selector: string) => Element | null,
): Promise<SiteSurveys> {
  const { state, storage, visitor } = app;
  await app.privacy.ready;
  return createSiteSurveys(await readSurveys(app.config.surveys), {
    records: storage.keyValue('drafts'),
    recordKey: () => `surveys${visitor.suffix()}`,
    mayAsk: () => state.consent.value === 'granted' && !app.isPrivate() && storage.mode === 'indexed-db',
    isPanelOpen: state.isOpen,
    page: {
      path: () => location.pathname,
      isVisible: () => document.visibilityState === 'visible',
      has: (selector) => findTarget(selector) !== null,
      onVisible(listener) {
        document.addEventListener('visibilitychange', listener);
        return () => document.removeEventListener('visibilitychange', listener);
      },
    },
    showing,
    clock: app.clock,
    schedule: app.schedule,
    random: systemRandom,
    warn: app.warn,
  });
}

/** The configuration's list, or the one at its address. */
async function readSurveys(surveys: unknown): Promise<unknown> {
  if (typeof surveys !== 'string') return surveys;
  const response = await fetch(surveys, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
