import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../context.ts';
import { Composer } from './Composer.tsx';
import { sessionOf } from './session.ts';
import { TurnMessages } from './TurnMessages.tsx';
import { useNewest } from './use-newest.ts';

export interface ConversationProps {
  /** A question to ask on arrival. */
  readonly ask?: string | undefined;
}

/** Questions and answers, newest last, and the way to a person always in sight. */
export function Conversation({ ask }: ConversationProps) {
  const app = useApp();
  const session = sessionOf(app);
  const { actions } = session;
  const t = app.state.t.value;
  const turns = actions.turns.value;
  const root = useRef<HTMLDivElement>(null);
  const newest = useNewest(root, turns, session);
  useEffect(() => {
    const route = app.state.route.peek();
    if (ask && session.asked !== route) actions.ask(ask);
    session.asked = route;
    addEventListener('pagehide', actions.save);
    return () => removeEventListener('pagehide', actions.save);
  }, []);
  return (
    <div class="conversation" ref={root}>
      <div role="log" aria-label={t('conversation.log')} tabIndex={-1} data-focus="view">
        {turns.length === 0 && <p class="none">{t('conversation.empty')}</p>}
        <ol>
          {turns.map((turn, index) => (
            <TurnMessages key={turn.id} turn={turn} before={turns[index - 1]} session={session} />
          ))}
        </ol>
      </div>
      {turns.some(({ reply }) => !reply) && (
        // The style sheet shows it only after 300 ms.
        <p class="skeleton" role="status">
          <span class="visually-hidden">{t('conversation.looking')}</span>
          <span aria-hidden="true">•••</span>
        </p>
      )}
      <Composer session={session} newest={newest} />
    </div>
  );
}
