import { useSignal } from '@preact/signals';
import { Icon } from '../../../parts/Icon.tsx';
import { useApp } from '../../context.ts';
import { greetingKey } from './greeting.ts';
import { canWrite } from './options.ts';
import { Results } from './Results.tsx';
import { SearchBox } from './SearchBox.tsx';
import { Suggestions } from './Suggestions.tsx';

/** The first view: one box to ask in, then results while there is a text, else suggestions and ways on. */
export function Home() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const active = useSignal(-1);
  const isSearching = state.query.value.trim() !== '';
  return (
    <div class="home">
      <h2 class="greeting">
        <span>{t(greetingKey(new Date(app.clock()).getHours()))}</span>
        {t('home.question')}
      </h2>
      {state.knowledge.value.kind !== 'none' && <SearchBox active={active} />}
      <KnowledgeNotice />
      {isSearching ? <Results active={active} /> : <Suggestions />}
      {!isSearching && <Ways />}
    </div>
  );
}

function KnowledgeNotice() {
  const app = useApp();
  const { state, knowledge, submissions } = app;
  const t = state.t.value;
  const loaded = state.knowledge.value;
  const isEmpty = loaded.kind === 'none' ? !canWrite(app) : loaded.kind === 'ready' && loaded.info.articles === 0;
  if (isEmpty) return <p class="none">{t('kb.none')}</p>;
  if (loaded.kind !== 'failed') return null;
  return (
    <div class="notice" role="alert">
      <p>
        {t('kb.failed')} {t(submissions ? 'kb.failedHint' : 'kb.failedHintPlain')}
      </p>
      <button type="button" class="quiet" onClick={() => void knowledge.load()}>
        {t('kb.retry')}
      </button>
    </div>
  );
}

/** Ways on from here: the visitor's requests, a person, a rating. */
function Ways() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const unsent = state.requests.value.some((entry) => entry.state !== 'sent');
  if (!canWrite(app) && state.requests.value.length === 0) return null;
  return (
    <ul class="rows ways">
      {state.requests.value.length > 0 && (
        <li>
          <button type="button" class="row" onClick={() => app.go({ kind: 'requests' })}>
            <Icon name="requests" />
            <span>{t('home.requests')}</span>
            {unsent && <span class="dot" />}
            <Icon name="next" />
          </button>
        </li>
      )}
      {canWrite(app) && (
        <li>
          <button type="button" class="row" onClick={() => app.go({ kind: 'ticket' })}>
            <Icon name="write" />
            <span>{t('home.write')}</span>
            <Icon name="next" />
          </button>
        </li>
      )}
      {app.submissions && (
        <li>
          <button type="button" class="row" onClick={() => app.go({ kind: 'rating' })}>
            <Icon name="star" />
            <span>{t('home.rate')}</span>
            <Icon name="next" />
          </button>
        </li>
      )}
    </ul>
  );
}
