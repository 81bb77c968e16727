import { useEffect, useRef, useState } from 'preact/hooks';
import type { SubmissionActions } from '../../../app/submissions.ts';
import type { ArticleReply } from '../../../engine/protocol.ts';
import { articleRatingReasons } from '../../../schema/event/article-rating-reasons.ts';
import { useApp } from '../../context.ts';
import { useFocusWhen } from '../../use-focus-when.ts';
import { askTeam } from '../home/options.ts';

export interface ArticleVoteProps {
  readonly article: ArticleReply;
  readonly submissions: SubmissionActions;
}

/** "Did this help?": a yes is thanked; a no may say why and leads to a person. */
export function ArticleVote({ article, submissions }: ArticleVoteProps) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const [asksWhy, setAsksWhy] = useState(false);
  const [hasVoted, setHasVoted] = useState(false);
  const vote = Object.hasOwn(state.votes.value, article.id) ? state.votes.value[article.id] : undefined;
  const why = useFocusWhen<HTMLParagraphElement>(asksWhy ? 'why' : null);
  const thanks = useFocusWhen<HTMLParagraphElement>(hasVoted && vote ? vote : null);
  const isAnswered = useRef(false);
  const say = (helpful: boolean, reason?: string) => {
    if (isAnswered.current) return; // a double click is one vote
    isAnswered.current = true;
    setAsksWhy(false);
    setHasVoted(true);
    void submissions.voteArticle(article.id, helpful, reason);
  };
  useEffect(() => {
    if (!asksWhy) return undefined;
    return () => {
      // Left without a reason: the "no" still counts.
      if (!isAnswered.current) void submissions.voteArticle(article.id, false);
    };
  }, [asksWhy, article.id]);
  return (
    <section class="vote" aria-label={t('article.helped')}>
      {!vote && !asksWhy && (
        <>
          <p>{t('article.helped')}</p>
          <div class="choices">
            <button type="button" class="button" onClick={() => say(true)}>
              {t('article.yes')}
            </button>
            <button type="button" class="button" onClick={() => setAsksWhy(true)}>
              {t('article.no')}
            </button>
          </div>
        </>
      )}
      {asksWhy && (
        <>
          <p ref={why} tabIndex={-1}>
            {t('article.why')}
          </p>
          <div class="choices">
            {articleRatingReasons.map((reason) => (
              <button key={reason} type="button" class="button" onClick={() => say(false, reason)}>
                {t(`article.reason.${reason}`)}
              </button>
            ))}
            <button type="button" class="quiet" onClick={() => say(false)}>
              {t('rating.skip')}
            </button>
          </div>
        </>
      )}
      <p ref={thanks} tabIndex={-1} role="status">
        {vote && t(vote === 'not-saved' ? 'vote.notSaved' : 'article.thanks')}
      </p>
      {vote === 'no' && (
        <button type="button" class="button" onClick={() => askTeam(app, state.query.peek() || article.title)}>
          {t('article.ask')}
        </button>
      )}
    </section>
  );
}
