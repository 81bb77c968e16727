import { useState } from 'preact/hooks';
import { exportData } from '../../../app/export-data.ts';
import type { MessageKey } from '../../../app/messages.ts';
import { encodeJson } from '../../../shared/encode-json.ts';
import { toMessage } from '../../../shared/errors.ts';
import { useApp } from '../../context.ts';
import { useFocusWhen } from '../../use-focus-when.ts';

/** What is kept here and what was sent, in plain words; to take along, to switch off, to delete. */
export function Privacy() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const requests = state.requests.value;
  const sent = requests.filter((request) => request.state === 'sent').length;
  const hasDraft = state.draft.value.body !== '' || state.draft.value.email !== '';
  const isGranted = state.consent.value === 'granted';
  const days = Number(app.config.retention);
  const kept: readonly string[] = isGranted
    ? [
        requests.length > 0
          ? t('privacy.keptRequests', { count: requests.length, days })
          : t('privacy.keptNone', { days }),
        t(hasDraft ? 'privacy.keptDraft' : 'privacy.keptNoDraft'),
        t('privacy.keptArticles'),
      ]
    : [t('privacy.keptNothing')];
  return (
    <div class="privacy">
      <section aria-labelledby="helplet-kept">
        <h2 id="helplet-kept" tabIndex={-1} data-focus="view">
          {t('privacy.kept')}
        </h2>
        <ul>
          {kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="helplet-sent">
        <h3 id="helplet-sent">{t('privacy.sent')}</h3>
        <ul>
          <li>
            {sent > 0
              ? t('privacy.sentRequests', { count: sent })
              : t(app.submissions ? 'requests.empty' : 'privacy.sentNothing')}
          </li>
          <li>{t('privacy.sentMasked')}</li>
          {app.submissions && <li>{t('privacy.sentRead')}</li>}
          <li>{t(app.isTracked() ? 'privacy.tracked' : 'privacy.notTracked')}</li>
        </ul>
      </section>
      <Consent />
      <Export />
      <Erase />
    </div>
  );
}

/** The switch for keeping things on the device. */
function Consent() {
  const { state, privacy, warn } = useApp();
  const t = state.t.value;
  const isGranted = state.consent.value === 'granted';
  const [asks, setAsks] = useState<boolean | null>(null); // false: answered
  const question = useFocusWhen<HTMLParagraphElement>(asks ? 'ask' : null);
  const control = useFocusWhen<HTMLButtonElement>(asks === false ? 'answered' : null);
  const setConsent = (to: 'granted' | 'denied') =>
    void privacy.setConsent(to).catch((error: unknown) => warn(toMessage(error)));
  const toggle = () => {
    if (isGranted) setAsks(!asks);
    else setConsent('granted');
  };
  return (
    <section aria-labelledby="helplet-consent">
      <div class="switch-row">
        <span id="helplet-consent">{t('privacy.keep')}</span>
        <button
          ref={control}
          type="button"
          role="switch"
          class="switch"
          aria-checked={isGranted}
          aria-labelledby="helplet-consent"
          onClick={toggle}
        />
      </div>
      {asks && isGranted && (
        <>
          <p ref={question} tabIndex={-1}>
            {t('privacy.keepOff')}
          </p>
          <div class="choices">
            <button
              type="button"
              class="button"
              onClick={() => {
                setAsks(false);
                setConsent('denied');
              }}
            >
              {t('privacy.keepOffYes')}
            </button>
            <button type="button" class="quiet" onClick={() => setAsks(false)}>
              {t('privacy.cancel')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function Export() {
  const app = useApp();
  const t = app.state.t.value;
  const save = async () => {
    const data = await exportData(app);
    const address = URL.createObjectURL(new Blob([encodeJson(data)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `helplet-${data.exportedAt.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000); // the download has begun by then
  };
  return (
    <section aria-labelledby="helplet-export">
      <h3 id="helplet-export">{t('privacy.export')}</h3>
      <p class="hint">{t('privacy.exportText')}</p>
      <button type="button" class="button" onClick={() => void save()}>
        {t('privacy.exportButton')}
      </button>
    </section>
  );
}

/** Asked twice, because it cannot be undone. */
function Erase() {
  const { state, privacy, submissions, warn } = useApp();
  const t = state.t.value;
  const erasure = state.erasure.value;
  const [asks, setAsks] = useState<boolean | null>(null); // false: not after all
  const question = useFocusWhen<HTMLParagraphElement>(asks ? 'ask' : null);
  const button = useFocusWhen<HTMLButtonElement>(asks === false ? 'cancelled' : null);
  const outcome = useFocusWhen<HTMLParagraphElement>(asks ? null : erasure);
  const unsent = state.requests.value.filter((request) => request.state !== 'sent').length;
  const texts: Readonly<Record<NonNullable<typeof erasure>, MessageKey>> = {
    running: 'privacy.erasing',
    pending: 'privacy.erasePending',
    done: 'privacy.erased',
    here: 'privacy.erasedHere',
    failed: 'privacy.eraseFailed',
  };
  return (
    <section aria-labelledby="helplet-erase">
      <h3 id="helplet-erase">{t('privacy.erase')}</h3>
      <p class="hint">{t(submissions ? 'privacy.eraseText' : 'privacy.eraseTextHere')}</p>
      {asks ? (
        <>
          <p ref={question} tabIndex={-1}>
            {unsent > 0 ? t('privacy.eraseUnsent', { count: unsent }) : t('privacy.eraseSure')}
          </p>
          <div class="choices">
            <button
              type="button"
              class="button danger"
              onClick={() => {
                setAsks(null);
                privacy.erase().catch((error: unknown) => warn(toMessage(error)));
              }}
            >
              {t('privacy.eraseYes')}
            </button>
            <button type="button" class="quiet" onClick={() => setAsks(false)}>
              {t('privacy.cancel')}
            </button>
          </div>
        </>
      ) : (
        <button
          ref={button}
          type="button"
          class="button"
          disabled={erasure === 'running'}
          onClick={() => setAsks(true)}
        >
          {t('privacy.eraseButton')}
        </button>
      )}
      <p ref={outcome} role="status" tabIndex={-1}>
        {erasure && t(texts[erasure])}
      </p>
    </section>
  );
}
