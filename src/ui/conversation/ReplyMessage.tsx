import { sayKey } from '../../app/conversation-texts.ts';
import { offerOf, type Reply, type Summary } from '../../conversation/state.ts';
import { Marked } from '../../parts/Marked.tsx';
import { Row } from '../../parts/Row.tsx';
import { useApp, usePart } from '../context.ts';
import { canWrite } from '../views/home/options.ts';
import { AnswerVote } from './AnswerVote.tsx';
import type { Session } from './session.ts';
import { ToTeam } from './ToTeam.tsx';
import { Why } from './Why.tsx';

export interface ReplyMessageProps {
  /** Id of the turn. */
  readonly turn: string;
  readonly reply: Reply;
  readonly session: Session;
}

/** One reply: the passage that fits and its article, or articles to choose from, or a sentence and a way on. */
export function ReplyMessage({ turn, reply, session }: ReplyMessageProps) {
  const app = useApp();
  const t = app.state.t.value;
  const hasVoteTexts = usePart('views').kind === 'ready';
  const { actions } = session;
  const rows = (articles: readonly Summary[], take: (article: Summary, index: number) => void) => (
    <ul class="rows">
      {articles.map((article, index) => (
        <Row key={article.id} icon="article" lang={article.lang} onClick={() => take(article, index)}>
          <bdi>{article.title}</bdi>
        </Row>
      ))}
    </ul>
  );
  const open = ({ id, lang }: Summary) => app.go({ kind: 'article', id, lang });
  if (reply.kind === 'answer') {
    const { hit, rating } = reply;
    return (
      <>
        {hit.passage && (
          <blockquote lang={hit.lang} dir="auto">
            <Marked text={hit.passage} marks={hit.passageMarks} />
          </blockquote>
        )}
        {rows([hit], open)}
        <Why reply={reply} />
        {app.submissions && app.state.consent.value === 'granted' && hasVoteTexts && (
          <AnswerVote turn={turn} rating={rating} session={session} />
        )}
      </>
    );
  }
  if (reply.kind === 'choices') {
    const none = t('conversation.noneOfThese');
    // They stay after one was taken: another can be looked at, too.
    return (
      <>
        <p>{t('conversation.which')}</p>
        {rows(reply.hits, ({ title }, index) => actions.choose(turn, index, title))}
        <button type="button" class="button" onClick={() => actions.choose(turn, null, none)}>
          {none}
        </button>
      </>
    );
  }
  const { says, nearest } = reply;
  const isOffer = offerOf(reply) !== undefined;
  const leadsNowhere = isOffer && !canWrite(app);
  return (
    <>
      {!(leadsNowhere && /^(wish|red-flag)$/.test(says)) && <p>{t(sayKey(says, canWrite(app)))}</p>}
      {leadsNowhere && <p>{t('conversation.nowhere')}</p>}
      {/^(failed|offline)$/.test(says) && (
        <button type="button" class="button" onClick={() => actions.askAgain(turn)}>
          {t('kb.retry')}
        </button>
      )}
      {isOffer && !leadsNowhere && <ToTeam session={session} />}
      {nearest.length > 0 && (
        <>
          <p>{t('conversation.nearest')}</p>
          {rows(nearest, open)}
        </>
      )}
    </>
  );
}
