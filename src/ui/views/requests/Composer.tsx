import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../../app/messages.ts';
import { type SendingApp, sendFollowUp } from '../../../app/requests.ts';
import { MAX_TICKET_BODY } from '../../../schema/event/ticket-kinds.ts';
import { isComposing } from '../../is-composing.ts';

export interface ComposerProps {
  readonly app: SendingApp;
  readonly ticket: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onText: (change: (text: string) => string) => void;
}

const refusals: Readonly<Record<'full' | 'too-large' | 'storage', MessageKey>> = {
  full: 'state.full',
  'too-large': 'state.tooLarge',
  storage: 'state.notSaved',
};

/** Adds a message to a request. The text leaves the box only once it is saved. */
export function Composer({ app, ticket, box, text, onText }: ComposerProps) {
  const t = app.state.t.value;
  const [failure, setFailure] = useState<MessageKey | null>(null);
  const isSending = useRef(false);
  const send = async () => {
    box.current?.focus();
    if (text.trim() === '' || isSending.current) return; // two clicks are one message
    isSending.current = true;
    setFailure(null);
    try {
      const { result } = await sendFollowUp(app, ticket, text);
      if (result.kind === 'refused') setFailure(refusals[result.reason]);
      // What was typed while it was being saved is not what was saved.
      else onText((now) => (now === text ? '' : now));
    } catch {
      setFailure('state.notSaved'); // whatever went wrong, nothing was saved: the text is still here
    } finally {
      isSending.current = false;
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={box}
        rows={2}
        dir="auto"
        maxLength={MAX_TICKET_BODY}
        aria-label={t('request.reply')}
        placeholder={t('request.reply')}
        value={text}
        onInput={({ currentTarget }) => onText(() => currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      {failure && (
        <p class="field-error" role="alert">
          {t(failure)}
        </p>
      )}
      <button type="submit" class="button primary" aria-disabled={text.trim() === ''}>
        {t('request.send')}
      </button>
    </form>
  );
}
