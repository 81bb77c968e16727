import { useApp } from '../../context.ts';
import { CopyButton } from './CopyButton.tsx';

/** For a site without an endpoint: nothing is taken here that could not be sent. */
export function NoEndpoint() {
  const { config, state } = useApp();
  const t = state.t.value;
  const { body } = state.draft.value;
  if (!config.email) {
    return (
      <div class="notice">
        <h2 tabIndex={-1} data-focus="view">
          {t('ticket.noEndpoint')}
        </h2>
        <p>{t('ticket.nowhere')}</p>
      </div>
    );
  }
  const href = `mailto:${encodeURIComponent(config.email).replace('%40', '@')}?body=${encodeURIComponent(body)}`;
  return (
    <div class="form">
      <h2 tabIndex={-1} data-focus="view">
        {t('ticket.noEndpoint')}
      </h2>
      <p>{t('ticket.mail', { email: config.email })}</p>
      <label class="field">
        <span class="label">{t('ticket.body')}</span>
        <textarea
          dir="auto"
          rows={6}
          value={body}
          onInput={(event) => {
            state.draft.value = { ...state.draft.value, body: event.currentTarget.value };
          }}
        />
      </label>
      <div class="choices">
        <a class="button primary" href={href}>
          {t('ticket.mailButton')}
        </a>
        {body.trim() !== '' && <CopyButton text={body} />}
      </div>
    </div>
  );
}
