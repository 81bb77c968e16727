import { useSignal } from '@preact/signals';
import type { SignedOutReason } from '../console-state.ts';
import type { Texts } from '../texts.ts';

export interface SignInProps {
  readonly texts: Texts;
  readonly reason: SignedOutReason;
  readonly onSignIn: (token: string) => Promise<void>;
}

/** Asks for the token. */
export function SignIn({ texts, reason, onSignIn }: SignInProps) {
  const { t } = texts;
  const token = useSignal('');
  return (
    <main class="sign-in">
      <p class="brand">Helplet</p>
      <h1>{t('signIn.title')}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token.value.trim() !== '') void onSignIn(token.value.trim());
        }}
      >
        <label for="token">{t('signIn.token')}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          aria-describedby="token-hint"
          aria-invalid={reason === 'refused'}
          required
          value={token.value}
          onInput={(event) => {
            token.value = event.currentTarget.value;
          }}
        />
        <p id="token-hint" class="note">
          {t('signIn.hint')}
        </p>
        {(reason === 'refused' || reason === 'failed') && (
          <p class="problem" role="alert">
            {t(`signIn.${reason}`)}
          </p>
        )}
        <button type="submit" class="primary" disabled={reason === 'busy'}>
          {t(reason === 'busy' ? 'signIn.busy' : 'signIn.button')}
        </button>
      </form>
    </main>
  );
}
