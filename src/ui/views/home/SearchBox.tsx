import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Icon } from '../../../parts/Icon.tsx';
import { useApp } from '../../context.ts';
import { isComposing } from '../../is-composing.ts';
import { ASK, chooseOption, currentHits, optionId } from './options.ts';

/**
 * The one box: a combobox over the result list (WAI-ARIA APG, list autocomplete with manual selection).
 * `active` is the article the arrow keys stand on (it stays so when other hits come), or `ASK`; missing while the caret
 * is only in the box.
 */
export function SearchBox({ active }: { readonly active: Signal<string | undefined> }) {
  const app = useApp();
  const { state, knowledge } = app;
  const t = state.t.value;
  const query = state.query.value;
  const box = useRef<HTMLInputElement>(null);
  const isOpen = query.trim() !== '';
  const options: readonly (string | undefined)[] = [...currentHits(state).map(({ id }) => id), ASK];
  const count = options.length;
  const at = options.indexOf(active.value);

  const move = (to: number) => {
    active.value = options[(to + count) % count];
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || !isOpen) return; // an input method's own keys are not ours
    if (event.key === 'Escape') void knowledge.setQuery('');
    else if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at < 0 ? count - 1 : at - 1);
    else if (event.key === 'Enter') chooseOption(app, at >= 0 ? at : count - 1);
    else return;
    event.preventDefault();
  };
  return (
    <div class={query === '' ? 'search' : 'search filled'}>
      <Icon name="search" />
      <input
        ref={box}
        type="text"
        role="combobox"
        autocomplete="off"
        enterkeyhint="search"
        spellcheck={false}
        data-focus="desktop"
        aria-label={t('search.label')}
        aria-expanded={isOpen}
        aria-controls="helplet-results"
        aria-autocomplete="list"
        aria-activedescendant={isOpen && at >= 0 ? optionId(at) : undefined}
        placeholder={t('search.placeholder')}
        value={query}
        maxLength={2_000}
        onInput={(event) => {
          active.value = undefined;
          void knowledge.setQuery(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('search.clear')}
          onClick={() => {
            void knowledge.setQuery('');
            box.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
