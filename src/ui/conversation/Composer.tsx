import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_QUESTION } from '../../app/conversation.ts';
import { prepareModels } from '../../app/understanding.ts';
import { LaterIcon } from '../../parts/LaterIcon.tsx';
import { useApp } from '../context.ts';
import { isComposing } from '../is-composing.ts';
import { canWrite } from '../views/home/options.ts';
import type { Session } from './session.ts';
import type { Newest } from './use-newest.ts';

/** From here on the visitor is told how much room is left, in characters. */
const SHOW_LEFT = 200;

/** Where one writes; Enter sends, Shift+Enter begins a new line. */
export function Composer({ session, newest }: { readonly session: Session; readonly newest: Newest }) {
  const app = useApp();
  const { state } = app;
  const { actions } = session;
  const t = state.t.value;
  const text = actions.text.value;
  const isOpen = state.isOpen.value; // closed, the field has no height to be measured
  const field = useRef<HTMLTextAreaElement>(null);
  const [asks, setAsks] = useState(false);
  const left = MAX_QUESTION - text.length;
  useLayoutEffect(() => {
    if (field.current) grow(field.current);
  }, [text, isOpen]);
  const send = (event: Event) => {
    event.preventDefault();
    actions.ask(text);
    field.current?.focus();
  };
  /** Asked twice: what was said is gone afterwards. */
  const startOver = () => {
    setAsks(!asks);
    if (!asks) return;
    actions.startOver();
    field.current?.focus();
  };
  return (
    <form class="conversation-composer" onSubmit={send}>
      {newest.isBelow && (
        <button type="button" class="button" onClick={newest.show}>
          {t('conversation.newMessage')}
        </button>
      )}
      <div>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          data-focus="desktop"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          maxLength={MAX_QUESTION}
          value={text}
          onInput={(event) => {
            actions.setText(event.currentTarget.value);
            prepareModels(app);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) send(event);
          }}
        />
        <button type="submit" class="icon-button" aria-label={t('conversation.send')}>
          <LaterIcon name="sending" />
        </button>
      </div>
      <p class="hint" role="status">
        {left <= SHOW_LEFT && t('conversation.left', { count: left })}
      </p>
      <div>
        {canWrite(app) && (
          <button type="button" class="quiet" onClick={actions.handOff}>
            {t('conversation.person')}
          </button>
        )}
        {actions.turns.value.length > 0 && (
          <button type="button" class="quiet" onBlur={() => setAsks(false)} onClick={startOver}>
            {t(asks ? 'conversation.startOverConfirm' : 'conversation.startOver')}
          </button>
        )}
      </div>
    </form>
  );
}

/** As high as its text; the style sheet ends that at five lines. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`; // and its borders
}
