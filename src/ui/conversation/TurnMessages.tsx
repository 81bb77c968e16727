import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Turn } from '../../conversation/state.ts';
import { useApp } from '../context.ts';
import { formatTime } from '../views/format-date.ts';
import { ReplyMessage } from './ReplyMessage.tsx';
import type { Session } from './session.ts';

export interface TurnMessagesProps {
  readonly turn: Turn;
  readonly before: Turn | undefined;
  readonly session: Session;
}

/** After a silence this long the time is shown again. */
const SILENCE_MS = 15 * 60_000;

/** A question and its reply, in the order a screen reader should hear them. */
export function TurnMessages({ turn, before, session }: TurnMessagesProps) {
  const { t, textLang } = useApp().state;
  const { id, text, time, reply } = turn;
  return (
    <>
      {time - (before?.time ?? 0) > SILENCE_MS && <li class="hint">{formatTime(time, textLang.value)}</li>}
      <li class="conversation-own" dir="auto">
        <span class="visually-hidden">{t.value('conversation.you')}: </span>
        {text}
      </li>
      {session.actions.undoable.value === id && <Undo session={session} />}
      {reply && (
        <li class="conversation-reply" tabIndex={-1}>
          <span class="visually-hidden">{t.value('conversation.bot')}: </span>
          <ReplyMessage turn={id} reply={reply} session={session} />
        </li>
      )}
    </>
  );
}

/** When it goes, by itself or used, the focus it had goes to the composer. */
function Undo({ session }: { readonly session: Session }) {
  const t = useApp().state.t.value;
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      const hasFocus = element?.matches(':focus');
      if (hasFocus) element?.closest('.conversation')?.querySelector('textarea')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <li class="conversation-undo">
      <button ref={button} type="button" class="quiet" onClick={session.actions.undoLast}>
        {t('conversation.undo')}
      </button>
    </li>
  );
}
