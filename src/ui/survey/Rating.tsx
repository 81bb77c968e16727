import { useEffect, useRef, useState } from 'preact/hooks';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useApp } from '../context.ts';
import { useFocusWhen } from '../use-focus-when.ts';
import { SurveyForm } from './SurveyForm.tsx';
import { surveysOf } from './surveys-of.ts';
import { thanksKey } from './words.ts';

/** The panel's view of a survey: the one that was called up for it, else CSAT. */
export function Rating() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const [actions] = useState(() => surveysOf(app));
  useEffect(() => {
    if (!actions) return undefined;
    let isGone = false;
    const leave = () => {
      if (actions.active.peek()?.place === 'panel') actions.dismiss('left');
    };
    if (actions.active.peek()?.place !== 'panel') {
      void actions.show('csat', { explicit: true, place: 'panel' }).then(() => isGone && leave());
    }
    return () => {
      isGone = true;
      leave();
    };
  }, [actions]);
  const active = actions?.active.value;
  const showing = active?.place === 'panel' ? active : null;
  const outcome = showing && thanksKey(showing.stage);
  const outcomeText = useFocusWhen<HTMLParagraphElement>(outcome);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The panel took the focus for a view that was not there yet, or what had it went with the survey before.
    const title = view.current?.querySelector('h2');
    const root = title?.getRootNode() as Document | ShadowRoot | undefined; // it is drawn, so it has one
    const isLost = document.activeElement === document.body;
    if (title && (isLost || root?.activeElement?.contains(title))) title.focus({ preventScroll: true });
  }, [showing?.conversation]);
  if (!actions) return <p class="none">{t('survey.nowhere')}</p>;
  if (!showing) return <Skeleton lines={4} label={t('panel.loading')} />;
  if (outcome) {
    return (
      <div class="notice">
        <p ref={outcomeText} tabIndex={-1} role="status" class="outcome">
          {t(outcome)}
        </p>
        <button type="button" class="button" onClick={() => app.reset({ kind: 'home' })}>
          {t('done.home')}
        </button>
      </div>
    );
  }
  return (
    <div ref={view}>
      <SurveyForm
        actions={actions}
        showing={showing}
        t={t}
        lang={state.lang.value}
        titleId="helplet-rating"
        onSkip={() => {
          actions.dismiss('skip');
          app.back();
        }}
      />
    </div>
  );
}
