import { useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { App } from '../../../app/app.ts';
import { useApp, usePart } from '../../context.ts';
import { useFocusWhen } from '../../use-focus-when.ts';
import { greetingKey } from './greeting.ts';
import { canWrite } from './options.ts';
import { Results } from './Results.tsx';
import { SearchBox } from './SearchBox.tsx';
import { Suggestions } from './Suggestions.tsx';
import { Ways } from './Ways.tsx';

/** The first view: one box to ask in, then results while there is a text, else suggestions and ways on. */
export function Home() {
  const app = useApp();
  const { state, config } = app;
  const t = state.t.value;
  const active = useSignal<string>();
  const isEmpty = hasNothing(app);
  const hasBox = !isEmpty && state.knowledge.value.kind !== 'none';
  const isSearching = hasBox && state.query.value.trim() !== '';
  const later = usePart('views');
  const [putAway, setPutAway] = useState<string | null>(null);
  const heading = useFocusWhen<HTMLHeadingElement>(putAway);
  // Read again when somebody else sits here, and at each opening: the day goes on.
  void [state.visitorTurn.value, state.isOpen.value];
  const name = app.visitor.user()?.name || state.draft.value.name;
  const greeting = t(greetingKey(new Date(app.clock()).getHours()));
  return (
    <div class="home">
      {config.status && later.kind === 'ready' && (
        <later.module.home.Incident
          text={config.status}
          url={config.statusUrl}
          onPutAway={() => setPutAway(config.status ?? null)}
        />
      )}
      <h2 class="greeting" ref={heading} tabIndex={-1}>
        <span>{name ? t('home.greeting.named', { greeting, name }) : greeting}</span>
        {t('home.question')}
      </h2>
      {hasBox && <SearchBox active={active} />}
      {isEmpty ? <p class="none">{t('kb.none')}</p> : <KnowledgeNotice />}
      {isSearching ? <Results active={active} /> : <Suggestions />}
      {!isSearching && <Ways />}
    </div>
  );
}

/** Neither articles nor anybody to write to; or articles were meant to be there, and are not. */
function hasNothing(app: App): boolean {
  const loaded = app.state.knowledge.value;
  return loaded.kind === 'none' ? !canWrite(app) : loaded.kind === 'ready' && loaded.info.articles === 0;
}

function KnowledgeNotice() {
  const app = useApp();
  const { state, knowledge, submissions } = app;
  const t = state.t.value;
  if (state.knowledge.value.kind !== 'failed') return null;
  return (
    <div class="notice" role="alert">
      <p>
        {t('kb.failed')} {t(submissions ? 'kb.failedHint' : 'kb.failedHintPlain')}
      </p>
      <button type="button" class="button" onClick={() => void knowledge.load()}>
        {t('kb.retry')}
      </button>
    </div>
  );
}
