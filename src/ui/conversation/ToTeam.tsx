import { useApp } from '../context.ts';
import type { Session } from './session.ts';

/** To a person, and what goes along. */
export function ToTeam({ session }: { readonly session: Session }) {
  const { state, submissions } = useApp();
  const t = state.t.value;
  return (
    <>
      <button type="button" class="button" onClick={session.actions.handOff}>
        {t('conversation.team')}
      </button>
      {submissions && <p class="hint">{t('conversation.carried')}</p>}
    </>
  );
}
