import { effect } from '@preact/signals';
import type { App } from '../../app/app.ts';
import type { SurveyActions } from '../../app/surveys.ts';
import english from '../../i18n/messages/survey.en.json';
import { toMessage } from '../../shared/errors.ts';
import type { CardContent } from './card/CardFrame.tsx';
import { SurveyForm } from './SurveyForm.tsx';
import css from './survey.css?inline';
import { findTarget } from './surveys-of.ts';
import { questionText, thanksKey } from './words.ts';

export interface MountSurveyOptions {
  /** The widget's own shadow root. */
  readonly root: ShadowRoot;
  readonly app: App;
  readonly actions: SurveyActions;
}

/**
 * Lets surveys come up outside the panel, those of the site by themselves. The card's code, and the panel's texts
 * where it was never opened, are fetched with the first one.
 * @returns what ends it and takes out what is shown
 */
export function mountSurvey({ root, app, actions }: MountSurveyOptions): () => void {
  const { state } = app;
  const content: CardContent = {
    form: (place) => <SurveyForm {...place} actions={actions} t={state.t.value} lang={state.lang.value} />,
    question: ({ survey }) => questionText(survey.first, state.lang.value, state.t.value),
    thanks({ stage }) {
      const key = thanksKey(stage);
      return key && state.t.value(key);
    },
  };
  let isMounting = false;
  let unmount: () => void = () => undefined;
  let isStopped = false;
  const mount = async () => {
    try {
      const coming = import('./card/mount-card.tsx');
      // A widget that was never opened has no language yet.
      if (state.t.peek()('panel.title') === 'panel.title') await app.setLocale(app.config.locale);
      await app.texts.add(english);
      const { mountCard } = await coming;
      if (!isStopped) unmount = mountCard({ root, app, actions, content, css, findTarget });
    } catch (error) {
      isMounting = false; // the next one tries again
      app.warn(`a survey could not be shown (${toMessage(error)})`);
      actions.dismiss('left');
    }
  };
  const stop = effect(() => {
    const place = actions.active.value?.place;
    if (place === 'panel') {
      if (state.route.peek().kind !== 'rating') app.go({ kind: 'rating' });
    } else if (place && !isMounting) {
      isMounting = true;
      void mount();
    }
  });
  void actions.start((name, listener) => {
    root.host.addEventListener(`helplet:${name}`, listener);
    return () => root.host.removeEventListener(`helplet:${name}`, listener);
  });
  return () => {
    isStopped = true;
    stop();
    actions.stop();
    unmount();
  };
}
