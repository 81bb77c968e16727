import { useRef } from 'preact/hooks';
import { canSend, UNDO_MS } from '../../../app/requests.ts';
import type { OutboxEntry } from '../../../outbox/entries.ts';
import { LaterIcon } from '../../../parts/LaterIcon.tsx';
import { Skeleton } from '../../../parts/Skeleton.tsx';
import { useApp } from '../../context.ts';
import { formatTime } from '../format-date.ts';
import { CopyButton } from '../ticket/CopyButton.tsx';
import { Composer } from './Composer.tsx';
import { FailedActions } from './FailedActions.tsx';
import { FollowUp } from './FollowUp.tsx';
import { RequestDetails } from './RequestDetails.tsx';
import { dataText, isUnsent, messageStateText, stateText } from './state-text.ts';
import { TakeBack } from './TakeBack.tsx';
import { useReply } from './use-reply.ts';
import { useRequests } from './use-requests.ts';
import { useUntil } from './use-until.ts';

/** How long the list of requests may take to come, ms. */
const PATIENCE_MS = 1_000;

/** One request as a conversation: what was written, where each message is now, and a box to write more. */
export function Request({ id }: { readonly id: string }) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const entry = useRequests(app).find((request) => request.id === id);
  const openedAt = useRef(app.clock());
  const isEarly = useUntil(openedAt.current + PATIENCE_MS, PATIENCE_MS);
  if (entry) return <Thread entry={entry} />;
  if (isEarly) return <Skeleton lines={4} label={t('panel.loading')} />;
  return (
    <div class="notice">
      <p>{t('request.gone')}</p>
      <button type="button" class="button" onClick={() => app.reset({ kind: 'requests' })}>
        {t('title.requests')}
      </button>
    </div>
  );
}

function Thread({ entry }: { readonly entry: OutboxEntry }) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const box = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [reply, setReply] = useReply(entry.id);
  const followUps = state.followUps.value.filter(({ event }) => event?.data.ticket === entry.id);
  const last = followUps.at(-1);
  const isFresh = useUntil((last?.createdAt ?? 0) + UNDO_MS, UNDO_MS);
  const isOnline = state.isOnline.value;
  const line = stateText(entry, isOnline);
  const lastLine = last && messageStateText(last, isOnline, isFresh && isUnsent(last));
  const body = dataText(entry, 'body');
  const focusBox = () => (box.current ?? heading.current)?.focus();
  return (
    <div class="request">
      <h2 ref={heading} tabIndex={-1} data-focus="view" dir="auto">
        {dataText(entry, 'subject') || t('title.request')}
      </h2>
      <p class={`state ${entry.state}`} role="status">
        <span class={`state-icon ${entry.state}`}>
          <LaterIcon name={line.icon} />
        </span>
        <span>{t(line.key, line.values)}</span>
      </p>
      <p class="hint">
        {formatTime(entry.sentAt ?? entry.createdAt, state.textLang.value)}
        {entry.reference && ` · ${t('request.reference', { reference: entry.reference })}`}
      </p>
      {entry.state === 'failed' && (
        <FailedActions
          id={entry.id}
          text={body}
          onRetry={() => heading.current?.focus()}
          onDelete={() => app.reset({ kind: 'requests' })}
        />
      )}
      {isUnsent(entry) && (
        <div class="choices">
          <TakeBack entry={entry} followUps={followUps} onFocusLost={() => heading.current?.focus()} />
          {entry.state === 'held' && <CopyButton text={body} />}
        </div>
      )}
      <section aria-label={t('request.message')}>
        <ol class="thread">
          <li>
            <p class="message" dir="auto">
              {body}
            </p>
            <RequestDetails entry={entry} />
          </li>
          {followUps.map((followUp) => (
            <FollowUp
              key={followUp.id}
              entry={followUp}
              onTakenBack={(text) => {
                setReply((now) => [text, now].filter(Boolean).join('\n'));
                focusBox();
              }}
              onFocusLost={focusBox}
            />
          ))}
        </ol>
      </section>
      {/* Said once for each change of the latest message: what runs out is only seen. */}
      <p class="visually-hidden" role="status">
        {lastLine && t(lastLine.key, lastLine.values)}
      </p>
      {canSend(app) && entry.state !== 'failed' && (
        <Composer app={app} ticket={entry.id} box={box} text={reply} onText={setReply} />
      )}
      <div class="choices">
        <button type="button" class="button" onClick={() => app.reset({ kind: 'home' })}>
          {t('done.home')}
        </button>
        {state.consent.value === 'granted' && (
          <button type="button" class="quiet" onClick={() => app.go({ kind: 'rating' })}>
            {t('home.rate')}
          </button>
        )}
      </div>
    </div>
  );
}
