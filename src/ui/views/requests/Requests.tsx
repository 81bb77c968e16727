import { Icon } from '../../../parts/Icon.tsx';
import { useApp } from '../../context.ts';
import { formatTime } from '../format-date.ts';
import { dataText, stateText } from './state-text.ts';

/** The visitor's requests on this device, each with its true state. */
export function Requests() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const entries = state.requests.value;
  return (
    <div class="requests">
      <h2 class="visually-hidden" tabIndex={-1} data-focus="view">
        {t('requests.title')}
      </h2>
      {entries.length === 0 ? (
        <p class="none">{t('requests.empty')}</p>
      ) : (
        <ul class="rows">
          {entries.map((entry) => (
            <li key={entry.id}>
              <button type="button" class="row" onClick={() => app.go({ kind: 'request', id: entry.id })}>
                <span class={`state-icon ${entry.state}`}>
                  <Icon name={stateText(entry, state.isOnline.value).icon} />
                </span>
                <span class="request-line">
                  <span class="request-subject">{dataText(entry, 'subject')}</span>
                  <span class="hint">
                    {t(`state.short.${entry.state}`)} · {formatTime(entry.createdAt, state.textLang.value)}
                  </span>
                </span>
                <Icon name="next" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="hint">{t('requests.note')}</p>
    </div>
  );
}
