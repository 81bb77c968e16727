import { UNDO_MS } from '../../../app/requests.ts';
import type { OutboxEntry } from '../../../outbox/entries.ts';
import { useApp } from '../../context.ts';
import { formatWhen } from '../format-date.ts';
import { FailedActions } from './FailedActions.tsx';
import { dataText, isUnsent, messageStateText } from './state-text.ts';
import { TakeBackButton } from './TakeBackButton.tsx';
import { useUntil } from './use-until.ts';

export interface FollowUpProps {
  readonly entry: OutboxEntry;
  /** Called with its text when nothing of it has left the device, nor will. */
  readonly onTakenBack: (text: string) => void;
  /** Takes the focus where the control that had it goes. */
  readonly onFocusLost: () => void;
}

/** A message added to a request, where it is now, and the way to take it back while there is one. */
export function FollowUp({ entry, onTakenBack, onFocusLost }: FollowUpProps) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const isFresh = useUntil(entry.createdAt + UNDO_MS, UNDO_MS);
  const canTakeBack = isUnsent(entry);
  const line = messageStateText(entry, state.isOnline.value, isFresh && canTakeBack);
  const text = dataText(entry, 'text');
  return (
    <li>
      <p class="message" dir="auto">
        {text}
      </p>
      <p class="hint">
        <bdi>{formatWhen(entry.createdAt, app.clock(), state.textLang.value)}</bdi> ·{' '}
        <bdi>{t(line.key, line.values)}</bdi>
      </p>
      {canTakeBack && (
        <TakeBackButton
          label={t(isFresh ? 'request.undo' : 'request.takeBack')}
          isFresh={isFresh}
          onClick={async () => {
            if (await app.discardRequest(entry.id)) onTakenBack(text);
          }}
          onFocusLost={onFocusLost}
        />
      )}
      {entry.state === 'failed' && (
        <FailedActions id={entry.id} text={text} onRetry={onFocusLost} onDelete={onFocusLost} />
      )}
    </li>
  );
}
