import { useState } from 'preact/hooks';
import type { OutboxEntry } from '../../../outbox/entries.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { useApp } from '../../context.ts';
import { formatTime } from '../format-date.ts';
import { CopyButton } from '../ticket/CopyButton.tsx';
import { dataText, stateText } from './state-text.ts';

/** One request: where it is now, and what was written. */
export function Request({ id }: { readonly id: string }) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const entry = state.requests.value.find((request) => request.id === id);
  if (!entry) return <p class="none">{t('panel.loading')}</p>;
  const line = stateText(entry, state.isOnline.value);
  const body = dataText(entry, 'body');
  return (
    <div class="request">
      <h2 tabIndex={-1} data-focus="view">
        {dataText(entry, 'subject')}
      </h2>
      <p class={`state ${entry.state}`} role="status">
        <span class={`state-icon ${entry.state}`}>
          <Icon name={line.icon} />
        </span>
        <span>{t(line.key, line.values)}</span>
      </p>
      <p class="hint">
        {formatTime(entry.sentAt ?? entry.createdAt, state.textLang.value)}
        {entry.reference && ` · ${t('request.reference', { reference: entry.reference })}`}
      </p>
      {entry.state === 'failed' && <FailedActions entry={entry} />}
      {entry.state === 'held' && <CopyButton text={body} />}
      <section aria-label={t('request.message')}>
        <p class="message" dir="auto">
          {body}
        </p>
      </section>
      <div class="choices">
        <button type="button" class="button" onClick={() => app.reset({ kind: 'home' })}>
          {t('done.home')}
        </button>
        <button type="button" class="quiet" onClick={() => app.go({ kind: 'rating' })}>
          {t('home.rate')}
        </button>
      </div>
    </div>
  );
}

/** A request given up: try again, copy it, or (asked twice) delete it. */
function FailedActions({ entry }: { readonly entry: OutboxEntry }) {
  const app = useApp();
  const t = app.state.t.value;
  const [asks, setAsks] = useState(false);
  return (
    <div class="choices">
      <button type="button" class="button primary" onClick={() => void app.retryRequest(entry.id)}>
        {t('request.retry')}
      </button>
      <CopyButton text={dataText(entry, 'body')} />
      <button
        type="button"
        class="quiet"
        onClick={() => {
          if (!asks) return setAsks(true);
          app.reset({ kind: 'requests' });
          void app.discardRequest(entry.id);
        }}
      >
        {t(asks ? 'request.discardConfirm' : 'request.discard')}
      </button>
    </div>
  );
}
