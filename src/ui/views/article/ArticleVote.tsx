import { useEffect, useRef, useState } from 'preact/hooks';
import { type SendingApp, voteArticle } from '../../../app/requests.ts';
import type { ArticleReply } from '../../../engine/protocol.ts';
import { articleRatingReasons } from '../../../schema/event/article-rating-reasons.ts';
import { useFocusWhen } from '../../use-focus-when.ts';
import { askTeam } from '../home/options.ts';
import { createVoteKeeper, type Votes } from './kept-votes.ts';

export interface ArticleVoteProps {
  readonly article: ArticleReply;
  readonly app: SendingApp;
}

/** "Did this help?", once for each visitor: a yes is thanked; a no may say why and leads to a person. */
export function ArticleVote({ app, article }: ArticleVoteProps) {
  const { state } = app;
  const t = state.t.value;
  const [asksWhy, setAsksWhy] = useState(false);
  const [hasVoted, setHasVoted] = useState(false);
  const [keeper] = useState(() => createVoteKeeper(app));
  const [earlier, setEarlier] = useState<Votes>({});
  const votes = { ...earlier, ...state.votes.value };
  const vote = Object.hasOwn(votes, article.id) ? votes[article.id] : undefined;
  const why = useFocusWhen<HTMLParagraphElement>(asksWhy ? 'why' : null);
  const thanks = useFocusWhen<HTMLParagraphElement>(hasVoted && vote ? vote : null);
  const isAnswered = useRef(false);
  const send = async (helpful: boolean, reason?: string) => {
    isAnswered.current = true;
    await voteArticle(app, article.id, helpful, reason);
    const said = state.votes.peek()[article.id];
    if (said && said !== 'not-saved') await keeper.keep(article.id, said);
  };
  const say = (helpful: boolean, reason?: string) => {
    if (isAnswered.current) return; // a double click is one vote
    setAsksWhy(false);
    setHasVoted(true);
    void send(helpful, reason);
  };
  useEffect(() => {
    let isGone = false;
    void keeper.read().then((kept) => {
      if (!isGone) setEarlier(kept);
    });
    return () => {
      isGone = true;
    };
  }, [keeper]);
  useEffect(() => {
    if (!asksWhy) return undefined;
    const turn = state.visitorTurn.peek();
    return () => {
      // Left without a reason: the "no" still counts, unless it would be somebody else's by now.
      if (!isAnswered.current && turn === state.visitorTurn.peek()) void send(false);
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
              {t('article.skip')}
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
