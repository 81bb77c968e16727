import type { SearchReply } from '../../../engine/protocol.ts';
import { Row } from '../../../parts/Row.tsx';
import { useApp } from '../../context.ts';
import { ArticleRows } from '../ArticleRows.tsx';
import { askTeam, canWrite } from './options.ts';

/** Topics offered where none fits. */
const NEAREST_LIMIT = 2;

/** No dead end: what may have been meant, what comes nearest, and a person. */
export function NothingFound({ query, reply }: { readonly query: string; readonly reply: SearchReply }) {
  const app = useApp();
  const { state, knowledge } = app;
  const t = state.t.value;
  const { corrected, nearest = state.suggested.value.slice(0, NEAREST_LIMIT) } = reply;
  return (
    <>
      <p class="none">
        {t('search.none', { query: query.trim() })} {!canWrite(app) && t('search.noneHintPlain')}
        {corrected && (
          <button
            type="button"
            class="quiet"
            onClick={(event) => {
              void knowledge.setQuery(corrected);
              event.currentTarget.closest('.home')?.querySelector('input')?.focus();
            }}
          >
            {t('search.meant', { query: corrected })}
          </button>
        )}
      </p>
      {nearest.length > 0 && <ArticleRows id="helplet-nearest" title={t('search.nearest')} articles={nearest} />}
      {canWrite(app) && (
        <ul class="rows">
          <Row icon="write" onClick={() => askTeam(app, query)}>
            {t('home.write')}
            <span class="hint">{t('search.noneHint')}</span>
          </Row>
        </ul>
      )}
    </>
  );
}
