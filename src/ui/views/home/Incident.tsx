import type { App } from '../../../app/app.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { useApp } from '../../context.ts';

/** What each widget's visitor has read and put away; comes back with the next page. */
const putAway = new WeakMap<App, string>();

export interface IncidentProps {
  readonly text: string;
  /** Where there is more to read. */
  readonly url: string | undefined;
  readonly onPutAway: () => void;
}

/** Something wrong that the site tells all its visitors of. */
export function Incident({ text, url, onPutAway }: IncidentProps) {
  const app = useApp();
  const t = app.state.t.value;
  if (putAway.get(app) === text) return null;
  return (
    <div class="notice incident">
      <p role="status">
        {text}{' '}
        {url && (
          <a href={url} target="_blank" rel="noopener">
            {t('home.incident.more')}
            <span class="visually-hidden"> ({t('article.newTab')})</span>
          </a>
        )}
      </p>
      <button
        type="button"
        class="icon-button"
        aria-label={t('home.incident.dismiss')}
        onClick={() => {
          putAway.set(app, text);
          onPutAway();
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
