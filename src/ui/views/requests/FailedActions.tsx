import { useState } from 'preact/hooks';
import { useApp } from '../../context.ts';
import { CopyButton } from '../ticket/CopyButton.tsx';

export interface FailedActionsProps {
  readonly id: string;
  readonly text: string;
  /** Just before these buttons go: the focus needs another place. */
  readonly onRetry: () => void;
  readonly onDelete: () => void;
}

/** Something given up: try again, copy it, or (asked twice) delete it. */
export function FailedActions({ id, text, onRetry, onDelete }: FailedActionsProps) {
  const app = useApp();
  const t = app.state.t.value;
  const [asks, setAsks] = useState(false);
  return (
    <div class="choices">
      <button
        type="button"
        class="button primary"
        onClick={() => {
          onRetry();
          void app.retryRequest(id);
        }}
      >
        {t('request.retry')}
      </button>
      <CopyButton text={text} />
      <button
        type="button"
        class="quiet"
        onClick={() => {
          if (!asks) return setAsks(true);
          onDelete();
          void app.discardRequest(id);
        }}
      >
        {t(asks ? 'request.discardConfirm' : 'request.discard')}
      </button>
    </div>
  );
}
