import { useEffect } from 'preact/hooks';
import { Row } from '../../../parts/Row.tsx';
import { toMessage } from '../../../shared/errors.ts';
import { useApp, usePart } from '../../context.ts';
import { needsAttention } from '../requests/needs-attention.ts';
import { canWrite } from './options.ts';

/** Ways on from here: the visitor's requests, a person, a rating, what is kept of him. */
export function Ways() {
  const app = useApp();
  const { state, config } = app;
  const t = state.t.value;
  const requests = state.requests.value;
  void state.isOpen.value; // the clock is read again at each opening
  const later = usePart('views');
  const expectation = later.kind === 'ready' ? later.module.home.expectation : null;
  const expected = canWrite(app) && expectation?.(app);
  useEffect(() => {
    expectation?.(app, (error) =>
      app.warn(`Config: "hours" and "timeZone" are not shown (${toMessage(error)}); correct them`),
    );
  }, [config, expectation]);
  return (
    <ul class="rows ways">
      {requests.length > 0 && (
        <Row icon="requests" onClick={() => app.go({ kind: 'requests' })}>
          {t('home.requests')}
          {[...requests, ...state.followUps.value].some(needsAttention) && (
            <>
              <span class="dot" />
              <span class="visually-hidden"> ({t('home.attention')})</span>
            </>
          )}
        </Row>
      )}
      {canWrite(app) && (
        <Row icon="write" onClick={() => app.go({ kind: 'ticket' })}>
          {t('home.write')}
          {expected && <span class="hint">{expected}</span>}
        </Row>
      )}
      {app.submissions && state.consent.value === 'granted' && (
        <Row icon="star" onClick={() => app.go({ kind: 'rating' })}>
          {t('home.rate')}
        </Row>
      )}
      <li>
        <button type="button" class="row" onClick={() => app.go({ kind: 'privacy' })}>
          <span class="hint">{t('home.privacy')}</span>
        </button>
      </li>
    </ul>
  );
}
