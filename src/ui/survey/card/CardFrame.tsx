import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../../../app/app.ts';
import type { ActiveSurvey } from '../../../app/survey-showing.ts';
import type { SurveyActions } from '../../../app/surveys.ts';
import { directionOf } from '../../../i18n/locale.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { isComposing } from '../../is-composing.ts';
import { keepKeysInside } from '../../keep-keys-inside.ts';
import { themeStyle } from '../../shell/theme-style.ts';

/** Where a survey's form stands. */
export interface FormPlace {
  readonly showing: ActiveSurvey;
  /** Id of the question. */
  readonly titleId: string;
  readonly onSkip: () => void;
}

/** What the card has from the panel's view of a survey, so that neither brings the other's code along. */
export interface CardContent {
  readonly form: (place: FormPlace) => ComponentChildren;
  readonly question: (showing: ActiveSurvey) => string;
  /** Null until the answer is on the device. */
  readonly thanks: (showing: ActiveSurvey) => string | null;
}

export interface CardFrameProps {
  readonly app: App;
  readonly actions: SurveyActions;
  readonly content: CardContent;
  readonly showing: ActiveSurvey;
}

const TITLE_ID = 'helplet-survey';

/**
 * A survey outside the panel: over the page's corner, or in an element of the page. It takes no focus; thanks once
 * and goes by itself, unless somebody is just reading it.
 */
export function CardFrame({ app, actions, content, showing }: CardFrameProps) {
  const { state } = app;
  const t = state.t.value;
  const lang = state.lang.value;
  const { stage, place } = showing;
  const isCorner = place === 'corner';
  const outcome = content.thanks(showing);
  const frame = useRef<HTMLDivElement>(null);
  const thanks = useRef<HTMLParagraphElement>(null);
  /** What had the focus before this. */
  const origin = useRef<HTMLElement | null>(null);
  const hadFocus = useRef(false);
  const usesKeys = useRef(false);
  const [isHovered, setIsHovered] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const isRead = isHovered || (isFocused && usesKeys.current);

  useEffect(() => {
    // The button that had the focus will be gone with the form.
    if (stage === 'sending') hadFocus.current = hasFocus(frame.current);
    if (outcome && hadFocus.current) thanks.current?.focus({ preventScroll: true });
  }, [stage, outcome]);
  useEffect(() => (outcome && !isRead ? actions.closeLater() : undefined), [outcome, isRead, actions]);

  /** Gives the focus back to where it came from, if it is in here. */
  const leave = (how: 'not-now' | 'skip') => {
    const back = hasFocus(frame.current) ? origin.current : null;
    actions.dismiss(how);
    if (back?.isConnected) back.focus({ preventScroll: true });
  };
  const attributes: HTMLAttributes<HTMLDivElement> = {
    class: `survey-root survey-${place}`,
    role: isCorner ? 'dialog' : 'region',
    lang: state.textLang.value,
    dir: directionOf(lang),
    hidden: isCorner && state.isOpen.value,
    'aria-labelledby': TITLE_ID,
    style: themeStyle(app.config),
    onPointerEnter: () => setIsHovered(true),
    onPointerLeave: () => setIsHovered(false),
    onPointerDown() {
      usesKeys.current = false;
    },
    onFocusIn({ relatedTarget }) {
      setIsFocused(true);
      if (relatedTarget instanceof HTMLElement && !frame.current?.contains(relatedTarget))
        origin.current = relatedTarget;
    },
    onFocusOut: () => setIsFocused(false),
    onKeyDown(event) {
      usesKeys.current = true;
      if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) {
        event.preventDefault();
        leave('not-now');
      }
      event.stopPropagation();
    },
    ...keepKeysInside,
  };

  return (
    <div ref={frame} data-theme={state.theme.value} {...attributes}>
      <button
        type="button"
        class="survey-close"
        aria-label={t(outcome ? 'panel.close' : 'survey.notNow')}
        onClick={() => leave('not-now')}
      >
        <Icon name="close" />
      </button>
      {outcome ? (
        <p ref={thanks} id={TITLE_ID} tabIndex={-1} role="status" class="survey-outcome">
          {outcome}
        </p>
      ) : (
        content.form({ showing, titleId: TITLE_ID, onSkip: () => leave('skip') })
      )}
    </div>
  );
}

function hasFocus(frame: HTMLElement | null): boolean {
  const root = frame?.getRootNode() as ShadowRoot | undefined; // it is drawn in one
  return frame?.contains(root?.activeElement ?? null) ?? false;
}
