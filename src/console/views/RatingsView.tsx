import type { ConsoleState } from '../console-state.ts';
import type { Texts } from '../texts.ts';
import { CsatCard } from './CsatCard.tsx';
import { Empty } from './Empty.tsx';
import { RatingFeed } from './RatingFeed.tsx';
import { VotesCard } from './VotesCard.tsx';

/** What visitors say: satisfaction, votes, and each rating as it comes in. */
export function RatingsView({ texts, state }: { readonly texts: Texts; readonly state: ConsoleState }) {
  const { t } = texts;
  const ratings = state.ratings.value;
  const tenants = [...new Set(ratings.map((rating) => rating.tenant))].sort().join(', ');
  return (
    <section class="pane" aria-labelledby="ratings-title">
      <div class="pane-head">
        <h1 id="ratings-title">{t('ratings.title')}</h1>
        {ratings.length > 0 && <p class="note">{t('ratings.basis', { count: ratings.length, tenants })}</p>}
      </div>
      {ratings.length === 0 ? (
        <Empty title={t('ratings.empty')} hint={t('ratings.emptyHint')} />
      ) : (
        <div class="cards">
          <CsatCard texts={texts} score={state.summary.value.csat} />
          <VotesCard texts={texts} summary={state.summary.value} />
          <RatingFeed texts={texts} ratings={ratings} arrived={state.arrived.value} />
        </div>
      )}
    </section>
  );
}
