import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rating } from '../../conversation/state.ts';
import { articleRatingReasons } from '../../schema/event/article-rating-reasons.ts';
import { useApp } from '../context.ts';
import type { Session } from './session.ts';
import { ToTeam } from './ToTeam.tsx';

export interface AnswerVoteProps {
  /** Id of the turn. */
  readonly turn: string;
  readonly rating: Rating | undefined;
  readonly session: Session;
}

/** "Did this help?": a yes is thanked; a no may say why and leads to a person. */
export function AnswerVote({ turn, rating, session }: AnswerVoteProps) {
  const t = useApp().state.t.value;
  const [asksWhy, setAsksWhy] = useState(false);
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // Left without a reason: the "no" still counts. After a reason this changes nothing.
    return asksWhy ? () => session.actions.rate(turn, false) : undefined;
  }, [asksWhy]);
  /** The button that was used goes: the line it belongs to takes the focus. */
  const on = (task: () => void) => ({
    type: 'button' as const,
    class: 'button',
    onClick: () => {
      line.current?.focus({ preventScroll: true });
      task();
    },
  });
  const rate = (helpful: boolean, reason?: string) => session.actions.rate(turn, helpful, reason);
  const outcome = rating?.outcome;
  return (
    <div class="choices">
      <p ref={line} tabIndex={-1}>
        {!rating && t(asksWhy ? 'article.why' : 'article.helped')}
        {outcome === 'saved' && t('article.thanks')}
        {outcome === 'not-saved' && t('vote.notSaved')}
      </p>
      {!rating &&
        (asksWhy ? (
          articleRatingReasons.map((reason) => (
            <button key={reason} {...on(() => rate(false, reason))}>
              {t(`article.reason.${reason}`)}
            </button>
          ))
        ) : (
          <>
            <button {...on(() => rate(true))}>{t('article.yes')}</button>
            <button {...on(() => setAsksWhy(true))}>{t('article.no')}</button>
          </>
        ))}
      {rating?.helpful === false && <ToTeam session={session} />}
    </div>
  );
}
