import type { App } from '../../app/app.ts';
import { createSurveyActions, type SurveyActions } from '../../app/surveys.ts';
import { prepareModels, understand } from '../../app/understanding.ts';
import { createUuidV7 } from '../../shared/ids.ts';
import { systemRandomBytes } from '../../shared/random.ts';

const known = new WeakMap<App, SurveyActions>();

/**
 * The surveys of an app in a browser's page: one set, whoever asks for it first.
 * @returns null where there is nowhere to send answers to
 */
export function surveysOf(app: App): SurveyActions | null {
  const { submissions, state, config } = app;
  const existing = known.get(app);
  if (existing || !submissions) return existing ?? null;
  const actions = createSurveyActions({
    loadSite: config.surveys
      ? async (showing) => (await import('./site-part.ts')).startSite(app, showing, findTarget)
      : null,
    submissions,
    understand: (text) => understand(app, text),
    startComment: () => prepareModels(app),
    isPanelOpen: state.isOpen,
    visitorTurn: state.visitorTurn,
    onHide(listener) {
      addEventListener('pagehide', listener);
      return () => removeEventListener('pagehide', listener);
    },
    createId: () => createUuidV7(app.clock, systemRandomBytes),
    clock: app.clock,
    schedule: app.schedule,
    emit: app.emit,
    warn: app.warn,
  });
  known.set(app, actions);
  return actions;
}

/** The site's element for an inline survey; null also where the selector is none. */
export function findTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // a mistake in the site's selector: whoever needs the place looks for another
  }
}
