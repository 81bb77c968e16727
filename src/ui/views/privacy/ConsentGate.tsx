import { useApp } from '../../context.ts';

/** Asked before anything is requested or stored, where the site wants that. Both answers lead on. */
export function ConsentGate() {
  const { state, privacy, reset } = useApp();
  const t = state.t.value;
  const deny = () => {
    if (state.route.peek().kind === 'rating') reset({ kind: 'home' }); // there is none without
    void privacy.setConsent('denied');
  };
  return (
    <section class="gate" aria-labelledby="helplet-gate">
      <h2 id="helplet-gate" tabIndex={-1} data-focus="view">
        {t('consent.title')}
      </h2>
      <p>{t('consent.text')}</p>
      <div class="choices">
        <button type="button" class="button" onClick={() => void privacy.setConsent('granted')}>
          {t('consent.allow')}
        </button>
        <button type="button" class="button" onClick={deny}>
          {t('consent.deny')}
        </button>
      </div>
      <p class="hint">{t('consent.hint')}</p>
    </section>
  );
}
