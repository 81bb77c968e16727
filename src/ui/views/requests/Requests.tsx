import type { OutboxEntry } from '../../../outbox/entries.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { LaterIcon } from '../../../parts/LaterIcon.tsx';
import { useApp } from '../../context.ts';
import { formatWhen } from '../format-date.ts';
import { canWrite } from '../home/options.ts';
import { needsAttention } from './needs-attention.ts';
import { dataText, stateText } from './state-text.ts';
import { useRequests } from './use-requests.ts';

/** A request with what was added to it, oldest first. */
interface Listed {
  readonly entry: OutboxEntry;
  readonly followUps: readonly OutboxEntry[];
}

/** The visitor's requests on this device, the one with the latest message first, each with its true state. */
export function Requests() {
  const app = useApp();
  const { state, config } = app;
  const t = state.t.value;
  const listed = useRequests(app)
    .map((entry) => ({
      entry,
      followUps: state.followUps.value.filter(({ event }) => event?.data.ticket === entry.id),
    }))
    .sort((one, other) => latest(other).seq - latest(one).seq);
  return (
    <div class="requests">
      <h2 class="visually-hidden" tabIndex={-1} data-focus="view">
        {t('title.requests')}
      </h2>
      {listed.length === 0 ? (
        <p class="none">{t('requests.empty')}</p>
      ) : (
        <ul class="rows">
          {listed.map((request) => (
            <RequestRow key={request.entry.id} {...request} />
          ))}
        </ul>
      )}
      {canWrite(app) && (
        <button type="button" class="button" onClick={() => app.go({ kind: 'ticket' })}>
          {t('home.write')}
        </button>
      )}
      {app.submissions && state.consent.value === 'granted' && (
        <p class="hint">{t('requests.note', { count: Number(config.retention) })}</p>
      )}
    </div>
  );
}

function RequestRow({ entry, followUps }: Listed) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const last = latest({ entry, followUps });
  const troubled = [entry, ...followUps].find(needsAttention);
  // Message and state of the same one: what is not delivered is not to be read beside "Sent".
  const shown = troubled ?? last;
  return (
    <li>
      <button type="button" class="row" onClick={() => app.go({ kind: 'request', id: entry.id })}>
        <span class={`state-icon ${shown.state}`}>
          <LaterIcon name={stateText(shown, state.isOnline.value).icon} />
        </span>
        <span class="request-line">
          <span class="request-subject" dir="auto">
            {dataText(entry, 'subject') || t('title.request')}
          </span>
          <span class="hint request-last">
            {t(`state.short.${shown.state}`)} · <bdi>{dataText(shown, shown === entry ? 'body' : 'text')}</bdi>
          </span>
        </span>
        {troubled && (
          <>
            <span class="dot" />
            <span class="visually-hidden">({t('home.attention')})</span>
          </>
        )}
        <bdi class="request-time">{formatWhen(last.createdAt, app.clock(), state.textLang.value)}</bdi>
        <Icon name="next" />
      </button>
    </li>
  );
}

function latest({ entry, followUps }: Listed): OutboxEntry {
  return followUps.at(-1) ?? entry;
}
