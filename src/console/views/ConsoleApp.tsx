import type { ReadonlySignal } from '@preact/signals';
import type { ConsoleState } from '../console-state.ts';
import { type ConsoleLang, createTexts, type Texts } from '../texts.ts';
import { LiveBadge } from './LiveBadge.tsx';
import { RatingsView } from './RatingsView.tsx';
import { SignIn } from './SignIn.tsx';
import { TicketsView } from './TicketsView.tsx';

export const sections = ['tickets', 'ratings'] as const;
export type Section = (typeof sections)[number];

export interface ConsoleAppProps {
  readonly state: ConsoleState;
  readonly section: ReadonlySignal<Section>;
  readonly lang: ReadonlySignal<ConsoleLang>;
  readonly onLang: (lang: ConsoleLang) => void;
}

/** The whole page: sign in first, then a list of sections beside the one shown. */
export function ConsoleApp({ state, section, lang, onLang }: ConsoleAppProps) {
  const texts = createTexts(lang.value);
  const phase = state.phase.value;
  const languageButton = (
    <button
      type="button"
      class="quiet"
      lang={texts.lang === 'zh' ? 'en' : 'zh'}
      title={texts.t('nav.languageLabel')}
      onClick={() => onLang(texts.lang === 'zh' ? 'en' : 'zh')}
    >
      {texts.t('nav.language')}
    </button>
  );
  if (phase.kind === 'signed-out') {
    return (
      <div class="door" lang={texts.lang}>
        <SignIn texts={texts} reason={phase.reason} onSignIn={state.signIn} />
        {languageButton}
      </div>
    );
  }
  return (
    <div class="frame" lang={texts.lang}>
      <a class="skip" href="#content">
        {texts.t('app.skip')}
      </a>
      <header class="side">
        <p class="brand">Helplet</p>
        <nav aria-label={texts.t('nav.label')}>
          {sections.map((name) => (
            <a key={name} href={`#/${name}`} aria-current={section.value === name ? 'page' : undefined}>
              {texts.t(`nav.${name}`)}
            </a>
          ))}
        </nav>
        <div class="side-end">
          <LiveBadge texts={texts} live={state.live} arrived={state.arrived} />
          {languageButton}
          <button type="button" class="quiet" onClick={state.signOut}>
            {texts.t('nav.signOut')}
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {phase.kind === 'loading' && <p class="note">{texts.t('state.loading')}</p>}
        {phase.kind === 'failed' && <Failed texts={texts} onRetry={state.retry} />}
        {phase.kind === 'ready' && section.value === 'tickets' && <TicketsView texts={texts} state={state} />}
        {phase.kind === 'ready' && section.value === 'ratings' && <RatingsView texts={texts} state={state} />}
      </main>
    </div>
  );
}

function Failed({ texts, onRetry }: { readonly texts: Texts; readonly onRetry: () => Promise<void> }) {
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{texts.t('state.failed')}</p>
      <p>{texts.t('state.failedHint')}</p>
      <button type="button" onClick={() => void onRetry()}>
        {texts.t('state.retry')}
      </button>
    </div>
  );
}
