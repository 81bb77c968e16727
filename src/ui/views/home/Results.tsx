import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { directionOf, primaryOf } from '../../../i18n/locale.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { Marked } from '../../../parts/Marked.tsx';
import { useApp, usePart } from '../../context.ts';
import { ASK, chooseOption, currentHits, optionId } from './options.ts';
import { Suggestions } from './Suggestions.tsx';

/** How long typing must rest before a screen reader is told the number of results. */
const ANNOUNCE_DELAY_MS = 700;

/**
 * The list under the box: hits with their passage, and as the last row the way to ask. What was there before stays until
 * the answer to the new text takes its place.
 */
export function Results({ active }: { readonly active: Signal<string | undefined> }) {
  const later = usePart('views');
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const results = state.results.value;
  const hits = currentHits(state);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active.value]);

  return (
    <>
      {!results && <Suggestions />}
      {results && hits.length === 0 && later.kind === 'ready' && <later.module.home.NothingFound {...results} />}
      <div ref={list} id="helplet-results" class="results" role="listbox" aria-label={t('search.list')}>
        {hits.map((hit, index) => (
          <div
            key={hit.id}
            id={optionId(index)}
            class="row result"
            role="option"
            tabIndex={-1}
            lang={hit.lang}
            dir={directionOf(hit.lang)}
            aria-selected={active.value === hit.id}
            onClick={() => chooseOption(app, index)}
          >
            <span class="result-title">
              <Marked text={hit.title} marks={hit.titleMarks} />
              {primaryOf(hit.lang) !== primaryOf(state.lang.value) && <span class="tag">{hit.lang}</span>}
            </span>
            {hit.passage && (
              <span class="passage">
                <Marked text={hit.passage} marks={hit.passageMarks} />
              </span>
            )}
          </div>
        ))}
        <div
          id={optionId(hits.length)}
          class="row ask"
          role="option"
          tabIndex={-1}
          aria-selected={active.value === ASK}
          onClick={() => chooseOption(app, hits.length)}
        >
          <Icon name="requests" />
          <span>{t('search.ask', { query: state.query.value.trim() })}</span>
          <span class="key" aria-hidden="true">
            ↵
          </span>
        </div>
      </div>
      <Announcement count={results ? hits.length : null} />
    </>
  );
}

/** Says the number of results politely, once it has stood still: not at every key. */
function Announcement({ count }: { readonly count: number | null }) {
  const t = useApp().state.t.value;
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(count === null ? '' : t('search.results', { count })), ANNOUNCE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [count, t]);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
