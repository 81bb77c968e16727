import { effect } from '@preact/signals-core';
import type { App } from '../../app/app.ts';
import type { SurveyActions } from '../../app/surveys.ts';
import { toMessage } from '../../shared/errors.ts';
import type { SurveyPart } from '../../ui/survey/survey-part.ts';

export interface SurveysOptions {
  readonly root: ShadowRoot;
  readonly app: App;
  readonly load: () => Promise<SurveyPart>;
}

/** Surveys outside the panel. Their code is fetched with the first one, or where the site has some of its own. */
export interface Surveys {
  /** Shows a survey because the page asks for it: once the visitor has allowed what it takes. */
  show(id: string): Promise<void>;
  pageShown(): void;
  stop(): void;
}

export function startSurveys({ root, app, load }: SurveysOptions): Surveys {
  let mounted: Promise<SurveyActions | null> | null = null;
  let actions: SurveyActions | null = null;
  let unmount: (() => void) | null = null;
  let isStopped = false;
  let wanted: string | null = null;
  const mount = async () => {
    const { mountSurvey, surveysOf } = await load();
    actions = surveysOf(app);
    if (actions && !isStopped) unmount = mountSurvey({ root, app, actions });
    return actions;
  };
  const mountOnce = () => {
    mounted ??= mount().catch((error: unknown) => {
      mounted = null; // the next survey tries again
      throw error;
    });
    return mounted;
  };
  const isAllowed = () => app.state.consent.value === 'granted' && !app.isPrivate();
  const show = async (id: string) => {
    const found = await mountOnce();
    if (found) await found.show(id, { explicit: true });
    else app.warn('survey needs an "endpoint"');
  };
  const report = (error: unknown) => app.warn(`surveys failed (${toMessage(error)})`);
  const stopAsking = app.state.consent.subscribe((consent) => {
    if (wanted && consent === 'granted') show(wanted).catch(report);
    if (consent !== 'unknown') wanted = null;
  });
  const stopWaiting = effect(() => {
    if (!app.state.config.value.surveys || !app.submissions || !isAllowed()) return;
    // What an earlier visit said is known a moment later.
    void app.privacy.ready.then(() => (isAllowed() ? mountOnce() : null)).catch(report);
  });
  return {
    async show(id) {
      const consent = app.state.consent.peek();
      if (consent === 'unknown') wanted = id;
      if (consent === 'granted') await show(id);
    },
    pageShown: () => actions?.pageShown(),
    stop() {
      isStopped = true;
      stopWaiting();
      stopAsking();
      unmount?.();
    },
  };
}
